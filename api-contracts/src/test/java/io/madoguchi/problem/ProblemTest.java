package io.madoguchi.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemTest {
    @ParameterizedTest
    @EnumSource(ProblemCode.class)
    void everyCodeHasATitleAndANextStepInBothLanguages(ProblemCode code) {
        Problem japanese = Problem.of(code, Locale.JAPANESE, List.of());
        Problem english = Problem.of(code, Locale.ENGLISH, List.of());

        assertThat(japanese.title()).isNotBlank().isNotEqualTo(english.title());
        assertThat(japanese.detail()).isNotBlank().isNotEqualTo(english.detail());
        assertThat(ProblemCode.named(code.code())).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "none,ja",
                "en,en",
                "'en-US,en;q=0.9,ja;q=0.1',en",
                "ja-JP,ja",
                "fr,ja",
                "'fr;q=1,en;q=0.5',en",
                "%%,ja"
            })
    void speaksTheLanguageAskedForAndJapaneseOtherwise(String header, String language) {
        assertThat(Languages.forHeader(header).getLanguage()).isEqualTo(language);
    }

    @Test
    void theMachinesOwnLanguagePlaysNoPart() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.ENGLISH);
            assertThat(Problem.of(ProblemCode.BORROWER_NOT_FOUND, Locale.JAPANESE, List.of())
                            .detail())
                    .isEqualTo("カードをもう一度読み取ってください。");
        } finally {
            Locale.setDefault(before);
        }
    }
}
