package io.madoguchi.log.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.madoguchi.log.note.NoteVerifier.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The example key and note are those that the signed-note specification publishes. */
class SignedNoteTest {
    private static final String VKEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
    private static final String TEXT = "This is an example message.\n";
    private static final String LINE =
            "— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";
    private static final String NOTE = TEXT + "\n" + LINE;

    @Test
    void verifiesTheSpecificationsExample() {
        assertThat(NoteVerifier.parse(VKEY).verdict(SignedNote.parse(NOTE))).isEqualTo(Verdict.VALID);
    }

    @Test
    void isWrittenAsItWasRead() {
        assertThat(SignedNote.parse(NOTE).encoded()).isEqualTo(NOTE);
        assertThat(SignedNote.parse(NOTE.getBytes(StandardCharsets.UTF_8)).encoded())
                .isEqualTo(NOTE);
        assertThat(NoteVerifier.parse(VKEY).vkey()).isEqualTo(VKEY);
    }

    @Test
    void findsTheSignaturesAfterTheLastEmptyLine() {
        SignedNote note = SignedNote.parse("one\n\ntwo\n\n\n" + LINE);

        assertThat(note.text()).isEqualTo("one\n\ntwo\n\n");
        assertThat(note.signatures()).extracting(NoteSignature::keyName).containsExactly("example.com/foo");
    }

    @Test
    void noChangedByteGoesUnseen() {
        NoteVerifier key = NoteVerifier.parse(VKEY);
        byte[] note = NOTE.getBytes(StandardCharsets.UTF_8);
        for (int bit = 0; bit < note.length * 8; bit++) {
            byte[] changed = note.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(isValid(key, changed)).as("bit %d", bit).isFalse();
        }
    }

    private static boolean isValid(NoteVerifier key, byte[] note) {
        try {
            return key.verdict(SignedNote.parse(note)) == Verdict.VALID;
        } catch (MalformedNote e) {
            return false;
        }
    }

    @Test
    void signaturesOfUnknownKeysAreIgnored() {
        NoteSigner stranger = NoteSigner.generate("example.com/foo", SignatureType.ED25519);
        SignedNote note = SignedNote.parse(NOTE).with(stranger.sign(TEXT));

        assertThat(NoteVerifier.parse(VKEY).verdict(note)).isEqualTo(Verdict.VALID);
        assertThat(NoteSigner.generate("other", SignatureType.ED25519)
                        .verifier()
                        .verdict(note))
                .isEqualTo(Verdict.ABSENT);
    }

    @Test
    void oneWrongSignatureOfAKnownKeySpoilsTheNote() {
        NoteVerifier key = NoteVerifier.parse(VKEY);
        NoteSignature good = SignedNote.parse(NOTE).signatures().get(0);
        byte[] bytes = Base64.getDecoder().decode(good.base64());
        bytes[20] ^= 1;
        NoteSignature wrong =
                new NoteSignature(good.keyName(), Base64.getEncoder().encodeToString(bytes));

        assertThat(key.verdict(new SignedNote(TEXT, List.of(good, wrong)))).isEqualTo(Verdict.INVALID);
        assertThat(key.verdict(new SignedNote("Another message.\n", List.of(good))))
                .isEqualTo(Verdict.INVALID);
    }

    @Test
    void aSignatureOfAnotherLengthIsWrongAndNoError() {
        NoteVerifier key = NoteVerifier.parse(VKEY);
        for (int length : new int[] {5, 67, 69, 200}) {
            byte[] bytes = new byte[length];
            System.arraycopy(Base64.getDecoder().decode("Uw2QOg=="), 0, bytes, 0, 4);
            NoteSignature signature =
                    new NoteSignature(key.name(), Base64.getEncoder().encodeToString(bytes));
            assertThat(key.verdict(new SignedNote(TEXT, List.of(signature)))).isEqualTo(Verdict.INVALID);
        }
    }

    @Test
    void aSignatureIsTakenOnce() {
        SignedNote note = SignedNote.parse(NOTE);

        assertThat(note.with(note.signatures().get(0))).isEqualTo(note);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "\n\n",
                TEXT,
                TEXT + "\n",
                TEXT + LINE,
                TEXT + "\n" + LINE + "\n",
                TEXT + "\n" + LINE + "trailing\n",
                TEXT + "\n— example.com/foo Uw2QOkn8\n\n",
                "text\ttab\n\n" + LINE,
                "text\r\n\n" + LINE,
                "text\u0000\n\n" + LINE,
                "text\ud800\n\n" + LINE,
                TEXT + "\n- example.com/foo Uw2QOkn8\n",
                TEXT + "\n—example.com/foo Uw2QOkn8\n",
                TEXT + "\n—  Uw2QOkn8\n",
                TEXT + "\n— Uw2QOkn8\n",
                TEXT + "\n— two words Uw2QOkn8\n",
                TEXT + "\n— two\u3000words Uw2QOkn8\n",
                TEXT + "\n— two\u0085words Uw2QOkn8\n",
                TEXT + "\n— a+b Uw2QOkn8\n",
                TEXT + "\n— name Uw2QOg==\n",
                TEXT + "\n— name Uw2QOkn\n",
                TEXT + "\n— name Uw2QOkn=\n",
                TEXT + "\n— name Uw2QOkk\n",
                TEXT + "\n— name Uw2Q Okn8\n",
                TEXT + "\n— name Uw2Q-kn8\n",
                TEXT + "\n— name \n",
            })
    void refusesWhatIsNoNote(String broken) {
        assertThatThrownBy(() -> SignedNote.parse(broken)).isInstanceOf(MalformedNote.class);
    }

    @Test
    void refusesANoteWithoutItsLastNewline() {
        assertThatThrownBy(() -> SignedNote.parse(NOTE.substring(0, NOTE.length() - 1)))
                .isInstanceOf(MalformedNote.class);
    }

    @Test
    void refusesBase64WithBitsThatDecodingDrops() {
        // The last character before the padding has two bits too many: "QM=" and "QN=" decode to the same bytes.
        assertThatThrownBy(() -> SignedNote.parse(NOTE.replace("aQM=", "aQN=")))
                .isInstanceOf(MalformedNote.class)
                .hasMessageContaining("canonical");
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        byte[] note = NOTE.getBytes(StandardCharsets.UTF_8);
        note[0] = (byte) 0xff;

        assertThatThrownBy(() -> SignedNote.parse(note)).hasMessageContaining("UTF-8");
    }

    @Test
    void takesSixteenLargeSignaturesAndRefusesTooLongNotes() {
        String large = "— name " + Base64.getEncoder().encodeToString(new byte[4_900]) + "\n";
        String sixteen = TEXT + "\n" + String.join("", Collections.nCopies(16, large));
        assertThat(SignedNote.parse(sixteen).signatures()).hasSize(16);

        String small = "— name Uw2QOkn8\n";
        assertThatThrownBy(() -> SignedNote.parse(TEXT + "\n" + String.join("", Collections.nCopies(65, small))))
                .isInstanceOf(MalformedNote.class);
        assertThatThrownBy(() -> SignedNote.parse("あ".repeat(44_000) + "\n\n" + LINE))
                .isInstanceOf(MalformedNote.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.com/foo",
                "example.com/foo+530d903a",
                "example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com/fop+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com/foo+530d903a+AukyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com/foo+530d903a+BOkyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2",
                "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2kAA==",
                " example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
            })
    void refusesWhatIsNoVerifierKey(String broken) {
        assertThatThrownBy(() -> NoteVerifier.parse(broken)).isInstanceOf(MalformedNote.class);
    }
}
