package io.madoguchi.school;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchoolCodeTest {
    @Test
    void acceptsACodeWhoseCheckDigitFits() {
        assertThat(new SchoolCode("B101210000018").value()).isEqualTo("B101210000018");
    }

    @Test
    void completesTwelveCharactersWithTheCheckDigit() {
        assertThat(SchoolCode.ofTwelve("F13919011051")).isEqualTo(new SchoolCode("F139190110515"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"F139190110519", "", "B10121000001", "b101210000018", "B1012100000180", "J101210000018"})
    void refusesAnythingElseWithoutRepeatingIt(String code) {
        assertThatThrownBy(() -> new SchoolCode(code))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .isEqualTo("not a MEXT school code with a valid check digit");
    }
}
