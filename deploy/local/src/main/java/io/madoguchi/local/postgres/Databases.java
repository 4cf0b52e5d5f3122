package io.madoguchi.local.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** Creates databases and roles; safe to run at every start, and a changed password takes effect. */
public final class Databases {
    private final PostgresServer server;

    public Databases(PostgresServer server) {
        this.server = server;
    }

    /** A database for its owner alone, who has the database's name. */
    public void createWithOwner(String name, String ownerPassword) throws SQLException {
        try (Connection connection = server.administrator("postgres");
                Statement statement = connection.createStatement()) {
            if (!exists(connection, "SELECT FROM pg_roles WHERE rolname = ?", name)) {
                statement.execute("CREATE ROLE " + name + " LOGIN");
            }
            statement.execute("ALTER ROLE " + name + " PASSWORD '" + plain(ownerPassword) + "'");
            create(connection, name, " OWNER " + name);
            statement.execute("REVOKE ALL ON DATABASE " + name + " FROM PUBLIC");
        }
    }

    public void create(String name) throws SQLException {
        try (Connection connection = server.administrator("postgres")) {
            create(connection, name, "");
        }
    }

    private static void create(Connection connection, String name, String options) throws SQLException {
        if (!exists(connection, "SELECT FROM pg_database WHERE datname = ?", name)) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE " + name + options);
            }
        }
    }

    /** Runs a script whose {@code ${names}} are replaced; letters, digits, hyphen and underscore only, as it is SQL. */
    public void run(String database, Path script, Map<String, String> values) throws IOException, SQLException {
        String sql = Files.readString(script);
        for (Map.Entry<String, String> value : values.entrySet()) {
            sql = sql.replace("${" + value.getKey() + "}", plain(value.getValue()));
        }
        try (Connection connection = server.administrator(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String plain(String value) {
        if (!value.matches("[A-Za-z0-9_-]+")) {
            throw new IllegalArgumentException("a value for SQL has other characters than letters, digits, - and _");
        }
        return value;
    }

    private static boolean exists(Connection connection, String query, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            return statement.executeQuery().next();
        }
    }
}
