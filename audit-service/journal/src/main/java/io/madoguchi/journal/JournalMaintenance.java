package io.madoguchi.journal;

import io.agroal.api.AgroalDataSource;
import io.madoguchi.caller.CallerSettings;
import io.madoguchi.caller.Regularly;
import io.quarkus.agroal.DataSource;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jboss.logging.Logger;

/**
 * Makes partitions of the journal ahead of time, and drops those that nobody needs any more, as a role that can do nothing
 * else. What may be dropped is decided in the database: what is delivered, cosigned and older than the backups that are kept.
 */
@ApplicationScoped
public class JournalMaintenance {
    private static final Logger LOG = Logger.getLogger(JournalMaintenance.class);

    /** Transactions in a partition, and partitions ahead; changes at most what is made from now on. */
    private static final long SIZE = 1_000_000;

    private static final int AHEAD = 10;

    private final AgroalDataSource dataSource;
    private final Cosigned cosigned;
    private final Duration keep;

    @Inject
    JournalMaintenance(
            @DataSource("maintenance") AgroalDataSource dataSource, Cosigned cosigned, CallerSettings settings) {
        this.dataSource = dataSource;
        this.cosigned = cosigned;
        this.keep = settings.journal().keep();
    }

    void begin(@Observes StartupEvent start, Regularly regularly, CallerSettings settings) {
        regularly.run("journal-maintenance", settings.journal().maintenance(), this::maintainWhenDue);
    }

    void maintainWhenDue() {
        try {
            makeAhead();
            dropOld();
        } catch (SQLException | RuntimeException e) {
            LOG.warn("the journal's partitions are as they were:" + FailureText.of(e));
        }
    }

    int makeAhead() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement make = connection.prepareStatement("SELECT make_journal_partitions(?, ?)")) {
            make.setLong(1, SIZE);
            make.setInt(2, AHEAD);
            return number(make);
        }
    }

    /** How many were dropped; none where the trail can't be asked or nothing is cosigned. */
    int dropOld() throws SQLException {
        Instant until = cosigned.until().orElse(null);
        if (until == null) {
            return 0;
        }
        try (Connection connection = dataSource.getConnection();
                PreparedStatement drop =
                        connection.prepareStatement("SELECT drop_journal_partitions(?, make_interval(secs => ?))")) {
            drop.setObject(1, until.atOffset(ZoneOffset.UTC));
            drop.setLong(2, keep.toSeconds());
            int dropped = number(drop);
            if (dropped > 0) {
                LOG.infof(
                        "dropped %d partitions of the journal: delivered, cosigned, and older than %s", dropped, keep);
            }
            return dropped;
        }
    }

    private static int number(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }
}
