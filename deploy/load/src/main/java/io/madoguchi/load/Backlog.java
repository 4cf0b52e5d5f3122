package io.madoguchi.load;

import io.madoguchi.local.process.Pause;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;

/** What has been recorded and has no place in the log yet, in the journals and at the trail. */
final class Backlog {
    private static final String COUNT =
            """
            SELECT (SELECT count(*) FROM circulation.access_journal j
                    WHERE (j.xid, j.id) > (SELECT p.xid, p.id FROM circulation.journal_position p)
                      AND j.xid >= (SELECT p.xid FROM circulation.journal_position p))
                 + (SELECT count(*) FROM patron.access_journal j
                    WHERE (j.xid, j.id) > (SELECT p.xid, p.id FROM patron.journal_position p)
                      AND j.xid >= (SELECT p.xid FROM patron.journal_position p))
                 + (SELECT count(*) FROM audit.access_journal j
                    WHERE (j.xid, j.id) > (SELECT p.xid, p.id FROM audit.journal_position p)
                      AND j.xid >= (SELECT p.xid FROM audit.journal_position p))
                 + (SELECT count(*) FROM audit.arrival)
            """;

    private final Connection admin;

    Backlog(Connection admin) {
        this.admin = admin;
    }

    long records() throws SQLException {
        try (Statement statement = admin.createStatement();
                ResultSet row = statement.executeQuery(COUNT)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** How long that took; fails where the trail gets nowhere for a minute. */
    Duration awaitEmpty() throws SQLException {
        Instant begun = Instant.now();
        Instant advanced = begun;
        long least = Long.MAX_VALUE;
        for (long waiting = records(); waiting > 0; waiting = records()) {
            if (waiting < least) {
                least = waiting;
                advanced = Instant.now();
            }
            if (Duration.between(advanced, Instant.now()).toSeconds() > 60) {
                throw new IllegalStateException(waiting + " records wait for the trail, and it takes none");
            }
            Pause.millis(100);
        }
        return Duration.between(begun, Instant.now());
    }
}
