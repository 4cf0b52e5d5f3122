package io.madoguchi.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A PostgreSQL on a free port with one service's schema and roles, as the deployment's own script makes them. */
public class TestPostgres implements QuarkusTestResourceLifecycleManager {
    private static final String URL = "test.jdbc-url";
    private static final String SCHEMA = "test.schema";
    private String schema = "";
    private boolean plans;
    private EmbeddedPostgres postgres;

    @Override
    public void init(Map<String, String> args) {
        schema = args.get("schema");
        plans = Boolean.parseBoolean(args.get("plans"));
    }

    @Override
    public Map<String, String> start() {
        try {
            // An automatic ANALYZE is a transaction too, behind which the readers of changes and records wait.
            postgres = EmbeddedPostgres.builder()
                    .setServerConfig("autovacuum", "off")
                    .setServerConfig("shared_preload_libraries", "auto_explain")
                    .setServerConfig("auto_explain.log_min_duration", plans ? "0" : "-1")
                    .setServerConfig("auto_explain.log_verbose", "on")
                    .setServerConfig("logging_collector", plans ? "on" : "off")
                    .setServerConfig("log_rotation_size", "0")
                    .setServerConfig("log_line_prefix", "%u ")
                    .start();
            String url = "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres";
            System.setProperty(URL, url);
            System.setProperty(SCHEMA, schema);
            String roles = Files.readString(
                            Path.of(System.getProperty("repository.root"), "deploy", "postgres", "service-roles.sql"))
                    .replace("${schema}", schema)
                    .replaceAll("\\$\\{\\w+_password}", "test");
            try (Connection admin = administrator();
                    Statement statement = admin.createStatement()) {
                statement.execute(roles);
            }
            return Map.of(
                    "quarkus.datasource.jdbc.url", url,
                    "quarkus.datasource.maintenance.jdbc.url", url,
                    "quarkus.datasource.maintenance.password", "test",
                    "quarkus.datasource.relay.jdbc.url", url,
                    "quarkus.datasource.contractor.jdbc.url", url,
                    "quarkus.datasource.contractor.password", "test",
                    "quarkus.datasource.password", "test",
                    "quarkus.datasource.relay.password", "test",
                    "quarkus.flyway.password", "test");
        } catch (IOException | SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void stop() {
        try {
            if (postgres != null) {
                postgres.close();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A connection as one of the service's roles, such as {@code contractor}, for SQL written by hand. */
    public static Connection as(String role) throws SQLException {
        Connection connection =
                DriverManager.getConnection(System.getProperty(URL), System.getProperty(SCHEMA) + "_" + role, "test");
        connection.setAutoCommit(false);
        return connection;
    }

    /** What a statement gives to the contractor's role, with these settings of the transaction; null leaves one unset. */
    public static List<String> asContractor(String schools, String contract, String duty, String sql)
            throws SQLException {
        try (Connection contractor = as("contractor")) {
            set(contractor, "schools", schools);
            set(contractor, "contract", contract);
            set(contractor, "duty", duty);
            return read(contractor, sql);
        }
    }

    private static void set(Connection connection, String name, String value) throws SQLException {
        if (value != null) {
            try (PreparedStatement setting = connection.prepareStatement("SELECT set_config(?, ?, true)")) {
                setting.setString(1, "madoguchi." + name);
                setting.setString(2, value);
                setting.execute();
            }
        }
    }

    /** The first column of what a statement gives. */
    public static List<String> read(Connection connection, String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            if (statement.execute(sql)) {
                try (ResultSet row = statement.getResultSet()) {
                    while (row.next()) {
                        rows.add(row.getString(1));
                    }
                }
            }
        }
        return rows;
    }

    /** Stops every process of PostgreSQL, as a machine does that hangs; {@link Stalled#close} lets them go on. */
    public static Stalled stall() throws SQLException, IOException {
        long postmaster;
        try (Connection admin = administrator()) {
            Path data = Path.of(read(admin, "SHOW data_directory").get(0));
            postmaster = Long.parseLong(
                    Files.readAllLines(data.resolve("postmaster.pid")).get(0).trim());
        }
        List<Long> processes = new ArrayList<>(List.of(postmaster));
        signal("-STOP", processes);
        ProcessHandle.of(postmaster).orElseThrow().children().forEach(child -> processes.add(child.pid()));
        signal("-STOP", processes);
        return () -> signal("-CONT", processes);
    }

    /** A PostgreSQL that answers nobody. */
    public interface Stalled extends AutoCloseable {
        @Override
        void close() throws IOException;
    }

    private static void signal(String signal, List<Long> processes) throws IOException {
        List<String> kill = new ArrayList<>(List.of("kill", signal));
        processes.forEach(pid -> kill.add(pid.toString()));
        try {
            if (new ProcessBuilder(kill).inheritIO().start().waitFor() != 0) {
                throw new IOException("can't signal " + processes);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** The administrator's connection to the service's schema, to prepare and to look; the service has its own roles. */
    public static Connection administrator() throws SQLException {
        Connection admin = DriverManager.getConnection(System.getProperty(URL), "postgres", "postgres");
        admin.setSchema(System.getProperty(SCHEMA));
        return admin;
    }
}
