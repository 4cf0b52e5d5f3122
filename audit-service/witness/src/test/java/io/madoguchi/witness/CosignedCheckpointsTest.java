package io.madoguchi.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.madoguchi.log.note.NoteSigner;
import io.madoguchi.log.note.SignatureType;
import io.madoguchi.log.note.SignedNote;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CosignedCheckpointsTest {
    private final NoteSigner signer = NoteSigner.generate("witness.example/w1", SignatureType.COSIGNATURE_V1);
    private final SignedNote checkpoint = ALog.withEntries(8).note(5);

    @TempDir
    private Path folder;

    @BeforeEach
    void keepOne() throws IOException {
        CosignedCheckpoints.open(folder, signer.verifier()).keep(ALog.ORIGIN, cosigned());
    }

    /** With the log's own signature above ours, as it came. */
    private SignedNote cosigned() {
        return checkpoint.with(signer.cosign(checkpoint.text(), Instant.parse("2026-11-22T03:00:00Z")));
    }

    @Test
    void knowsWhatWasKept() throws IOException {
        assertThat(CosignedCheckpoints.open(folder, signer.verifier()).atStart(ALog.ORIGIN))
                .contains(cosigned());
    }

    @Test
    void seesEveryBitThatChanged() throws IOException {
        Path file = folder.resolve(CosignedCheckpoints.hashOf(ALog.ORIGIN));
        byte[] whole = Files.readAllBytes(file);
        for (int at = 0; at < whole.length; at++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] changed = whole.clone();
                changed[at] ^= (byte) (1 << bit);
                Files.write(file, changed);
                assertThatThrownBy(() -> CosignedCheckpoints.open(folder, signer.verifier()))
                        .as("bit %d of byte %d", bit, at)
                        .isInstanceOf(DamagedState.class);
            }
        }
    }
}
