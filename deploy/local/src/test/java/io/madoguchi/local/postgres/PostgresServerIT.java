package io.madoguchi.local.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.madoguchi.local.Ports;
import io.madoguchi.local.process.RecordedProcess;
import io.madoguchi.local.progress.CannotStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerIT {
    private static final Path TOOLS = Path.of("target/postgres-it-tools");
    private static final String VERSION = "under-test";
    private static Path binaries = Path.of("");

    @TempDir
    Path folder;

    private Path data = Path.of("");
    private int port;

    @BeforeAll
    static void unpack() throws IOException {
        binaries = PostgresBinaries.unpack(TOOLS.toAbsolutePath(), VERSION);
    }

    @BeforeEach
    void chooseFolder() throws IOException {
        data = folder.resolve("data");
        port = Ports.free().postgres();
    }

    @AfterEach
    void stop() throws IOException {
        PostgresServer.stopLeftOver(binaries, data);
    }

    private PostgresServer start() throws IOException, SQLException {
        return PostgresServer.start(settings(port, "secret-of-the-administrator"));
    }

    private PostgresServer.Settings settings(int onPort, String password) {
        return new PostgresServer.Settings(binaries, 18, data, folder.resolve("postgres.log"), onPort, password);
    }

    @Test
    void whatWasWrittenIsThereAfterASecondStart() throws Exception {
        try (PostgresServer first = start()) {
            execute(first, "CREATE TABLE kept AS SELECT 42 AS answer");
        }
        try (PostgresServer second = start()) {
            assertThat(query(second, "SELECT answer FROM kept")).isEqualTo("42");
        }
        assertThat(PostgresServer.isRunning(data)).isFalse();
    }

    @Test
    void aCommitIsOnDiskBeforeItIsAnswered() throws Exception {
        try (PostgresServer server = start()) {
            assertThat(query(server, "SHOW fsync")).isEqualTo("on");
            assertThat(query(server, "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(query(server, "SHOW shared_buffers")).isEqualTo("256MB");
            assertThat(query(server, "SHOW max_wal_size")).isEqualTo("2GB");
            assertThat(query(server, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
        }
    }

    @Test
    void whatWasCommittedIsThereAfterAPowerCut() throws Exception {
        PostgresServer server = start();
        execute(server, "CREATE TABLE kept (answer int)");
        try (Connection open = server.administrator("postgres");
                Statement statement = open.createStatement()) {
            open.setAutoCommit(false);
            statement.execute("INSERT INTO kept VALUES (41)");
            execute(server, "INSERT INTO kept VALUES (42)");
            server.kill();
        } catch (SQLException broken) {
            // The connection can't be closed in good order.
        }
        assertThat(PostgresServer.isRunning(data)).isFalse();

        try (PostgresServer again = PostgresServer.start(server.settings())) {
            assertThat(query(again, "SELECT string_agg(answer::text, ' ') FROM kept"))
                    .isEqualTo("42");
        }
    }

    @Test
    void nobodySignsInWithoutThePassword() throws Exception {
        try (PostgresServer server = start()) {
            assertThatThrownBy(() -> DriverManager.getConnection(
                                    server.jdbcUrl("postgres"), PostgresServer.ADMINISTRATOR, "wrong")
                            .close())
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
            assertThat(query(server, "SELECT count(*) FROM pg_hba_file_rules WHERE auth_method <> 'scram-sha-256'"))
                    .isEqualTo("0");
        }
    }

    @Test
    void aServerLeftByAKilledLauncherIsStoppedAndNotTakenForTheNewOne() throws Exception {
        PostgresServer orphan = start();
        execute(orphan, "CREATE TABLE kept AS SELECT 42 AS answer");
        long orphanId = pidOnRecord();

        // Another port than the orphan's: an answer from the orphan could not be mistaken for this one's.
        port = Ports.free().postgres();
        try (PostgresServer server = start()) {
            assertThat(pidOnRecord()).isNotEqualTo(orphanId);
            assertThat(ProcessHandle.of(orphanId).map(RecordedProcess::isAlive).orElse(false))
                    .isFalse();
            assertThat(query(server, "SELECT answer FROM kept")).isEqualTo("42");
        }
    }

    @Test
    void aRecordThatNamesSomebodyElsesProcessDoesNotKeepItFromStarting() throws Exception {
        start().close();
        long mine = ProcessHandle.current().pid();
        Files.writeString(
                data.resolve("postmaster.pid"), mine + "\n" + data + "\n1000000000\n" + port + "\n\n127.0.0.1\n");

        try (PostgresServer server = start()) {
            assertThat(query(server, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void dataOfAnotherVersionAreLeftAloneAndNamed() throws Exception {
        start().close();
        Files.writeString(data.resolve("PG_VERSION"), "17\n");

        assertThatThrownBy(this::start)
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("17")
                .hasMessageContaining("18")
                .hasMessageContaining(data.toString());
        assertThat(data.resolve("base")).exists();
    }

    @Test
    void aFolderThatIsNoDataFolderIsLeftAlone() throws Exception {
        Files.createDirectories(data);
        Files.writeString(data.resolve("somebody's"), "work");

        assertThatThrownBy(this::start).isInstanceOf(CannotStart.class);
        assertThat(data.resolve("somebody's")).exists();
    }

    @Test
    void halfAClusterOfAKilledStartIsMadeAnew() throws Exception {
        Files.createDirectories(folder.resolve("data.part/base"));

        try (PostgresServer server = start()) {
            assertThat(query(server, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void passwordsThatDoNotFitTheDataAreSaidSo() throws Exception {
        start().close();

        assertThatThrownBy(() -> PostgresServer.start(settings(port, "of-another-checkout")))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("--fresh");
    }

    private long pidOnRecord() throws IOException {
        List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
        return Long.parseLong(lines.get(0).trim());
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
