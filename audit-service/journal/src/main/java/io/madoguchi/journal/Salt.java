package io.madoguchi.journal;

import io.madoguchi.api.trail.AccessRecord;
import io.madoguchi.api.trail.SaltedRecord;
import java.security.SecureRandom;
import java.util.Base64;

/** Random bytes that hide a record in the log. */
public final class Salt {
    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Salt() {}

    static byte[] make() {
        byte[] salt = new byte[BYTES];
        RANDOM.nextBytes(salt);
        return salt;
    }

    /** For a record that the trail makes itself, and no journal holds. */
    public static SaltedRecord on(AccessRecord record) {
        return new SaltedRecord(Base64.getEncoder().encodeToString(make()), record);
    }
}
