package io.madoguchi.log.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.madoguchi.log.tree.Hash;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The example is the one that the tlog-checkpoint and tlog-cosignature specifications publish. */
class CheckpointTest {
    private static final String ROOT = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";
    private static final String TEXT = "example.com/behind-the-sofa\n20852163\n" + ROOT + "\n";
    private static final String NOTE = TEXT
            + "\n— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
            + "— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n";

    @Test
    void readsTheSpecificationsExample() {
        Checkpoint checkpoint = Checkpoint.of(SignedNote.parse(NOTE));

        assertThat(checkpoint)
                .isEqualTo(new Checkpoint("example.com/behind-the-sofa", 20852163, Hash.fromBase64(ROOT)));
        assertThat(checkpoint.text()).isEqualTo(TEXT);
    }

    @Test
    void keepsExtensionLines() {
        Checkpoint checkpoint = Checkpoint.parse(TEXT + "one more\nand another\n");

        assertThat(checkpoint.extensions()).containsExactly("one more", "and another");
        assertThat(checkpoint.text()).isEqualTo(TEXT + "one more\nand another\n");
    }

    @Test
    void takesTheLargestSizeAndTheEmptyTree() {
        assertThat(Checkpoint.parse("o\n9223372036854775807\n" + ROOT + "\n").size())
                .isEqualTo(Long.MAX_VALUE);
        assertThat(Checkpoint.parse("o\n0\n" + ROOT + "\n").size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "o\n1\n",
                "\n1\n" + ROOT + "\n",
                "o\n1\n" + ROOT,
                "o\n1\n" + ROOT + "\n\n",
                "o\n1\n" + ROOT + "\n\nextension\n",
                "o\n01\n" + ROOT + "\n",
                "o\n+1\n" + ROOT + "\n",
                "o\n-1\n" + ROOT + "\n",
                "o\n1 \n" + ROOT + "\n",
                "o\n\n" + ROOT + "\n",
                "o\n٣\n" + ROOT + "\n",
                "o\n9223372036854775808\n" + ROOT + "\n",
                "o\n99999999999999999999\n" + ROOT + "\n",
                "o\n1\n" + ROOT + " \n",
                "o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I\n",
                "o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2J=\n",
                "o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxqw==\n",
                "o\n1\n\n",
                "o\t\n1\n" + ROOT + "\n",
            })
    void refusesWhatIsNoCheckpoint(String broken) {
        assertThatThrownBy(() -> Checkpoint.parse(broken)).isInstanceOf(MalformedNote.class);
    }

    @Test
    void refusesToBeMadeOfSeveralLinesInOne() {
        Hash root = Hash.fromBase64(ROOT);

        assertThatThrownBy(() -> new Checkpoint("a\nb", 1, root)).isInstanceOf(MalformedNote.class);
        assertThatThrownBy(() -> new Checkpoint("a", -1, root)).isInstanceOf(MalformedNote.class);
        assertThatThrownBy(() -> new Checkpoint("a", 1, root, List.of(""))).isInstanceOf(MalformedNote.class);
    }
}
