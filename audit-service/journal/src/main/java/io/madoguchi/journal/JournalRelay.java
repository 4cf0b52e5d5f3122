package io.madoguchi.journal;

import io.agroal.api.AgroalDataSource;
import io.madoguchi.caller.CallerSettings;
import io.madoguchi.caller.Regularly;
import io.madoguchi.caller.Regularly.Wake;
import io.madoguchi.caller.SteadyTime;
import io.madoguchi.journal.Undelivered.Row;
import io.quarkus.agroal.DataSource;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.ws.rs.WebApplicationException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
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

    private static final Duration BEFORE_ANOTHER_TRY = Duration.ofHours(1);
    private static final int SET_ASIDE_AT_MOST = 100;

    private final AgroalDataSource dataSource;
    private final TrailClient trail;
    private final Backlog backlog;
    private final Undelivered undelivered;
    private final RetryPause pause;
    private final EverySoOften retry;
    private final Regularly regularly;
    private volatile Wake wake = Wake.NOBODY;

    @Inject
    JournalRelay(
            @DataSource("relay") AgroalDataSource dataSource,
            @RestClient TrailClient trail,
            Backlog backlog,
            CallerSettings settings,
            Regularly regularly,
            SteadyTime time) {
        this.dataSource = dataSource;
        this.trail = trail;
        this.backlog = backlog;
        this.regularly = regularly;
        this.undelivered = new Undelivered(settings.relay().batch());
        this.pause = new RetryPause(time);
        this.retry = new EverySoOften(BEFORE_ANOTHER_TRY, time);
    }

    void begin(@Observes StartupEvent start, CallerSettings settings) {
        wake = regularly.whenWoken("journal-relay", settings.relay().every(), this::deliverWhenDue);
    }

    /** After the present transaction, which has written a record. */
    void expectRecord() {
        regularly.wakeAfterCommit(wake);
    }

    /** Whether something waits, so that it is to come again. */
    boolean deliverWhenDue() {
        if (!pause.isOver()) {
            return true;
        }
        boolean left = true;
        try {
            deliver();
            left = isAnythingLeft();
            pause.succeeded();
        } catch (Exception e) {
            int failures = pause.failed();
            // The first failure and then ever fewer: an outage of hours must not fill the log.
            if (Integer.bitCount(failures) == 1) {
                LOG.warnf("access records wait for the trail, attempt %d:%s", failures, FailureText.of(e));
            }
        }
        backlog.measureWhenDue(dataSource, pause.failures());
        return left;
    }

    private boolean isAnythingLeft() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return Undelivered.anyAtAll(connection);
        }
    }

    /**
     * Delivers what is committed by now and says how many records that were; none where another instance is delivering.
     * Throws where the trail does not take them: they stay, and come again.
     */
    public int deliver() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            boolean tryAgain = retry.isOver();
            if ((!tryAgain && !Undelivered.any(connection)) || !lock(connection)) {
                return 0;
            }
            try {
                if (tryAgain) {
                    deliverWhatWasSetAside(connection);
                }
                int delivered = 0;
                List<Row> rows;
                do {
                    rows = undelivered.next(connection);
                    if (!rows.isEmpty()) {
                        deliver(connection, rows);
                    }
                    delivered += rows.size();
                    // A few that have come meanwhile wait for the next time: small deliveries cost the trail most.
                } while (undelivered.isFull(rows));
                return delivered;
            } finally {
                unlock(connection);
            }
        }
    }

    /** Where the trail refuses a batch for good, halves of it find the record that it does not take. */
    private void deliver(Connection connection, List<Row> rows) throws SQLException {
        try {
            append(rows);
        } catch (WebApplicationException e) {
            String code = RefusedForGood.codeOf(e).orElseThrow(() -> e);
            if (rows.size() > 1) {
                int half = rows.size() / 2;
                deliver(connection, rows.subList(0, half));
                deliver(connection, rows.subList(half, rows.size()));
                return;
            }
            setAside(connection, rows.get(0), code, e);
            return;
        }
        Undelivered.advance(connection, rows.get(rows.size() - 1));
    }

    /** Meant for the odd record: where it is many, sender and trail misunderstand each other, and the relay waits instead. */
    private static void setAside(Connection connection, Row row, String code, WebApplicationException e)
            throws SQLException {
        if (SetAside.count(connection) >= SET_ASIDE_AT_MOST) {
            throw e;
        }
        SetAside.put(connection, row, code);
        LOG.errorf("the trail refuses the access record %s for good: %s; set aside", row.id(), code);
    }

    private void deliverWhatWasSetAside(Connection connection) throws SQLException {
        for (Row row : SetAside.all(connection)) {
            try {
                append(List.of(row));
            } catch (WebApplicationException e) {
                if (RefusedForGood.codeOf(e).isEmpty()) {
                    throw e;
                }
                continue;
            }
            SetAside.remove(connection, row);
            LOG.infof("the trail has taken the access record %s, which was set aside", row.id());
        }
        retry.startAgain();
    }

    private void append(List<Row> rows) {
        trail.append(rows.stream().map(Row::body).collect(Collectors.joining(",", "[", "]")));
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
}
