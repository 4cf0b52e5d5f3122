package io.madoguchi.log.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalJsonTest {

    @Test
    void members_are_sorted_by_utf16_and_nothing_stands_between() {
        // The RFC's own example of sorting: the emoji, as a surrogate pair, comes before U+FB33.
        assertThat(CanonicalJson.canonical("{\"\\u20ac\":1,\"\\r"
                        + "\":2,\"\\ufb33\":3,\"1\":4,\"\\ud83d\\ude00\":5,\"\\u0080\":6,\"\\u00f6\":7}"))
                .isEqualTo(
                        "{\"\\r\":2,\"1\":4,\"\u0080\":6,\"\u00f6\":7,\"\u20ac\":1,\"\ud83d\ude00\":5,\"\ufb33\":3}");
        assertThat(CanonicalJson.canonical(" { \"b\" : [ 1 , { } , null ] , \"a\" : true } "))
                .isEqualTo("{\"a\":true,\"b\":[1,{},null]}");
    }

    @Test
    void strings_have_the_shortest_escapes() {
        assertThat(CanonicalJson.canonical(
                        "\"\\u0041\\/\\u000f\\u0008\\u0009\\u000a\\u000c\\u000d\\u0022\\u005c\\u007f窓\""))
                .isEqualTo("\"A/\\u000f\\b\\t\\n\\f\\r\\\"\\\\\u007f窓\"");
    }

    @Test
    void integers_are_exact_up_to_two_to_the_53() {
        assertThat(CanonicalJson.canonical("[0,-0,-1,9007199254740991,-9007199254740991]"))
                .isEqualTo("[0,0,-1,9007199254740991,-9007199254740991]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1.0",
                "1.5",
                "1e3",
                "1E400",
                "9007199254740992",
                "123456789012345678901234567890",
                "NaN",
                "{\"a\":1,\"a\":1}",
                "{\"a\":{\"b\":1,\"\\u0062\":2}}",
                "\"\\ud800\"",
                "\"\\udc00\\ud800\"",
                "\"\\ud800\\ud800\\udc00\"",
                "{\"\\ud800\":1}",
                "{} {}",
                "[1,]",
                "[01]",
                "{'a':1}",
                "{a:1}",
                "// no\n1",
                "\"a\tb\"",
                "[1",
                "\uFEFF{}",
            })
    void what_two_readers_might_read_differently_is_refused(String text) {
        assertThatThrownBy(() -> CanonicalJson.canonical(text)).isInstanceOf(NotCanonical.class);
    }

    @Test
    void a_thousand_levels_are_read_and_one_more_is_refused() {
        assertThat(CanonicalJson.canonical("[".repeat(1000) + "]".repeat(1000))).hasSize(2000);
        assertThatThrownBy(() -> CanonicalJson.canonical("[".repeat(1001) + "]".repeat(1001)))
                .isInstanceOf(NotCanonical.class);
    }

    @Test
    void the_refusal_does_not_repeat_what_was_read() {
        assertThatThrownBy(() -> CanonicalJson.canonical("{\"name\":\"Sakura\""))
                .hasMessageNotContaining("Sakura")
                .hasNoCause();
        assertThatThrownBy(() -> CanonicalJson.canonical("{\"Sakura\":1,\"Sakura\":1}"))
                .hasMessageNotContaining("Sakura")
                .hasNoCause();
    }

    @Test
    void a_commitment_is_the_hash_of_salt_and_record() throws Exception {
        byte[] salt = new byte[32];
        salt[31] = 7;
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(salt);
        digest.update("{\"学校\":1}".getBytes(StandardCharsets.UTF_8));
        assertThat(Commitment.of(salt, "{\"学校\":1}")).isEqualTo(digest.digest());
        assertThatThrownBy(() -> Commitment.of(new byte[31], "{}")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Commitment.of(new byte[0], "{}")).isInstanceOf(IllegalArgumentException.class);
    }
}
