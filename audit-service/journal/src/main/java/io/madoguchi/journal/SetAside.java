package io.madoguchi.journal;

import io.madoguchi.journal.Undelivered.Row;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Records that the trail refused for good, and that hold up no others. They stay in the journal. */
final class SetAside {
    private SetAside() {}

    /** At once with the relay's position, which passes the record. */
    static void put(Connection connection, Row row, String code) throws SQLException {
        connection.setAutoCommit(false);
        try (PreparedStatement insert = connection.prepareStatement(
                """
                INSERT INTO journal_set_aside (xid, id, code) VALUES (?::xid8, ?, ?)
                ON CONFLICT (id) DO UPDATE SET xid = excluded.xid, code = excluded.code
                """)) {
            insert.setString(1, row.xid());
            insert.setObject(2, row.id());
            insert.setString(3, code);
            insert.executeUpdate();
            Undelivered.advance(connection, row);
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    static List<Row> all(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                        """
                        SELECT j.xid::text AS xid, j.id,
                            jsonb_build_object('salt', encode(j.salt, 'base64'), 'record', j.body)::text AS body
                        FROM journal_set_aside s JOIN access_journal j ON j.xid = s.xid AND j.id = s.id
                        ORDER BY j.xid, j.id
                        """);
                ResultSet row = select.executeQuery()) {
            List<Row> rows = new ArrayList<>();
            while (row.next()) {
                rows.add(new Row(row.getString("xid"), row.getObject("id", UUID.class), row.getString("body")));
            }
            return rows;
        }
    }

    /** The trail has it after all. */
    static void remove(Connection connection, Row row) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM journal_set_aside WHERE id = ?")) {
            delete.setObject(1, row.id());
            delete.executeUpdate();
        }
    }

    static int count(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT count(*)::integer FROM journal_set_aside");
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }
}
