package io.madoguchi.log.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The example request is the one that the tlog-witness specification publishes. */
class AddCheckpointTest {
    private static final String HASH = "PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\n";
    private static final String NOTE =
            """
            example.com/behind-the-sofa
            20852163
            CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

            — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
            — example.com/behind-the-sofa opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6267UEjw6QUXTS5Rovnzv++qbSzm9Q=
            """;
    private static final String REQUEST =
            """
            old 20852014
            PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
            jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
            5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=
            /6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=

            """
                    + NOTE;

    @Test
    void readsTheSpecificationsExample() {
        AddCheckpoint request = parse(REQUEST);

        assertThat(request.oldSize()).isEqualTo(20852014);
        assertThat(request.proof()).hasSize(4);
        assertThat(request.checkpoint().size()).isEqualTo(20852163);
        assertThat(request.note().signatures()).hasSize(2);
        assertThat(request.encoded()).isEqualTo(REQUEST);
    }

    @Test
    void takesARequestWithoutProof() {
        assertThat(parse("old 0\n\n" + NOTE).proof()).isEmpty();
    }

    @Test
    void takesSixtyThreeHashesAndNoMore() {
        assertThat(parse("old 1\n" + HASH.repeat(63) + "\n" + NOTE).proof()).hasSize(63);
        assertThatThrownBy(() -> parse("old 1\n" + HASH.repeat(64) + "\n" + NOTE))
                .isInstanceOf(MalformedNote.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n\n",
                "old 1\n",
                "{note}",
                "old 1\n{note}",
                "\n\n{note}",
                "old\n\n{note}",
                "old \n\n{note}",
                "old 01\n\n{note}",
                "old -1\n\n{note}",
                "old 9223372036854775808\n\n{note}",
                "old  1\n\n{note}",
                "Old 1\n\n{note}",
                "old 1\r\n\r\n{note}",
                "old 1\nPlRNCrwH\n\n{note}",
                "old 1\nPlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkax=\n\n{note}",
                "old 1\n\n\n{note}",
                "old 1\n\n{note}\n",
                "old 1\n\nhello\n\n— a Uw2QOkn8\n",
            })
    void refusesWhatIsNoRequest(String broken) {
        assertThatThrownBy(() -> parse(broken.replace("{note}", NOTE))).isInstanceOf(MalformedNote.class);
    }

    @Test
    void refusesWhatIsTooLong() {
        assertThatThrownBy(() -> parse("old 1\n\n" + String.join("", Collections.nCopies(2_000, NOTE))))
                .isInstanceOf(MalformedNote.class)
                .hasMessageContaining("longer");
    }

    private static AddCheckpoint parse(String request) {
        return AddCheckpoint.parse(request.getBytes(StandardCharsets.UTF_8));
    }
}
