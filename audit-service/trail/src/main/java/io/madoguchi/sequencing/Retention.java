package io.madoguchi.sequencing;

import io.madoguchi.caller.Regularly;
import io.madoguchi.journal.FailureText;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Removes the records of whole partitions that have been kept as long as the setting says, and states that under the log's key. Their entries
 * stay, and with them every proof of what comes before and after.
 */
@ApplicationScoped
public class Retention {
    private static final Logger LOG = Logger.getLogger(Retention.class);

    private final LogDatabase database;
    private final LogSettings settings;
    private final LogKeys keys;
    private final Standing standing;
    private final Statements statements;
    private final Clock clock;

    @Inject
    Retention(
            LogDatabase database,
            LogSettings settings,
            LogKeys keys,
            Standing standing,
            Statements statements,
            Clock clock) {
        this.database = database;
        this.settings = settings;
        this.keys = keys;
        this.standing = standing;
        this.statements = statements;
        this.clock = clock;
    }

    private record Partition(long from, long until) {}

    void begin(@Observes StartupEvent start, Regularly regularly) {
        regularly.run("retention", settings.removeEvery(), this::removeWhenDue);
    }

    private void removeWhenDue() {
        try {
            settings.keepRecords().ifPresent(this::remove);
        } catch (RuntimeException e) {
            LOG.warn("records that have been kept long enough are still there:" + FailureText.of(e));
        }
    }

    /** How many partitions went. */
    int remove(Duration keep) {
        int removed = 0;
        while (standing.closed().isEmpty() && database.inTransaction(connection -> removeOldest(connection, keep))) {
            removed++;
        }
        return removed;
    }

    private boolean removeOldest(Connection connection, Duration keep) throws SQLException {
        Optional<Partition> oldest = oldest(connection, keep);
        if (oldest.isEmpty()) {
            return false;
        }
        Partition partition = oldest.get();
        try (PreparedStatement remove =
                connection.prepareStatement("SELECT remove_records(?, make_interval(secs => ?))")) {
            remove.setLong(1, partition.from());
            remove.setLong(2, keep.toSeconds());
            try (ResultSet row = remove.executeQuery()) {
                row.next();
                statements.removed(connection, partition.from(), partition.until(), row.getLong(1));
            }
        }
        return true;
    }

    /** The oldest that is there, where its last record is old enough and enough witnesses have cosigned what comes after it. */
    private Optional<Partition> oldest(Connection connection, Duration keep) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                """
                SELECT p.from_index, p.until_index
                FROM (SELECT * FROM record_partition WHERE removed_at IS NULL ORDER BY from_index LIMIT 1) p
                JOIN access_record last ON last.index = p.until_index - 1 AND last.received_at < ?
                WHERE p.until_index <= (SELECT max(size) FROM checkpoint WHERE origin = ? AND cosigned_at IS NOT NULL)
                """)) {
            select.setObject(1, clock.instant().minus(keep).atOffset(ZoneOffset.UTC));
            select.setString(2, keys.origin());
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new Partition(row.getLong("from_index"), row.getLong("until_index")))
                        : Optional.empty();
            }
        }
    }
}
