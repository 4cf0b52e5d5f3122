package io.madoguchi.sequencing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.madoguchi.log.note.Checkpoint;
import io.madoguchi.log.note.NoteSigner;
import io.madoguchi.log.note.NoteVerifier.Verdict;
import io.madoguchi.log.note.SignatureType;
import io.madoguchi.log.note.SignedNote;
import io.madoguchi.log.tree.Rfc6962;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A key is changed without a day on which nobody can verify; and nothing starts that could not be believed. */
class LogKeysTest {
    private static final String ORIGIN = "log.example/one";

    private final NoteSigner old = NoteSigner.generate(ORIGIN, SignatureType.ED25519);
    private final NoteSigner fresh = NoteSigner.generate(ORIGIN, SignatureType.ED25519);
    private final NoteSigner former = NoteSigner.generate("log.example/before", SignatureType.ED25519);

    @TempDir
    private Path folder;

    @Test
    void whileAKeyIsChangedBothSignAndWhoeverKnowsEitherCanVerify() {
        LogKeys keys = keys(fresh.skey() + " " + old.skey(), policyOf(fresh));
        SignedNote note = keys.checkpoint(new Checkpoint(ORIGIN, 0, Rfc6962.EMPTY_ROOT));
        assertThat(old.verifier().verdict(note)).isEqualTo(Verdict.VALID);
        assertThat(fresh.verifier().verdict(note)).isEqualTo(Verdict.VALID);
        assertThat(keys.policy().judge(note).isSatisfied()).isTrue();
    }

    @Test
    void theKeyOfAFormerOriginSignsStatementsOnly() {
        LogKeys keys = keys(fresh.skey() + "\n" + former.skey(), policyOf(fresh));
        assertThat(former.verifier().verdict(keys.checkpoint(new Checkpoint(ORIGIN, 0, Rfc6962.EMPTY_ROOT))))
                .isEqualTo(Verdict.ABSENT);
        assertThat(former.verifier().verdict(keys.statement("madoguchi/new-origin\n")))
                .isEqualTo(Verdict.VALID);
    }

    @Test
    void withoutAKeyOrAPolicyOrWithThatOfAnotherLogNothingStarts() {
        assertThatThrownBy(() -> keys(null, policyOf(fresh))).hasMessageContaining("MADOGUCHI_LOG_KEY");
        assertThatThrownBy(() -> keys(fresh.skey(), null)).hasMessageContaining("MADOGUCHI_LOG_POLICY");
        assertThatThrownBy(() -> keys(fresh.skey(), policyOf(former)))
                .hasMessageContaining(fresh.verifier().vkey());
        assertThatThrownBy(() -> keys(fresh.skey(), folder.resolve("nowhere"))).hasMessageContaining("nowhere");
    }

    private Path policyOf(NoteSigner signer) {
        try {
            return Files.writeString(
                    folder.resolve("policy"), "log " + signer.verifier().vkey() + "\nquorum none\n");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static LogKeys keys(String keys, Path policy) {
        return new LogKeys(new LogSettings() {
            @Override
            public String every() {
                return "off";
            }

            @Override
            public String cosignEvery() {
                return "off";
            }

            @Override
            public String removeEvery() {
                return "off";
            }

            @Override
            public int batch() {
                return 1;
            }

            @Override
            public long partition() {
                return 1;
            }

            @Override
            public Optional<String> keys() {
                return Optional.ofNullable(keys);
            }

            @Override
            public Optional<Path> policy() {
                return Optional.ofNullable(policy);
            }

            @Override
            public Optional<Path> archive() {
                return Optional.empty();
            }

            @Override
            public Optional<Duration> keepRecords() {
                return Optional.empty();
            }
        });
    }
}
