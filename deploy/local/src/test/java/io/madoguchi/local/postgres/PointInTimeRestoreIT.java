package io.madoguchi.local.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.madoguchi.local.Ports;
import io.madoguchi.local.progress.CannotStart;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PointInTimeRestoreIT {
    private static final Path TOOLS = Path.of("target/postgres-it-tools");

    @TempDir
    Path folder;

    private PostgresServer.Settings settings =
            new PostgresServer.Settings(Path.of(""), 18, Path.of(""), Path.of(""), 0, "");

    @BeforeEach
    void choose() throws IOException {
        settings = new PostgresServer.Settings(
                PostgresBinaries.unpack(TOOLS.toAbsolutePath(), "under-test"),
                18,
                folder.resolve("data"),
                folder.resolve("postgres.log"),
                Ports.free().postgres(),
                "secret-of-the-administrator",
                new WalArchive(folder.resolve("archive")));
    }

    @AfterEach
    void stop() throws IOException {
        PostgresServer.stopLeftOver(settings.binaries(), settings.data());
    }

    @Test
    void theDataComeBackAsTheyWereAtTheMomentAndTheOnesAfterAreKeptBeside() throws Exception {
        Instant moment;
        String identity;
        try (PostgresServer server = PostgresServer.start(settings)) {
            execute(server, "CREATE TABLE kept AS SELECT 'before the backup' AS what");
            BaseBackup.take(server, folder.resolve("backup"));
            execute(server, "INSERT INTO kept VALUES ('after the backup')");
            moment = now(server);
            execute(server, "INSERT INTO kept VALUES ('after the moment')");
            identity = identity(server);
            settings.archive().complete(server);
        }

        PointInTimeRestore.Restored restored = PointInTimeRestore.run(settings, folder.resolve("backup"), moment);

        assertThat(query(restored.server(), "SELECT string_agg(what, ', ') FROM kept"))
                .isEqualTo("before the backup, after the backup");
        execute(restored.server(), "INSERT INTO kept VALUES ('on the new timeline')");
        assertThat(identity(restored.server())).isNotEqualTo(identity);
        restored.server().close();

        PostgresServer.Settings before = new PostgresServer.Settings(
                settings.binaries(),
                18,
                restored.kept(),
                settings.log(),
                settings.port(),
                settings.administratorPassword());
        try (PostgresServer old = PostgresServer.start(before)) {
            assertThat(query(old, "SELECT count(*) FROM kept")).isEqualTo("3");
        }
        try (PostgresServer again = PostgresServer.start(settings)) {
            assertThat(query(again, "SELECT count(*) FROM kept")).isEqualTo("3");
            assertThat(query(again, "SELECT what FROM kept ORDER BY what DESC LIMIT 1"))
                    .isEqualTo("on the new timeline");
        }
    }

    @Test
    void aRestoredServerIsBackedUpAndRestoredAgain() throws Exception {
        Instant first;
        try (PostgresServer server = PostgresServer.start(settings)) {
            BaseBackup.take(server, folder.resolve("backup"));
            execute(server, "CREATE TABLE kept AS SELECT 1 AS what");
            first = now(server);
            execute(server, "INSERT INTO kept VALUES (2)");
            settings.archive().complete(server);
        }
        Instant second;
        try (PostgresServer server = PointInTimeRestore.run(settings, folder.resolve("backup"), first)
                .server()) {
            execute(server, "INSERT INTO kept VALUES (3)");
            BaseBackup.take(server, folder.resolve("backup-2"));
            second = now(server);
            execute(server, "INSERT INTO kept VALUES (4)");
            settings.archive().complete(server);
        }
        try (PostgresServer server = PointInTimeRestore.run(settings, folder.resolve("backup-2"), second)
                .server()) {
            assertThat(query(server, "SELECT string_agg(what::text, ' ') FROM kept"))
                    .isEqualTo("1 3");
        }
    }

    @Test
    void aRunningServerIsNotRestoredOver() throws Exception {
        try (PostgresServer server = PostgresServer.start(settings)) {
            BaseBackup.take(server, folder.resolve("backup"));
            assertThatThrownBy(() -> PointInTimeRestore.run(settings, folder.resolve("backup"), Instant.now()))
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining(settings.data().toString());
        }
    }

    private static Instant now(PostgresServer server) throws SQLException {
        try (Connection connection = server.administrator("postgres");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT clock_timestamp()")) {
            row.next();
            return row.getObject(1, OffsetDateTime.class).toInstant();
        }
    }

    /** Of the cluster and of its history. */
    private static String identity(PostgresServer server) throws SQLException {
        return query(
                server,
                "SELECT system_identifier || ' ' || left(pg_walfile_name(pg_current_wal_lsn()), 8) FROM pg_control_system()");
    }

    private static void execute(PostgresServer server, String sql) throws SQLException {
        try (Connection connection = server.administrator("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(PostgresServer server, String sql) throws SQLException {
        try (Connection connection = server.administrator("postgres");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
