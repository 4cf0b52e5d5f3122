package io.madoguchi.trial.loss;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** The bytes of an HTTP/1.1 answer (RFC 9112) as they came, which may break off anywhere. */
final class RawAnswer {
    private static final String END_OF_HEAD = "\r\n\r\n";

    private final byte[] bytes;
    private final String text;
    private final int body;

    RawAnswer(byte[] bytes) {
        this.bytes = bytes;
        this.text = new String(bytes, StandardCharsets.ISO_8859_1);
        int head = text.indexOf(END_OF_HEAD);
        this.body = head < 0 ? -1 : head + END_OF_HEAD.length();
    }

    byte[] bytes() {
        return bytes;
    }

    boolean isEmpty() {
        return bytes.length == 0;
    }

    /** Empty where it breaks off before. */
    OptionalInt status() {
        return text.length() >= 12 && text.startsWith("HTTP/1.1 ")
                ? OptionalInt.of(Integer.parseInt(text.substring(9, 12)))
                : OptionalInt.empty();
    }

    /** The value of a header that is there in whole. */
    Optional<String> header(String name) {
        String head = body < 0 ? text : text.substring(0, body);
        String[] lines = head.split("\r\n", -1);
        for (int i = 1; i < lines.length - 1; i++) {
            int colon = lines[i].indexOf(':');
            if (colon > 0 && lines[i].substring(0, colon).equalsIgnoreCase(name)) {
                return Optional.of(lines[i].substring(colon + 1).trim());
            }
        }
        return Optional.empty();
    }

    /** With the empty line that ends it; -1 while that is not there. */
    int lengthOfHead() {
        return body;
    }

    boolean isWhole() {
        if (body < 0) {
            return false;
        }
        if (isChunked()) {
            return text.startsWith("0" + END_OF_HEAD, body) || text.endsWith("\r\n0" + END_OF_HEAD);
        }
        int length = header("content-length").map(Integer::parseInt).orElse(0);
        return bytes.length >= body + length;
    }

    /** What came of the body, without the marks between its chunks: one could stand within a name. */
    byte[] body() {
        if (body < 0) {
            return new byte[0];
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        if (!isChunked()) {
            whole.write(bytes, body, bytes.length - body);
            return whole.toByteArray();
        }
        int at = body;
        for (int line = text.indexOf("\r\n", at); line >= 0; line = text.indexOf("\r\n", at)) {
            int size = Integer.parseInt(text.substring(at, line).trim(), 16);
            int from = line + 2;
            whole.write(bytes, from, Math.min(size, bytes.length - from));
            at = from + size + 2;
            if (size == 0 || at > bytes.length) {
                break;
            }
        }
        return whole.toByteArray();
    }

    private boolean isChunked() {
        return header("transfer-encoding")
                .map(value -> value.toLowerCase(Locale.ROOT).contains("chunked"))
                .orElse(false);
    }
}
