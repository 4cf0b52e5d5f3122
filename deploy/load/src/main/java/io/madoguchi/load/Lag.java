package io.madoguchi.load;

import io.madoguchi.local.process.Pause;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How long records wait for a signed checkpoint that covers them, from their arrival at the trail. Looks twenty times a second, so that
 * what it says is up to 50 ms too long.
 */
final class Lag {
    private static final int LOOK_MILLIS = 50;

    private final Connection own;
    private final AtomicBoolean over = new AtomicBoolean();
    /** When each size of the log was first seen under a checkpoint. */
    private final Map<Long, Instant> seen = new TreeMap<>();

    private final Thread watch;
    private final long first;
    private RuntimeException failure = new IllegalStateException("the lag was not watched");
    private boolean failed;

    /** @param own a connection that nobody else uses */
    Lag(Connection own) throws SQLException {
        this.own = own;
        this.first = newest();
        this.watch = new Thread(this::watch, "lag");
        watch.setDaemon(true);
        watch.start();
    }

    private void watch() {
        try {
            while (!over.get()) {
                seen.putIfAbsent(newest(), Instant.now());
                Pause.millis(LOOK_MILLIS);
            }
            seen.putIfAbsent(newest(), Instant.now());
        } catch (SQLException | RuntimeException e) {
            failed = true;
            failure = new IllegalStateException(e);
        }
    }

    private long newest() throws SQLException {
        try (Statement statement = own.createStatement();
                ResultSet row = statement.executeQuery("SELECT coalesce(max(size), 0) FROM audit.checkpoint")) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Seconds that 99 of 100 records waited at most; 0 where none arrived. To be asked once all have their places. */
    double p99() throws SQLException {
        over.set(true);
        try {
            watch.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (failed) {
            throw failure;
        }
        try (PreparedStatement select = own.prepareStatement(
                """
                WITH covered AS (
                    SELECT size, at, lag(size, 1, ?) OVER (ORDER BY size) AS before
                    FROM unnest(?::bigint[], ?::timestamptz[]) AS seen (size, at)
                )
                SELECT percentile_cont(0.99) WITHIN GROUP (ORDER BY extract(epoch FROM c.at - r.received_at))
                FROM covered c JOIN audit.access_record r ON r.index >= c.before AND r.index < c.size
                WHERE r.index >= ?
                """)) {
            select.setLong(1, first);
            select.setArray(2, own.createArrayOf("bigint", seen.keySet().toArray()));
            select.setArray(
                    3,
                    own.createArrayOf(
                            "timestamptz",
                            seen.values().stream()
                                    .map(at -> OffsetDateTime.ofInstant(at, ZoneOffset.UTC))
                                    .toArray()));
            select.setLong(4, first);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getDouble(1);
            }
        }
    }
}
