package io.madoguchi.trial;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes row security, the functions that decide what a contractor's role is shown, and the column grants of that role out of
 * the database, and puts all of it back as it was.
 */
final class DatabaseSwitch {
    private static final String SCHEMAS = "('patron', 'circulation')";

    private final TrialSystem system;
    private final List<String> restore = new ArrayList<>();

    DatabaseSwitch(TrialSystem system) {
        this.system = system;
    }

    void off() throws SQLException {
        List<String> statements = new ArrayList<>();
        for (String table : list(
                """
                SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname IN %s AND c.relrowsecurity
                """)) {
            statements.add("ALTER TABLE " + table + " DISABLE ROW LEVEL SECURITY");
            restore.add("ALTER TABLE " + table + " ENABLE ROW LEVEL SECURITY");
        }
        // Those that read the settings of the transaction, which come from the token.
        List<String> functions = list(
                """
                WITH boolean_function AS MATERIALIZED (
                    SELECT p.oid FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
                    WHERE n.nspname IN %s AND p.prorettype = 'boolean'::regtype AND p.prokind = 'f')
                SELECT pg_get_functiondef(oid) FROM boolean_function
                WHERE pg_get_functiondef(oid) LIKE '%%current_setting%%'
                """);
        restore.addAll(functions);
        functions.forEach(function -> statements.add(function.substring(0, function.indexOf("RETURNS boolean"))
                + "RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE RETURN true"));
        for (String schema : List.of("patron", "circulation")) {
            for (String role : list(
                    "SELECT rolname FROM pg_roles WHERE rolname = '" + schema + "_contractor' AND %s IS NOT NULL")) {
                statements.add("GRANT SELECT ON ALL TABLES IN SCHEMA %s TO %s".formatted(schema, role));
                restore.add("REVOKE SELECT ON ALL TABLES IN SCHEMA %s FROM %s".formatted(schema, role));
            }
        }
        restore.addAll(
                list(
                        """
                SELECT format('GRANT SELECT (%%s) ON %%I.%%I TO %%I', string_agg(quote_ident(column_name), ', '), table_schema, table_name, grantee)
                FROM information_schema.role_column_grants
                WHERE grantee LIKE '%%\\_contractor' AND privilege_type = 'SELECT' AND table_schema IN %s
                GROUP BY table_schema, table_name, grantee
                """));
        run(statements);
    }

    void on() throws SQLException {
        run(restore);
        restore.clear();
    }

    private List<String> list(String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection connection = system.connection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql.formatted(SCHEMAS))) {
            while (row.next()) {
                values.add(row.getString(1));
            }
        }
        return values;
    }

    private void run(List<String> statements) throws SQLException {
        for (String statement : statements) {
            system.update(statement);
        }
    }
}
