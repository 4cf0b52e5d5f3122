package io.madoguchi.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoldedTextTest {
    @ParameterizedTest
    @CsvSource({"カトウ,かとう", "ｶﾄｳ,かとう", "ガトウ,がとう", "ｶﾞﾄｳ,がとう", "ＡＢｃ１,abc1", "'佐藤　花','佐藤花'", "ヴァン,ゔぁん"})
    void equatesTheWaysPeopleType(String typed, String folded) {
        assertThat(FoldedText.of(typed)).isEqualTo(folded);
    }

    @Test
    void keepsAPrefixAPrefix() {
        String whole = "スズキ ハナコ";
        for (int end = 1; end <= whole.length(); end++) {
            assertThat(FoldedText.of(whole)).startsWith(FoldedText.of(whole.substring(0, end)));
        }
    }
}
