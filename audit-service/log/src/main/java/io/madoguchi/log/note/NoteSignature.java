package io.madoguchi.log.note;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * One signature line of a note: {@code — name base64(key id ‖ signature)}.
 *
 * @param keyName whose it claims to be
 * @param base64 four bytes of key id and at least one of signature; canonical
 */
public record NoteSignature(String keyName, String base64) {
    private static final String MARK = "— ";

    public NoteSignature {
        Strict.keyName(keyName);
        if (Strict.base64(base64, "signature").length < 5) {
            throw new MalformedNote("signature of %s is too short".formatted(keyName));
        }
    }

    static NoteSignature of(String keyName, String keyId, byte[] signature) {
        byte[] id = HexFormat.of().parseHex(keyId);
        byte[] all = Arrays.copyOf(id, id.length + signature.length);
        System.arraycopy(signature, 0, all, id.length, signature.length);
        return new NoteSignature(keyName, Base64.getEncoder().encodeToString(all));
    }

    /** Reads a line without its newline. */
    public static NoteSignature parse(String line) {
        int space = line.lastIndexOf(' ');
        if (!line.startsWith(MARK) || space <= MARK.length()) {
            throw new MalformedNote("signature line is not “— name base64”");
        }
        return new NoteSignature(line.substring(MARK.length(), space), line.substring(space + 1));
    }

    /** Eight hexadecimal digits; with the name it says which key this claims to be of. */
    public String keyId() {
        return HexFormat.of().formatHex(bytes(), 0, 4);
    }

    /** What follows the key id. */
    byte[] value() {
        byte[] bytes = bytes();
        return Arrays.copyOfRange(bytes, 4, bytes.length);
    }

    private byte[] bytes() {
        return Strict.base64(base64, "signature");
    }

    /** The line without its newline. */
    public String line() {
        return MARK + keyName + " " + base64;
    }
}
