package io.madoguchi.log.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.madoguchi.log.note.Policy.Finding;
import io.madoguchi.log.tree.Hash;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyTest {
    private static final Instant NOON = Instant.parse("2026-11-22T03:00:00Z");
    private static final String ORIGIN = "log.example/one";
    private static final NoteSigner LOG = NoteSigner.generate(ORIGIN, SignatureType.ED25519);
    private static final Map<String, NoteSigner> WITNESSES = witnesses("X1", "X2", "X3", "Y1", "Y2", "Y3");
    private static final Checkpoint CHECKPOINT = new Checkpoint(ORIGIN, 7, Hash.of(new byte[Hash.BYTES]));

    /** Two levels of groups, as in the specification's example. */
    private static final String TWO_LEVELS = lines(
            "# the city's log",
            "log " + LOG.verifier().vkey() + "  http://127.0.0.1:8083",
            "",
            " \twitness  X1\t" + vkey("X1") + " http://127.0.0.1:8085 ",
            "witness X2 " + vkey("X2"),
            "witness X3 " + vkey("X3"),
            "group X-witnesses 2 X1 X2 X3",
            "witness Y1 " + vkey("Y1"),
            "witness Y2 " + vkey("Y2"),
            "witness Y3 " + vkey("Y3"),
            "group Y-witnesses any Y1 Y2 Y3",
            "group X-and-Y all X-witnesses Y-witnesses",
            "quorum X-and-Y");

    @Test
    void readsLogsAndWitnessesWithTheirUrls() {
        Policy policy = Policy.parse(TWO_LEVELS);

        assertThat(policy.logs()).extracting(Policy.Log::origin).containsExactly(ORIGIN);
        assertThat(policy.logs().get(0).url()).contains(URI.create("http://127.0.0.1:8083"));
        assertThat(policy.witnesses()).extracting(Policy.Witness::name).containsExactlyElementsOf(WITNESSES.keySet());
        assertThat(policy.witnesses().get(0).url()).contains(URI.create("http://127.0.0.1:8085"));
        assertThat(policy.witnesses().get(1).url()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "X1 X2 Y3, SATISFIED",
        "X3 X2 Y1, SATISFIED",
        "X1 X2 X3 Y1 Y2 Y3, SATISFIED",
        "X1 X2 X3, NO_QUORUM",
        "X1 Y1 Y2 Y3, NO_QUORUM",
        "'', NO_QUORUM",
    })
    void asksForTheQuorum(String cosigners, Finding finding) {
        assertThat(Policy.parse(TWO_LEVELS).judge(signed(CHECKPOINT, cosigners)).finding())
                .isEqualTo(finding);
    }

    @Test
    void tellsWhoCosignedAndWhen() {
        Policy.Judgement judgement = Policy.parse(TWO_LEVELS).judge(signed(CHECKPOINT, "Y2 X1"));

        assertThat(judgement.cosigned()).containsExactly(Map.entry("X1", NOON), Map.entry("Y2", NOON));
        assertThat(judgement.checkpoint()).contains(CHECKPOINT);
        assertThat(judgement.isSatisfied()).isFalse();
    }

    @Test
    void aSingleWitnessOrNoneCanBeTheQuorum() {
        String log = "log " + LOG.verifier().vkey() + "\n";
        Policy one = Policy.parse(log + "witness w " + vkey("X1") + "\nquorum w\n");
        Policy none = Policy.parse(log + "quorum none\n");

        assertThat(one.judge(signed(CHECKPOINT, "X1")).isSatisfied()).isTrue();
        assertThat(one.judge(signed(CHECKPOINT, "X2")).finding()).isEqualTo(Finding.NO_QUORUM);
        assertThat(none.judge(signed(CHECKPOINT, "")).isSatisfied()).isTrue();
    }

    @Test
    void theWitnessesDoNotReplaceTheLogsOwnSignature() {
        SignedNote note = new SignedNote(
                CHECKPOINT.text(),
                WITNESSES.values().stream()
                        .map(witness -> witness.cosign(CHECKPOINT.text(), NOON))
                        .toList());

        assertThat(Policy.parse(TWO_LEVELS).judge(note).finding()).isEqualTo(Finding.NOT_SIGNED);
    }

    @Test
    void aLogSignsForItsOwnOriginOnly() {
        Checkpoint other = new Checkpoint("log.example/two", 7, CHECKPOINT.root());

        assertThat(Policy.parse(TWO_LEVELS).judge(signed(other, "X1 X2 Y1")).finding())
                .isEqualTo(Finding.UNKNOWN_LOG);
    }

    @Test
    void aWrongSignatureOfAKnownKeySpoilsAll() {
        NoteSignature ofOther = WITNESSES.get("X3").cosign("another text\n", NOON);
        SignedNote note = signed(CHECKPOINT, "X1 X2 Y1").with(ofOther);

        Policy.Judgement judgement = Policy.parse(TWO_LEVELS).judge(note);

        assertThat(judgement.finding()).isEqualTo(Finding.WRONG_SIGNATURE);
        assertThat(judgement.wrong()).containsExactly("X3.example");
        assertThat(Policy.parse(TWO_LEVELS)
                        .judge(signed(CHECKPOINT, "X1 X2 Y1").with(LOG.sign("another text\n")))
                        .wrong())
                .containsExactly(ORIGIN);
    }

    @Test
    void aNoteThatIsNoCheckpointSatisfiesNothing() {
        SignedNote note = new SignedNote("hello\n", List.of(LOG.sign("hello\n")));

        assertThat(Policy.parse(TWO_LEVELS).judge(note).finding()).isEqualTo(Finding.NO_CHECKPOINT);
    }

    @Test
    void afterARotationEitherKeyOfTheLogCounts() {
        NoteSigner newer = NoteSigner.generate(ORIGIN, SignatureType.ED25519);
        Policy policy = Policy.parse(
                lines("log " + LOG.verifier().vkey(), "log " + newer.verifier().vkey(), "quorum none"));

        assertThat(policy.judge(signed(CHECKPOINT, "")).isSatisfied()).isTrue();
        assertThat(policy.judge(new SignedNote(CHECKPOINT.text(), List.of(newer.sign(CHECKPOINT.text()))))
                        .isSatisfied())
                .isTrue();
    }

    @Test
    void supportsThirtyTwoOfEach() {
        List<String> text = new ArrayList<>();
        IntStream.range(0, 32).forEach(i -> {
            text.add("log "
                    + NoteSigner.generate("l" + i, SignatureType.ED25519)
                            .verifier()
                            .vkey());
            text.add("witness w" + i + " "
                    + NoteSigner.generate("w" + i, SignatureType.COSIGNATURE_V1)
                            .verifier()
                            .vkey());
            text.add("group g" + i + " all w" + i);
        });
        text.add("quorum g31");

        assertThat(Policy.parse(lines(text.toArray(String[]::new))).witnesses()).hasSize(32);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "quorum none\nquorum none\n",
                "quorum w\n",
                "quorum\n",
                "quorum none none\n",
                "log {log}\n",
                "log {X1}\nquorum none\n",
                "log {log}\nlog {log}\nquorum none\n",
                "log {log} http://a b\nquorum none\n",
                "log {log} http://[\nquorum none\n",
                "witness w {log}\nquorum w\n",
                "witness none {X1}\nquorum none\n",
                "witness w {X1}\nwitness v {X1}\nquorum w\n",
                "witness w {X1}\nwitness w {X2}\nquorum w\n",
                "witness w {X1}\ngroup w all w\nquorum w\n",
                "group g all w\nwitness w {X1}\nquorum g\n",
                "group g all g\nquorum g\n",
                "witness w {X1}\ngroup g all\nquorum w\n",
                "witness w {X1}\ngroup g 0 w\nquorum g\n",
                "witness w {X1}\ngroup g 2 w\nquorum g\n",
                "witness w {X1}\ngroup g 01 w\nquorum g\n",
                "witness w {X1}\ngroup g some w\nquorum g\n",
                "witness w {X1}\ngroup g all none\nquorum g\n",
                "witness w {X1}\ngroup g all w w\nquorum g\n",
                "witness w {X1}\ngroup g all w\ngroup h all w\nquorum g\n",
                "quorum w\nwitness w {X1}\n",
                "quorum none\r\n",
                "# a bell \u0007\nquorum none\n",
                "Quorum none\n",
            })
    void refusesWhatIsNoPolicy(String broken) {
        String file = broken.replace("{log}", LOG.verifier().vkey());
        for (String witness : WITNESSES.keySet()) {
            file = file.replace("{" + witness + "}", vkey(witness));
        }
        String text = file;
        assertThatThrownBy(() -> Policy.parse(text))
                .isInstanceOf(MalformedNote.class)
                .hasMessageStartingWith("policy");
    }

    private static SignedNote signed(Checkpoint checkpoint, String cosigners) {
        SignedNote note = new SignedNote(checkpoint.text(), List.of(LOG.sign(checkpoint.text())));
        for (String cosigner : cosigners.isEmpty() ? new String[0] : cosigners.split(" ")) {
            note = note.with(WITNESSES.get(cosigner).cosign(checkpoint.text(), NOON));
        }
        return note;
    }

    private static Map<String, NoteSigner> witnesses(String... names) {
        Map<String, NoteSigner> witnesses = new LinkedHashMap<>();
        for (String name : names) {
            witnesses.put(name, NoteSigner.generate(name + ".example", SignatureType.COSIGNATURE_V1));
        }
        return witnesses;
    }

    private static String vkey(String witness) {
        return WITNESSES.get(witness).verifier().vkey();
    }

    private static String lines(String... lines) {
        return String.join("\n", lines) + "\n";
    }
}
