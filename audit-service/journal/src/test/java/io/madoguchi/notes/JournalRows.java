package io.madoguchi.notes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.madoguchi.testing.TestPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Looks at the service's tables past the service. */
public final class JournalRows {
    private JournalRows() {}

    public static void empty() {
        execute("TRUNCATE journaltest.access_journal, journaltest.journal_set_aside,"
                + " journaltest.refusal_minute, journaltest.refusal_beyond,"
                + " journaltest.note");
    }

    public static List<JsonNode> all() {
        return json("SELECT body FROM journaltest.access_journal ORDER BY xid, id");
    }

    public static JsonNode only() {
        List<JsonNode> all = all();
        if (all.size() != 1) {
            throw new AssertionError("one record expected, not " + all);
        }
        return all.get(0);
    }

    public static int notes() {
        return json("SELECT to_jsonb(text) FROM journaltest.note").size();
    }

    /** A record of nothing, so far uncommitted. */
    public static UUID insert(Connection connection) throws SQLException {
        UUID id = UUID.randomUUID();
        try (Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO journaltest.access_journal (id, recorded_at, body, salt) VALUES ('" + id
                    + "', '2026-11-22T01:00:00Z', '{\"id\": \"" + id + "\"}', sha256('"
                    + id + "'))");
        }
        return id;
    }

    public static UUID insert() {
        try (Connection connection = TestPostgres.administrator()) {
            return insert(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public static void execute(String sql) {
        try (Connection connection = TestPostgres.administrator();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public static List<JsonNode> json(String sql) {
        try (Connection connection = TestPostgres.administrator();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            List<JsonNode> values = new ArrayList<>();
            while (row.next()) {
                values.add(new ObjectMapper().readTree(row.getString(1)));
            }
            return values;
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
