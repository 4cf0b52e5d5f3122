package io.madoguchi.sequencing;

import io.madoguchi.log.note.AddCheckpoint;
import io.madoguchi.log.note.NoteSignature;
import io.madoguchi.log.note.Policy.Witness;
import io.madoguchi.log.note.SignedNote;
import io.madoguchi.log.tree.Hash;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/** Submits checkpoints to one witness (C2SP tlog-witness, {@code add-checkpoint}). */
final class WitnessClient {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final Witness witness;
    private final URI url;

    WitnessClient(Witness witness, URI prefix) {
        this.witness = witness;
        this.url = URI.create(prefix.toString().replaceAll("/$", "") + "/add-checkpoint");
    }

    /**
     * What the witness said.
     *
     * @param note with its cosignature where it gave one that verifies
     * @param size of the newest checkpoint that it has cosigned, where it named another one than we did
     */
    record Answer(Kind kind, SignedNote note, long size) {
        enum Kind {
            COSIGNED,
            /** It has cosigned another size than the request said. */
            OTHER_SIZE,
            /** It has cosigned a log that this one is no continuation of. */
            CONTRADICTS,
            NONE
        }
    }

    Witness witness() {
        return witness;
    }

    Answer submit(long old, List<Hash> proof, SignedNote checkpoint) {
        String body = new AddCheckpoint(old, proof, checkpoint).encoded();
        try {
            HttpResponse<String> response = http.send(
                    HttpRequest.newBuilder(url)
                            .timeout(PATIENCE)
                            .POST(BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
            return switch (response.statusCode()) {
                case 200 -> cosigned(checkpoint, response.body());
                case 409 ->
                    new Answer(
                            Answer.Kind.OTHER_SIZE,
                            checkpoint,
                            Long.parseLong(response.body().strip()));
                case 422 -> new Answer(Answer.Kind.CONTRADICTS, checkpoint, 0);
                default -> none(checkpoint);
            };
        } catch (IOException | IllegalArgumentException noAnswer) {
            return none(checkpoint);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return none(checkpoint);
        }
    }

    private Answer cosigned(SignedNote checkpoint, String lines) {
        SignedNote note = checkpoint;
        for (String line : lines.split("\n", -1)) {
            if (!line.isEmpty()) {
                NoteSignature signature = NoteSignature.parse(line);
                if (witness.key().isNamedBy(signature) && witness.key().verifies(checkpoint.text(), signature)) {
                    note = note.with(signature);
                }
            }
        }
        return note.equals(checkpoint) ? none(checkpoint) : new Answer(Answer.Kind.COSIGNED, note, 0);
    }

    private static Answer none(SignedNote checkpoint) {
        return new Answer(Answer.Kind.NONE, checkpoint, 0);
    }
}
