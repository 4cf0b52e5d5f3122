package io.madoguchi.log.note;

import io.madoguchi.log.tree.Hash;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a log sends to a witness (C2SP tlog-witness, {@code POST add-checkpoint}): its newest checkpoint, and the proof that it grew from the one
 * that the witness cosigned last.
 *
 * @param oldSize the size that the witness cosigned last, as far as the log knows; 0 for never
 * @param proof that the tree of that size is the beginning of the checkpoint's (RFC 6962 section 2.1.2); at most 63 hashes
 * @param note the checkpoint with the log's signature
 */
public record AddCheckpoint(long oldSize, List<Hash> proof, SignedNote note) {
    /** No request is longer, in bytes. */
    public static final int MOST_BYTES = SignedNote.MOST_BYTES + 4 * 1024;

    private static final int LONGEST_PROOF = 63;
    private static final String OLD = "old ";

    public AddCheckpoint {
        proof = List.copyOf(proof);
        if (oldSize < 0) {
            throw new MalformedNote("negative old size");
        }
        if (proof.size() > LONGEST_PROOF) {
            throw new MalformedNote("a proof of more than %d hashes".formatted(LONGEST_PROOF));
        }
    }

    /** Reads a request's body. Refuses, too, a note that is no checkpoint. */
    public static AddCheckpoint parse(byte[] body) {
        if (body.length > MOST_BYTES) {
            throw new MalformedNote("longer than %d bytes".formatted(MOST_BYTES));
        }
        String text = Strict.utf8(body);
        int blank = text.indexOf("\n\n");
        if (blank < 0) {
            throw new MalformedNote("no empty line before the checkpoint");
        }
        List<String> lines = List.of(text.substring(0, blank).split("\n", -1));
        if (!lines.get(0).startsWith(OLD)) {
            throw new MalformedNote("the first line is not “old SIZE”");
        }
        AddCheckpoint request = new AddCheckpoint(
                Strict.decimal(lines.get(0).substring(OLD.length()), "old size"),
                lines.stream()
                        .skip(1)
                        .limit(LONGEST_PROOF + 1L)
                        .map(line -> Checkpoint.hash(line, "proof line"))
                        .toList(),
                SignedNote.parse(text.substring(blank + 2)));
        request.checkpoint();
        return request;
    }

    public Checkpoint checkpoint() {
        return Checkpoint.of(note);
    }

    /** The request's body; {@link #parse} reads it. */
    public String encoded() {
        return OLD + oldSize + "\n"
                + proof.stream().map(hash -> hash.base64() + "\n").collect(Collectors.joining())
                + "\n"
                + note.encoded();
    }
}
