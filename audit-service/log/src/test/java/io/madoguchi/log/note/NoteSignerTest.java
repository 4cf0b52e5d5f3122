package io.madoguchi.log.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.madoguchi.log.note.NoteVerifier.Verdict;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoteSignerTest {
    /** The key pair in the documentation of Go's sumdb/note. */
    private static final String GO_SKEY =
            "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";

    private static final String GO_VKEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    private static final Instant NOON = Instant.parse("2026-11-22T03:00:00Z");

    @Test
    void readsAKeyThatGoMade() {
        NoteSigner signer = NoteSigner.parse(GO_SKEY);

        assertThat(signer.verifier()).isEqualTo(NoteVerifier.parse(GO_VKEY));
        assertThat(signer.skey()).isEqualTo(GO_SKEY);
        assertThat(NoteVerifier.parse(GO_VKEY).verifies("text\n", signer.sign("text\n")))
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void aGeneratedKeyComesBackFromItsText(SignatureType type) {
        for (int i = 0; i < 50; i++) {
            NoteSigner signer = NoteSigner.generate("witness.example/w1", type);
            NoteSigner again = NoteSigner.parse(signer.skey());
            assertThat(again.verifier())
                    .isEqualTo(NoteVerifier.parse(signer.verifier().vkey()));
            assertThat(again.verifier().type()).isEqualTo(type);
        }
    }

    @Test
    void neverShowsItsPrivateKey() {
        NoteSigner signer = NoteSigner.parse(GO_SKEY);

        assertThat(signer.toString()).isEqualTo(GO_VKEY);
        assertThatThrownBy(() -> NoteSigner.parse(GO_SKEY.replace("c74f20a3", "c74f20a4")))
                .isInstanceOf(MalformedNote.class)
                .hasMessageNotContaining("EKFALVFG");
        assertThatThrownBy(() -> NoteSigner.parse(GO_SKEY.replace("KDFz", "KDFz*")))
                .isInstanceOf(MalformedNote.class)
                .hasMessageNotContaining("EKFALVFG");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "PRIVATE+KEY+",
                GO_VKEY,
                "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDF",
                "PRIVATE+KEY+PeterNeumann+c74f20a3+AoEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz",
                "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFy",
            })
    void refusesWhatIsNoSigningKey(String broken) {
        assertThatThrownBy(() -> NoteSigner.parse(broken)).isInstanceOf(MalformedNote.class);
    }

    @Test
    void aCosignatureStatesItsTime() {
        NoteSigner witness = NoteSigner.generate("witness.example/w1", SignatureType.COSIGNATURE_V1);
        SignedNote note = new SignedNote("text\n", List.of(witness.cosign("text\n", NOON.plusMillis(999))));

        assertThat(witness.verifier().verdict(note)).isEqualTo(Verdict.VALID);
        assertThat(witness.verifier().cosignedAt(note)).contains(NOON);
        assertThat(witness.verifier().cosignedAt(note.with(witness.cosign("text\n", NOON.plusSeconds(5)))))
                .contains(NOON.plusSeconds(5));
    }

    @Test
    void aCosignatureWithAnotherTimeIsWrong() {
        NoteSigner witness = NoteSigner.generate("witness.example/w1", SignatureType.COSIGNATURE_V1);
        NoteSignature signature = witness.cosign("text\n", NOON);
        for (int place = 0; place < 8; place++) {
            byte[] value = signature.value();
            value[place] ^= 1;
            SignedNote note = new SignedNote(
                    "text\n",
                    List.of(NoteSignature.of(witness.name(), witness.verifier().keyId(), value)));
            assertThat(witness.verifier().verdict(note)).isEqualTo(Verdict.INVALID);
            assertThat(witness.verifier().cosignedAt(note)).isEmpty();
        }
    }

    @Test
    void aLogsKeyCosignsNothingAndAWitnesssKeySignsNothing() {
        NoteSigner log = NoteSigner.generate("one.example", SignatureType.ED25519);
        NoteSigner witness = NoteSigner.generate("one.example", SignatureType.COSIGNATURE_V1);

        assertThatThrownBy(() -> log.cosign("text\n", NOON)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> witness.sign("text\n")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void signsNothingThatCouldNotBeReadAgain() {
        NoteSigner signer = NoteSigner.parse(GO_SKEY);

        assertThatThrownBy(() -> signer.sign("no newline")).isInstanceOf(MalformedNote.class);
        assertThatThrownBy(() -> signer.sign("a tab\t\n")).isInstanceOf(MalformedNote.class);
        assertThatThrownBy(() -> NoteSigner.generate("two words", SignatureType.ED25519))
                .isInstanceOf(MalformedNote.class);
    }
}
