package io.madoguchi.api.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CardHashTest {
    @Test
    void isTheHmacOfTheBarcode() {
        // RFC 4231, test case 6: the keys of the cases before it are too short to be accepted.
        byte[] key = new byte[131];
        Arrays.fill(key, (byte) 0xaa);

        assertThat(CardHash.withKey(Base64.getEncoder().encodeToString(key))
                        .of("Test Using Larger Than Block-Size Key - Hash Key First"))
                .isEqualTo("60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
    }

    @Test
    void differsByKey() {
        assertThat(CardHash.withKey(keyOf("a")).of("P000000017"))
                .isEqualTo(CardHash.withKey(keyOf("a")).of("P000000017"))
                .isNotEqualTo(CardHash.withKey(keyOf("b")).of("P000000017"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "unset", "not base64!", "c2hvcnQ="})
    void refusesAKeyThatIsMissingOrShortWithoutRepeatingIt(String key) {
        assertThatThrownBy(() -> CardHash.withKey(key))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the card key must be base64 of 32 bytes or more")
                .hasNoCause();
    }

    private static String keyOf(String letter) {
        return Base64.getEncoder().encodeToString(letter.repeat(32).getBytes(StandardCharsets.US_ASCII));
    }
}
