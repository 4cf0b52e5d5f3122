package io.madoguchi.load;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Base64;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Batches of records as a service's relay delivers them: one of the service's own, each time with another id, patron and salt. With
 * one patron in all of them, an auditor's question about that one would be the slowest there is.
 */
final class Deliveries {
    static final int BATCH = 500;
    private static final int SALT_BYTES = 32;
    private static final Pattern IDS =
            Pattern.compile("(?<=\"id\": \")[0-9a-f-]{36}(?=\")|(?<=\"patrons\": \\[\")[0-9a-f-]{36}(?=\")");

    /** As the services give them. */
    private static final NoArgGenerator IDS_OF_RECORDS = Generators.timeBasedEpochRandomGenerator();

    /** What stands between the ids, the record's own first. */
    private final String[] parts;

    /** {@code record}: as PostgreSQL writes it, with one patron. */
    Deliveries(String record) {
        parts = IDS.split(record, -1);
    }

    /** Of a service that has recorded at least one disclosure. */
    static Deliveries of(Connection admin, String schema) throws SQLException {
        try (Statement statement = admin.createStatement();
                ResultSet row = statement.executeQuery(
                        """
                        SELECT body::text FROM %s.access_journal
                        WHERE jsonb_array_length(body #> '{disclosed,0,patrons}') = 1
                        ORDER BY xid DESC, id DESC LIMIT 1
                        """
                                .formatted(schema))) {
            if (!row.next()) {
                throw new IllegalStateException("nothing was recorded yet: measure checkout first");
            }
            return new Deliveries(row.getString(1));
        }
    }

    byte[] next() {
        SplittableRandom random = new SplittableRandom();
        StringBuilder batch = new StringBuilder(BATCH * (String.join("", parts).length() + 200)).append('[');
        byte[] salt = new byte[SALT_BYTES];
        for (int i = 0; i < BATCH; i++) {
            random.nextBytes(salt);
            batch.append(i == 0 ? "" : ",")
                    .append("{\"salt\":\"")
                    .append(Base64.getEncoder().encodeToString(salt))
                    .append("\",\"record\":")
                    .append(parts[0]);
            batch.append(IDS_OF_RECORDS.generate()).append(parts[1]);
            for (int part = 2; part < parts.length; part++) {
                batch.append(uuid(random)).append(parts[part]);
            }
            batch.append('}');
        }
        return batch.append(']').toString().getBytes(StandardCharsets.UTF_8);
    }

    private static UUID uuid(SplittableRandom random) {
        return new UUID(
                random.nextLong() & 0xFFFF_FFFF_FFFF_0FFFL | 0x4000L,
                random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L);
    }

    /** The token with which a service delivers, good for a minute (ES256, RFC 7518). */
    static String token(String service, String privateKey) {
        long now = Instant.now().getEpochSecond();
        String claims =
                "{\"iss\":\"%1$s\",\"sub\":\"%1$s\",\"aud\":\"madoguchi\",\"iat\":%2$d,\"exp\":%3$d,\"jti\":\"%4$s\"}"
                        .formatted(service, now, now + 60, UUID.randomUUID());
        String signed = encoded("{\"alg\":\"ES256\"}".getBytes(StandardCharsets.UTF_8))
                + "."
                + encoded(claims.getBytes(StandardCharsets.UTF_8));
        try {
            PrivateKey key = KeyFactory.getInstance("EC")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(privateKey)));
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(key);
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + encoded(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
