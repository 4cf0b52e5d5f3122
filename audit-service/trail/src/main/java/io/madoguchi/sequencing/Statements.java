package io.madoguchi.sequencing;

import io.madoguchi.log.note.SignedNote;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * What the operator of the log states under the log's keys, as signed notes (C2SP signed-note): what was removed, what was lost with a
 * database, that the log goes on under another origin. The first line says which kind it is, each further one {@code name value}.
 */
@ApplicationScoped
class Statements {
    private final LogKeys keys;
    private final Clock clock;

    @Inject
    Statements(LogKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** The log has caught up with its archive after a restore. */
    void caughtUp(Connection connection, long size) throws SQLException {
        List<String> lines = new ArrayList<>();
        lines.add("size " + size);
        lines.addAll(lost(connection));
        add(connection, "madoguchi/restored", lines);
    }

    /** The log goes on under this one's origin. */
    void goesOn(Connection connection, String previousOrigin, SignedNote checkpoint) throws SQLException {
        List<String> lines = new ArrayList<>();
        lines.add("previous-origin " + previousOrigin);
        checkpoint.text().lines().map(line -> "checkpoint " + line).forEach(lines::add);
        add(connection, "madoguchi/new-origin", lines);
    }

    /** Records were removed because they had been kept long enough; the entries stay. */
    void removed(Connection connection, long from, long until, long records) throws SQLException {
        add(
                connection,
                "madoguchi/removed",
                List.of("from-index " + from, "until-index " + until, "records " + records));
    }

    List<String> all(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT signed FROM statement ORDER BY number");
                ResultSet row = select.executeQuery()) {
            List<String> notes = new ArrayList<>();
            while (row.next()) {
                notes.add(row.getString("signed"));
            }
            return notes;
        }
    }

    private void add(Connection connection, String kind, List<String> lines) throws SQLException {
        Instant now = clock.instant();
        String text = kind + "\norigin " + keys.origin() + "\nmade-at " + now + "\n" + String.join("\n", lines) + "\n";
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO statement (made_at, signed) VALUES (?, ?)")) {
            insert.setObject(1, now.atOffset(ZoneOffset.UTC));
            insert.setString(2, keys.statement(text).encoded());
            insert.executeUpdate();
        }
    }

    /** Ranges of entries without a record; the last index of each is included. */
    private static List<String> lost(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                        """
                        SELECT min(index) AS first, max(index) AS last
                        FROM (SELECT index, index - row_number() OVER (ORDER BY index) AS island FROM lost_entry) lost
                        GROUP BY island
                        ORDER BY first
                        """);
                ResultSet row = select.executeQuery()) {
            List<String> ranges = new ArrayList<>();
            while (row.next()) {
                ranges.add("without-record " + row.getLong("first") + " " + row.getLong("last"));
            }
            return ranges;
        }
    }
}
