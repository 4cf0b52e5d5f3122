package io.madoguchi.log.record;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * What stands in the log for an access record: SHA-256 of a random salt and the record as canonical JSON. Says nothing about
 * the record without the salt, so that record and salt can be erased and the entry stays.
 */
public final class Commitment {

    /** Bytes of a salt. */
    public static final int SALT_BYTES = 32;

    /** Bytes of a commitment, and so of every entry of the log. */
    public static final int BYTES = 32;

    private Commitment() {}

    /** The 32 bytes of the entry. Refuses a salt of another length; the record must be {@link CanonicalJson} already. */
    public static byte[] of(byte[] salt, String canonicalRecord) {
        return of(salt, canonicalRecord.getBytes(StandardCharsets.UTF_8));
    }

    /** The same of the record's text as UTF-8. */
    public static byte[] of(byte[] salt, byte[] canonicalRecord) {
        if (salt.length != SALT_BYTES) {
            throw new IllegalArgumentException("a salt has 32 bytes, not " + salt.length);
        }
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(salt);
            return digest.digest(canonicalRecord);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
