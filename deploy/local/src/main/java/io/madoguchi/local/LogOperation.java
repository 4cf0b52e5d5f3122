package io.madoguchi.local;

import io.madoguchi.local.process.Pause;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongConsumer;

/** The operator's hand on the log of a running system: how it stands, how it catches up after a restore, where it goes on. */
public final class LogOperation {
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    /** Nothing has come for so long after all journals are empty: nothing will. */
    private static final Duration SILENCE = Duration.ofSeconds(3);

    private final LocalSystem system;

    public LogOperation(LocalSystem system) {
        this.system = system;
    }

    /**
     * How the log stands in the trail's database.
     *
     * @param waiting records that have no place yet
     * @param withoutRecord entries whose record was lost with a database
     */
    public record Standing(
            String origin, long size, long cosigned, long waiting, long withoutRecord, boolean catchingUp) {}

    /** Reads the trail's tables, so that it answers while the log is closed, too. */
    public Standing standing() throws SQLException {
        try (Connection connection = connection(Service.AUDIT);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        """
                        SELECT coalesce(origin, '') AS origin, size, catching_up IS NOT NULL AS catching_up,
                            coalesce((SELECT max(c.size) FROM checkpoint c
                                      WHERE c.origin = s.origin AND c.cosigned_at IS NOT NULL), 0) AS cosigned,
                            (SELECT count(*) FROM arrival) AS waiting,
                            (SELECT count(*) FROM lost_entry) AS without_record
                        FROM log_state s
                        """)) {
            row.next();
            return new Standing(
                    row.getString("origin"),
                    row.getLong("size"),
                    row.getLong("cosigned"),
                    row.getLong("waiting"),
                    row.getLong("without_record"),
                    row.getBoolean("catching_up"));
        }
    }

    /**
     * After a restore of the trail's database: every service delivers again what its journal holds, the log takes the order from its archive, and
     * what no journal has is stated as lost. Returns when the log has caught up.
     *
     * @param progress hears the size of the log
     */
    public Standing catchUp(LongConsumer progress) throws SQLException {
        run(Service.AUDIT, "SELECT catch_up(false)");
        for (Service service : Service.values()) {
            run(service, "SELECT accept_journal()");
        }
        Instant end = Instant.now().plus(PATIENCE);
        Instant moved = Instant.now();
        long size = -1;
        boolean withoutTheMissing = false;
        Standing standing = standing();
        while (standing.catchingUp()) {
            if (Instant.now().isAfter(end)) {
                throw new IllegalStateException("the log has not caught up");
            }
            if (standing.size() != size || undelivered()) {
                size = standing.size();
                moved = Instant.now();
                progress.accept(size);
            } else if (!withoutTheMissing && Instant.now().isAfter(moved.plus(SILENCE))) {
                withoutTheMissing = true;
                run(Service.AUDIT, "SELECT catch_up(true)");
            }
            Pause.millis(200);
            standing = standing();
        }
        return standing;
    }

    /** The log goes on under this origin; the audit service has to be started with its key. */
    public void newOrigin(String origin) throws SQLException {
        try (Connection connection = connection(Service.AUDIT);
                PreparedStatement call = connection.prepareStatement("SELECT new_origin(?)")) {
            call.setString(1, origin);
            call.execute();
        }
    }

    private boolean undelivered() throws SQLException {
        for (Service service : Service.values()) {
            try (Connection connection = connection(service);
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(
                            """
                            SELECT EXISTS (SELECT FROM access_journal j
                                           WHERE (j.xid, j.id) > (SELECT p.xid, p.id FROM journal_position p))
                            """)) {
                row.next();
                if (row.getBoolean(1)) {
                    return true;
                }
            }
        }
        return false;
    }

    private void run(Service service, String sql) throws SQLException {
        try (Connection connection = connection(service);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Connection connection(Service service) throws SQLException {
        Connection connection = system.adminConnection(service);
        connection.setSchema(service.schema());
        return connection;
    }
}
