package io.madoguchi.log.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A file in lines of UTF-8, hashed as it is read. */
final class BundleLines {

    /** The longest line in bytes: beyond every record that a service can make, and little enough for any PC. */
    static final int LONGEST = 32 << 20;

    private final InputStream in;
    private final MessageDigest digest = sha256();
    private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
    private final byte[] chunk = new byte[1 << 16];
    private byte[] line = new byte[1 << 12];
    private int at;
    private int filled;
    private int unhashed = -1;

    /** How a line ended. */
    enum End {
        NEWLINE,
        CUT_OFF,
        TOO_LONG
    }

    /**
     * One line.
     *
     * @param text without its newline; absent where it is no UTF-8
     */
    record Line(@Nullable String text, End end) {}

    BundleLines(InputStream in) {
        this.in = in;
    }

    /** The next line; none at the end. Nothing can be read after one that is cut off or too long. */
    Optional<Line> next() throws IOException {
        hashLastLine();
        int length = 0;
        while (true) {
            if (at == filled) {
                filled = Math.max(0, in.read(chunk));
                at = 0;
                if (filled == 0) {
                    return length == 0 ? Optional.empty() : Optional.of(new Line(null, End.CUT_OFF));
                }
            }
            int newline = at;
            while (newline < filled && chunk[newline] != '\n') {
                newline++;
            }
            int more = newline - at;
            if (length + more > LONGEST) {
                return Optional.of(new Line(null, End.TOO_LONG));
            }
            if (length + more > line.length) {
                line = Arrays.copyOf(line, Math.max(length + more, 2 * line.length));
            }
            System.arraycopy(chunk, at, line, length, more);
            length += more;
            at = newline;
            if (newline < filled) {
                at++;
                return Optional.of(new Line(text(length), End.NEWLINE));
            }
        }
    }

    private @Nullable String text(int length) {
        unhashed = length;
        try {
            return utf8.decode(ByteBuffer.wrap(line, 0, length)).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private void hashLastLine() {
        if (unhashed >= 0) {
            digest.update(line, 0, unhashed);
            digest.update((byte) '\n');
            unhashed = -1;
        }
    }

    /** Of all whole lines before the last one read, in hex. */
    String hashBefore() {
        try {
            return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
        } catch (CloneNotSupportedException everyJdkCan) {
            throw new IllegalStateException(everyJdkCan);
        }
    }

    /** Of all whole lines read, in hex. Nothing can be asked or read after it. */
    String hashOfAll() {
        hashLastLine();
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
