package io.madoguchi.local.account;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** An account's second factor: six digits that are another number every 30 seconds (RFC 6238, HMAC-SHA-1). */
public final class OneTimeCode {
    private static final String BASE_32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final long PERIOD = 30;

    private final byte[] key;

    /** {@code secret}: in Base32, as an authenticator app takes it. Refuses another character. */
    public OneTimeCode(String secret) {
        this.key = decoded(secret);
    }

    public String at(Instant moment) {
        byte[] hash = hash(Math.floorDiv(moment.getEpochSecond(), PERIOD));
        int offset = hash[hash.length - 1] & 0xf;
        int number = ByteBuffer.wrap(hash).getInt(offset) & 0x7fff_ffff;
        return String.format("%06d", number % 1_000_000);
    }

    private byte[] hash(long step) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(key, "RAW"));
            return mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA1", e);
        }
    }

    private static byte[] decoded(String secret) {
        ByteBuffer bytes = ByteBuffer.allocate(secret.length() * 5 / 8);
        int bits = 0;
        int count = 0;
        for (char letter : secret.toCharArray()) {
            int value = BASE_32.indexOf(letter);
            if (value < 0) {
                throw new IllegalArgumentException("not Base32");
            }
            bits = bits << 5 | value;
            count += 5;
            if (count >= 8) {
                count -= 8;
                bytes.put((byte) (bits >> count));
            }
        }
        return bytes.array();
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "a one-time code";
    }
}
