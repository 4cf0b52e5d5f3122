package io.madoguchi.log.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.madoguchi.log.note.SignedNote;
import io.madoguchi.log.record.CanonicalJson;
import io.madoguchi.log.record.Commitment;
import io.madoguchi.log.tree.Hash;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Writes a bundle line by line: the header, each entry of the range in order, the checkpoint, the seal. Keeps nothing in memory.
 * Does not close the stream it writes to.
 */
public final class BundleWriter {

    private final OutputStream out;
    private final MessageDigest digest;
    private final long until;
    private long next;

    /** Writes the header. */
    public BundleWriter(OutputStream out, BundleHeader header) throws IOException {
        this.out = out;
        this.next = header.from();
        this.until = header.until();
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
        line(CanonicalJson.write(header.json()));
    }

    /** The entry of the next index, with its record. Refuses more entries than the header said, and a salt of no 32 bytes. */
    public void record(byte[] salt, JsonNode record) throws IOException {
        record(salt, CanonicalJson.write(record));
    }

    /** The same with a record that is {@link CanonicalJson} already. */
    public void record(byte[] salt, String canonicalRecord) throws IOException {
        if (salt.length != Commitment.SALT_BYTES) {
            throw new IllegalArgumentException("a salt has 32 bytes, not " + salt.length);
        }
        line(EntryLine.PREFIX
                + nextIndex()
                + EntryLine.BEFORE_RECORD
                + canonicalRecord
                + EntryLine.BEFORE_SALT
                + Hash.of(salt).base64()
                + EntryLine.END);
    }

    /** The entry of the next index, whose record and salt are no more. */
    public void erased(byte[] commitment) throws IOException {
        line("{\"commitment\":\"" + Hash.of(commitment).base64() + "\",\"index\":" + nextIndex() + "}");
    }

    /** The checkpoint that proves the range, and the seal. Refuses fewer entries than the header said. */
    public void finish(SignedNote checkpoint) throws IOException {
        if (next != until) {
            throw new IllegalStateException("the entries from " + next + " until " + until + " are missing");
        }
        line(CanonicalJson.write(JsonNodeFactory.instance.objectNode().put("checkpoint", checkpoint.encoded())));
        line("{\"sha256\":\"" + HexFormat.of().formatHex(digest.digest()) + "\"}");
        out.flush();
    }

    private long nextIndex() {
        if (next == until) {
            throw new IllegalStateException("the range ends before " + until);
        }
        return next++;
    }

    private void line(String text) throws IOException {
        byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
        digest.update(bytes);
        out.write(bytes);
    }
}
