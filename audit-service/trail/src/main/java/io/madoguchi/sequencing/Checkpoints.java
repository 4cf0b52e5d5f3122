package io.madoguchi.sequencing;

import io.madoguchi.log.note.SignedNote;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table of signed checkpoints: the newest, and the newest that enough witnesses have cosigned. */
final class Checkpoints {
    private Checkpoints() {}

    /** A checkpoint with the cosignatures that it has so far. */
    record Stored(long size, SignedNote note, Instant signedAt, @Nullable Instant cosignedAt) {}

    static Optional<Stored> newest(Connection connection, String origin) throws SQLException {
        return select(connection, origin, "");
    }

    static Optional<Stored> newestCosigned(Connection connection, String origin) throws SQLException {
        return select(connection, origin, "AND cosigned_at IS NOT NULL");
    }

    private static Optional<Stored> select(Connection connection, String origin, String condition) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                """
                SELECT size, signed, signed_at, cosigned_at FROM checkpoint WHERE origin = ? %s ORDER BY size DESC LIMIT 1
                """
                        .formatted(condition))) {
            select.setString(1, origin);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                OffsetDateTime cosigned = row.getObject("cosigned_at", OffsetDateTime.class);
                return Optional.of(new Stored(
                        row.getLong("size"),
                        SignedNote.parse(row.getString("signed")),
                        row.getObject("signed_at", OffsetDateTime.class).toInstant(),
                        cosigned == null ? null : cosigned.toInstant()));
            }
        }
    }

    static void add(Connection connection, String origin, long size, SignedNote note, Instant now) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                """
                INSERT INTO checkpoint (origin, size, signed, signed_at) VALUES (?, ?, ?, ?)
                ON CONFLICT (origin, size) DO NOTHING
                """)) {
            insert.setString(1, origin);
            insert.setLong(2, size);
            insert.setString(3, note.encoded());
            insert.setObject(4, now.atOffset(ZoneOffset.UTC));
            insert.executeUpdate();
        }
    }

    /** Once enough witnesses have cosigned, the older ones are of no more use. */
    static void cosigned(Connection connection, String origin, long size, SignedNote note, @Nullable Instant enough)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE checkpoint SET signed = ?, cosigned_at = coalesce(cosigned_at, ?) WHERE origin = ? AND size = ?")) {
            update.setString(1, note.encoded());
            update.setObject(2, enough == null ? null : enough.atOffset(ZoneOffset.UTC));
            update.setString(3, origin);
            update.setLong(4, size);
            update.executeUpdate();
        }
        if (enough != null) {
            try (PreparedStatement delete =
                    connection.prepareStatement("DELETE FROM checkpoint WHERE origin = ? AND size < ?")) {
                delete.setString(1, origin);
                delete.setLong(2, size);
                delete.executeUpdate();
            }
        }
    }
}
