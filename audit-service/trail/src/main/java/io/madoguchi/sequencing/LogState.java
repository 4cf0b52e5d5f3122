package io.madoguchi.sequencing;

import io.madoguchi.log.tree.Hash;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the log stands, as the database says.
 *
 * @param origin null before the first start
 * @param previousOrigin under which the log went on before, where that is not stated yet
 * @param catchingUp whether the operator has said how the log catches up after a restore
 */
record LogState(
        @Nullable String origin,
        @Nullable String previousOrigin,
        long size,
        Hash root,
        @Nullable CatchingUp catchingUp) {

    /** What the operator said after a restore. */
    enum CatchingUp {
        FROM_JOURNALS("from journals"),
        WITHOUT_THE_MISSING("without the missing");

        private final String words;

        CatchingUp(String words) {
            this.words = words;
        }

        static @Nullable CatchingUp of(@Nullable String words) {
            for (CatchingUp one : values()) {
                if (one.words.equals(words)) {
                    return one;
                }
            }
            return null;
        }
    }

    static LogState read(Connection connection) throws SQLException {
        return select(connection, "").orElseThrow();
    }

    /** For the one that will change it; nothing while another instance is at it. */
    static Optional<LogState> take(Connection connection) throws SQLException {
        return select(connection, " FOR UPDATE SKIP LOCKED");
    }

    private static Optional<LogState> select(Connection connection, String locking) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                        "SELECT origin, previous_origin, size, root, catching_up FROM log_state" + locking);
                ResultSet row = select.executeQuery()) {
            return row.next()
                    ? Optional.of(new LogState(
                            row.getString("origin"),
                            row.getString("previous_origin"),
                            row.getLong("size"),
                            Hash.of(row.getBytes("root")),
                            CatchingUp.of(row.getString("catching_up"))))
                    : Optional.empty();
        }
    }

    /** Throws where the log is not where this says: whoever was faster is right, and nothing of this transaction may stay. */
    LogState advance(Connection connection, long newSize, Hash newRoot) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE log_state SET size = ?, root = ? WHERE size = ? AND root = ? AND ? >= size")) {
            update.setLong(1, newSize);
            update.setBytes(2, newRoot.bytes());
            update.setLong(3, size);
            update.setBytes(4, root.bytes());
            update.setLong(5, newSize);
            if (update.executeUpdate() != 1) {
                throw new IllegalStateException("the log has moved on from size " + size);
            }
        }
        return new LogState(origin, previousOrigin, newSize, newRoot, catchingUp);
    }

    static void begin(Connection connection, String firstOrigin) throws SQLException {
        set(connection, "UPDATE log_state SET origin = ? WHERE origin IS NULL", firstOrigin);
    }

    static void caughtUp(Connection connection) throws SQLException {
        set(connection, "UPDATE log_state SET catching_up = NULL", null);
    }

    static void previousOriginStated(Connection connection) throws SQLException {
        set(connection, "UPDATE log_state SET previous_origin = NULL", null);
    }

    private static void set(Connection connection, String sql, @Nullable String value) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            if (value != null) {
                update.setString(1, value);
            }
            update.executeUpdate();
        }
    }
}
