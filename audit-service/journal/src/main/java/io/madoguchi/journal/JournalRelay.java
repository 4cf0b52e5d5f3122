package io.madoguchi.journal;

import io.agroal.api.AgroalDataSource;
import io.madoguchi.api.trail.AccessRecord;
import io.madoguchi.caller.CallerSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.agroal.DataSource;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/**
 * Delivers the journal to the trail, in commit order and at least once. Any number of instances may run: the one that
 * holds the lock delivers. No transaction is open while it waits for the trail, since an open one would hold back the
 * horizon below which everything has been committed.
 */
@ApplicationScoped
public class JournalRelay {
    private static final Logger LOG = Logger.getLogger(JournalRelay.class);

    private final AgroalDataSource dataSource;
    private final TrailClient trail;
    private final Journal journal;
    private final int batch;
    private final AtomicLong failures = new AtomicLong();

    @Inject
    JournalRelay(
            @DataSource("relay") AgroalDataSource dataSource,
            @RestClient TrailClient trail,
            Journal journal,
            CallerSettings settings,
            MeterRegistry metrics) {
        this.dataSource = dataSource;
        this.trail = trail;
        this.journal = journal;
        this.batch = settings.relay().batch();
        metrics.gauge("madoguchi.journal.relay.failures", failures);
    }

    @Scheduled(
            every = "{madoguchi.relay.every}",
            identity = "journal-relay",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void deliver() {
        try (Connection connection = dataSource.getConnection()) {
            if (lock(connection)) {
                try {
                    while (deliverBatch(connection)) {}
                } finally {
                    unlock(connection);
                }
            }
            failures.set(0);
        } catch (Exception e) {
            long count = failures.incrementAndGet();
            // The first failure and then ever fewer: an outage of hours must not fill the log.
            if (Long.bitCount(count) == 1) {
                LOG.warnf(
                        "access records wait for the trail, attempt %d: %s",
                        count, e.getClass().getName());
            }
        }
    }

    /** Whether there may be more. */
    private boolean deliverBatch(Connection connection) throws SQLException {
        List<Row> rows = undelivered(connection);
        if (rows.isEmpty()) {
            return false;
        }
        trail.appendAccessRecords(rows.stream()
                .map(row -> journal.fromJson(row.body(), AccessRecord.class))
                .toList());
        advance(connection, rows.get(rows.size() - 1));
        return rows.size() == batch;
    }

    private List<Row> undelivered(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                """
                SELECT j.xid::text AS xid, j.id, j.body
                FROM access_journal j, journal_position p
                WHERE (j.xid, j.id) > (p.xid, p.id)
                  AND j.xid < pg_snapshot_xmin(pg_current_snapshot())
                ORDER BY j.xid, j.id
                LIMIT ?
                """)) {
            select.setInt(1, batch);
            List<Row> rows = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    rows.add(new Row(row.getString("xid"), row.getObject("id", UUID.class), row.getString("body")));
                }
            }
            return rows;
        }
    }

    private static void advance(Connection connection, Row last) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE journal_position SET xid = ?::xid8, id = ?")) {
            update.setString(1, last.xid());
            update.setObject(2, last.id());
            update.executeUpdate();
        }
    }

    private static boolean lock(Connection connection) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(
                        "SELECT pg_try_advisory_lock(hashtextextended('journal-relay ' || current_schema(), 0))");
                ResultSet row = lock.executeQuery()) {
            return row.next() && row.getBoolean(1);
        }
    }

    private static void unlock(Connection connection) throws SQLException {
        try (PreparedStatement unlock = connection.prepareStatement(
                "SELECT pg_advisory_unlock(hashtextextended('journal-relay ' || current_schema(), 0))")) {
            unlock.execute();
        }
    }

    private record Row(String xid, UUID id, String body) {}
}
