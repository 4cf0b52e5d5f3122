package io.madoguchi.log.note;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** The one way in which each thing may be written: what has two spellings could be changed unseen. */
final class Strict {
    private Strict() {}

    /** Refuses bytes that aren't UTF-8 instead of replacing them. */
    static String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedNote("not UTF-8");
        }
    }

    /** Standard Base64 with padding (RFC 4648 section 4); the JDK's decoder would take a missing padding and stray bits. */
    static byte[] base64(String text, String what) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new MalformedNote(what + " is not Base64");
        }
        if (!Base64.getEncoder().encodeToString(bytes).equals(text)) {
            throw new MalformedNote(what + " is not canonical Base64");
        }
        return bytes;
    }

    /** A count in decimal without sign or leading zeroes, below 2^63. */
    static long decimal(String text, String what) {
        if (!text.matches("0|[1-9][0-9]{0,18}")) {
            throw new MalformedNote(what + " is not a decimal number");
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new MalformedNote(what + " is too large");
        }
    }

    /** A name that no other part of a line can be mistaken for. */
    static String keyName(String name) {
        if (name.isEmpty()) {
            throw new MalformedNote("empty key name");
        }
        if (name.indexOf('+') >= 0 || name.codePoints().anyMatch(Strict::isSpaceOrControl)) {
            throw new MalformedNote("key name with a space, a plus or a control character");
        }
        return name;
    }

    private static boolean isSpaceOrControl(int character) {
        return Character.isWhitespace(character)
                || Character.isSpaceChar(character)
                || Character.isISOControl(character)
                || isUnpaired(character);
    }

    private static boolean isUnpaired(int character) {
        return character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
    }

    /** The text of a note: UTF-8, no control characters but newline, ending with one. */
    static String noteText(String text) {
        if (!text.endsWith("\n")) {
            throw new MalformedNote("the text does not end with a newline");
        }
        noControls(text);
        return text;
    }

    static void noControls(String text) {
        if (text.codePoints().anyMatch(character -> character < 0x20 && character != '\n' || isUnpaired(character))) {
            throw new MalformedNote("a control character, or a character that UTF-8 does not have");
        }
    }

    /** The first four bytes of SHA-256(name, newline, type, public key), as eight hexadecimal digits. */
    static String keyId(String name, byte[] typeAndKey) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) '\n');
            return HexFormat.of().formatHex(Arrays.copyOf(digest.digest(typeAndKey), 4));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
