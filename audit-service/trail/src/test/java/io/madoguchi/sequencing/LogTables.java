package io.madoguchi.sequencing;

import io.madoguchi.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The log's tables, seen and handled past the service: as a backup and its restore would, or somebody with a superuser's rights. */
final class LogTables {
    private static final List<String> TABLES = List.of(
            "log_state",
            "tile",
            "checkpoint",
            "witness_position",
            "record_place",
            "access_record",
            "arrival",
            "lost_entry",
            "statement");

    private LogTables() {}

    static void backUp() {
        for (String table : TABLES) {
            execute("CREATE SCHEMA IF NOT EXISTS backup");
            execute("DROP TABLE IF EXISTS backup." + table);
            execute("CREATE TABLE backup." + table + " AS SELECT * FROM " + table);
        }
    }

    static void restore() {
        for (String table : TABLES) {
            execute("DELETE FROM " + table);
            String columns = ownColumns(table);
            execute("INSERT INTO " + table + " (" + columns + ") OVERRIDING SYSTEM VALUE SELECT " + columns
                    + " FROM backup." + table);
        }
    }

    /** Without those that the database makes of others. */
    private static String ownColumns(String table) {
        return String.join(
                ", ",
                read(
                        "SELECT column_name FROM information_schema.columns WHERE table_schema = 'audit' AND table_name = '"
                                + table + "' AND is_generated = 'NEVER' ORDER BY ordinal_position"));
    }

    static void execute(String sql) {
        try (Connection admin = TestPostgres.administrator();
                Statement statement = admin.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<String> read(String sql) {
        try (Connection admin = TestPostgres.administrator()) {
            return TestPostgres.read(admin, sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static long count(String sql) {
        return Long.parseLong(read(sql).get(0));
    }
}
