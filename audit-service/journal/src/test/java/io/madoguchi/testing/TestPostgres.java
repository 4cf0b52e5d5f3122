package io.madoguchi.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** A PostgreSQL on a free port with one service's schema and roles, as the deployment's own script makes them. */
public class TestPostgres implements QuarkusTestResourceLifecycleManager {
    private static final String URL = "test.jdbc-url";
    private static final String SCHEMA = "test.schema";
    private String schema = "";
    private EmbeddedPostgres postgres;

    @Override
    public void init(Map<String, String> args) {
        schema = args.get("schema");
    }

    @Override
    public Map<String, String> start() {
        try {
            // An automatic ANALYZE is a transaction too, behind which the readers of changes and records wait.
            postgres = EmbeddedPostgres.builder()
                    .setServerConfig("autovacuum", "off")
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
                    "quarkus.datasource.relay.jdbc.url", url,
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

    /** The administrator's connection to the service's schema, to prepare and to look; the service has its own roles. */
    public static Connection administrator() throws SQLException {
        Connection admin = DriverManager.getConnection(System.getProperty(URL), "postgres", "postgres");
        admin.setSchema(System.getProperty(SCHEMA));
        return admin;
    }
}
