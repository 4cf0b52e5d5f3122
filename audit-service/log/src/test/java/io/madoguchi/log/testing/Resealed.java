package io.madoguchi.log.testing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** A bundle cut into lines and put together again with a seal that fits: what somebody does who knows the format. */
public final class Resealed {

    private Resealed() {}

    /** The lines without their newlines, the seal among them. */
    public static List<String> lines(byte[] bundle) {
        return new ArrayList<>(
                new String(bundle, StandardCharsets.UTF_8).lines().toList());
    }

    /** These lines and a seal; the seal among them is left out. */
    public static byte[] bundle(List<String> lines) {
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            if (!line.startsWith("{\"sha256\":")) {
                text.append(line).append('\n');
            }
        }
        return seal(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** These bytes and a seal. */
    public static byte[] seal(byte[] before) {
        try {
            String hash = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(before));
            byte[] seal = ("{\"sha256\":\"" + hash + "\"}\n").getBytes(StandardCharsets.UTF_8);
            byte[] sealed = Arrays.copyOf(before, before.length + seal.length);
            System.arraycopy(seal, 0, sealed, before.length, seal.length);
            return sealed;
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
