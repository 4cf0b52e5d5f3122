package io.madoguchi.journal;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rows of the journal behind the relay's position. */
final class Undelivered {
    /** A delivery ends with the record that passes this: the trail takes bodies of a few megabytes. */
    private static final int BYTES = 2_000_000;

    /** Beyond so many nobody needs to know how many; a higher limit makes PostgreSQL read the whole journal. */
    private static final int COUNTED = 10_000;

    private final int batch;

    Undelivered(int batch) {
        this.batch = batch;
    }

    /** A record as it is delivered, that is with its salt. */
    record Row(String xid, UUID id, String body) {}

    /**
     * How many records wait, which of them is the first, how long that one has waited by the database's clock, how
     * large the database is, and how many records the trail refused for good.
     */
    record Waiting(long records, @Nullable UUID first, Duration byTheClock, long databaseBytes, int setAside) {
        static final Waiting NOBODY = new Waiting(0, null, Duration.ZERO, 0, 0);
    }

    /** The next batch in commit order, of transactions below which nothing can still be committed. */
    List<Row> next(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                """
                SELECT xid, id, body
                FROM (
                    SELECT *, sum(octet_length(body)) OVER (ORDER BY place) - octet_length(body) AS before
                    FROM (
                        SELECT j.xid::text AS xid, j.id,
                            jsonb_build_object('salt', encode(j.salt, 'base64'), 'record', j.body)::text AS body,
                            row_number() OVER (ORDER BY j.xid, j.id) AS place
                        FROM access_journal j
                        WHERE (j.xid, j.id) > (SELECT p.xid, p.id FROM journal_position p)
                          AND j.xid >= (SELECT p.xid FROM journal_position p)
                          AND j.xid < pg_snapshot_xmin(pg_current_snapshot())
                        ORDER BY j.xid, j.id
                        LIMIT ?
                    ) batch
                ) measured
                WHERE before < ?
                ORDER BY place
                """)) {
            select.setInt(1, batch);
            select.setInt(2, BYTES);
            List<Row> rows = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    rows.add(new Row(row.getString("xid"), row.getObject("id", UUID.class), row.getString("body")));
                }
            }
            return rows;
        }
    }

    /** Whether this batch ended for its size, and not for want of records. */
    boolean isFull(List<Row> rows) {
        return rows.size() == batch
                || rows.stream()
                                .mapToInt(row -> row.body().getBytes(StandardCharsets.UTF_8).length)
                                .sum()
                        >= BYTES;
    }

    /** Whether anything waits that can be delivered: one cheap question while nothing does. */
    static boolean any(Connection connection) throws SQLException {
        return any(connection, "AND j.xid < pg_snapshot_xmin(pg_current_snapshot())");
    }

    /** Also what can't be delivered yet, because a transaction before it is still open. */
    static boolean anyAtAll(Connection connection) throws SQLException {
        return any(connection, "");
    }

    private static boolean any(Connection connection, String which) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                        """
                        SELECT EXISTS (
                            SELECT FROM access_journal j
                            WHERE (j.xid, j.id) > (SELECT p.xid, p.id FROM journal_position p)
                              AND j.xid >= (SELECT p.xid FROM journal_position p)
                              %s)
                        """
                                .formatted(which));
                ResultSet row = select.executeQuery()) {
            return row.next() && row.getBoolean(1);
        }
    }

    /** Never backwards, not even for a relay that lost its lock while it waited for the trail. */
    static void advance(Connection connection, Row last) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                """
                UPDATE journal_position SET xid = new.xid, id = new.id
                FROM (SELECT ?::xid8 AS xid, ?::uuid AS id) new
                WHERE (journal_position.xid, journal_position.id) < (new.xid, new.id)
                """)) {
            update.setString(1, last.xid());
            update.setObject(2, last.id());
            update.executeUpdate();
        }
    }

    static Waiting waiting(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                """
                SELECT count(*) AS records, (array_agg(id))[1] AS first,
                    extract(epoch FROM clock_timestamp() - (array_agg(written_at))[1])::bigint AS seconds,
                    pg_database_size(current_database()) AS bytes,
                    (SELECT count(*) FROM journal_set_aside) AS set_aside
                FROM (
                    SELECT j.id, j.written_at
                    FROM access_journal j
                    WHERE (j.xid, j.id) > (SELECT p.xid, p.id FROM journal_position p)
                      AND j.xid >= (SELECT p.xid FROM journal_position p)
                    ORDER BY j.xid, j.id
                    LIMIT ?
                ) waiting
                """)) {
            select.setInt(1, COUNTED);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return new Waiting(
                        row.getLong("records"),
                        row.getObject("first", UUID.class),
                        Duration.ofSeconds(Math.max(0, row.getLong("seconds"))),
                        row.getLong("bytes"),
                        row.getInt("set_aside"));
            }
        }
    }
}
