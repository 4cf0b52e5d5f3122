package io.madoguchi.local.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OneTimeCodeTest {
    /** The key of RFC 6238, appendix B, in Base32; the codes there have eight digits, of which these are the last six. */
    private static final OneTimeCode CODE = new OneTimeCode("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");

    @ParameterizedTest
    @CsvSource({
        "59, 287082",
        "1111111109, 081804",
        "1111111111, 050471",
        "1234567890, 005924",
        "2000000000, 279037",
        "20000000000, 353130"
    })
    void isTheOneOfTheStandardsExamples(long second, String code) {
        assertThat(CODE.at(Instant.ofEpochSecond(second))).isEqualTo(code);
    }

    @Test
    void refusesASecretThatIsNotBase32WithoutRepeatingIt() {
        assertThatThrownBy(() -> new OneTimeCode("not base 32"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not Base32");
    }
}
