package io.madoguchi.local.postgres;

import io.madoguchi.local.process.Pause;
import io.madoguchi.local.process.RecordedProcess;
import io.madoguchi.local.process.Unpacking;
import io.madoguchi.local.progress.CannotStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A PostgreSQL server on 127.0.0.1 whose data stay. What it promises to have written is on disk ({@code fsync} and
 * {@code synchronous_commit} on); every role signs in with a password, the administrator too.
 */
public final class PostgresServer implements AutoCloseable {
    public static final String ADMINISTRATOR = "administrator";

    // The last two: a statement that failed, and the detail of why, can hold what was stored of a person.
    private static final Map<String, String> CONFIGURATION = Map.ofEntries(
            Map.entry("fsync", "on"),
            Map.entry("synchronous_commit", "on"),
            Map.entry("max_wal_size", "2GB"),
            Map.entry("max_connections", "150"),
            Map.entry("listen_addresses", "127.0.0.1"),
            Map.entry("unix_socket_directories", "''"),
            Map.entry("password_encryption", "scram-sha-256"),
            Map.entry("timezone", "UTC"),
            Map.entry("log_timezone", "UTC"),
            Map.entry("log_min_error_statement", "panic"),
            Map.entry("log_error_verbosity", "terse"));

    /** Beside PostgreSQL's own settings, and read after them. */
    static final String ARCHIVE_SETTINGS = "archive.conf";

    private final Settings settings;

    private PostgresServer(Settings settings) {
        this.settings = settings;
    }

    /**
     * @param binaries as {@link PostgresBinaries} unpacks them
     * @param majorVersion such as 18
     * @param archive where the write-ahead log is kept; nowhere where there is none
     * @param buffers megabytes of memory for pages of tables and indexes
     */
    public record Settings(
            Path binaries,
            int majorVersion,
            Path data,
            Path log,
            int port,
            String administratorPassword,
            @Nullable WalArchive archive,
            int buffers) {
        private static final int BUFFERS = 256;

        public Settings(Path binaries, int majorVersion, Path data, Path log, int port, String administratorPassword) {
            this(binaries, majorVersion, data, log, port, administratorPassword, null);
        }

        public Settings(
                Path binaries,
                int majorVersion,
                Path data,
                Path log,
                int port,
                String administratorPassword,
                @Nullable WalArchive archive) {
            this(binaries, majorVersion, data, log, port, administratorPassword, archive, BUFFERS);
        }

        /** For tables and indexes that are many times as large as a ward's. */
        public Settings forBigTables() {
            return new Settings(binaries, majorVersion, data, log, port, administratorPassword, archive, 8 * BUFFERS);
        }

        @Override
        public String toString() {
            return "PostgreSQL " + majorVersion + " in " + data + " on " + port; // no password
        }
    }

    /** Makes the data folder if there is none, ends a server that a killed launcher left on it, starts, and waits. */
    public static PostgresServer start(Settings settings) throws IOException, SQLException {
        PostgresServer server = new PostgresServer(settings);
        stopLeftOver(settings.binaries(), settings.data());
        server.initialise();
        server.archiveFromNowOn();
        server.launch();
        server.proveItIsOurs();
        return server;
    }

    /** One that runs already, whoever started it. */
    public static PostgresServer running(Settings settings) {
        return new PostgresServer(settings);
    }

    private void initialise() throws IOException {
        Path version = settings.data().resolve("PG_VERSION");
        if (!Files.exists(version) && isEmpty(settings.data())) {
            Files.deleteIfExists(settings.data());
            createCluster(settings.data().toAbsolutePath());
        }
        String found = Files.exists(version) ? Files.readString(version).trim() : "?";
        if (!found.equals(String.valueOf(settings.majorVersion()))) {
            throw new CannotStart("data-version", settings.data(), found, settings.majorVersion());
        }
    }

    private void archiveFromNowOn() throws IOException {
        WalArchive archive = settings.archive();
        // One that is being restored has settings of its own.
        if (archive != null && !Files.exists(settings.data().resolve("recovery.signal"))) {
            archive.create();
            Path main = settings.data().resolve("postgresql.conf");
            String include = "include_if_exists = '" + ARCHIVE_SETTINGS + "'";
            if (!Files.readString(main).contains(include)) {
                Files.writeString(main, include + "\n", StandardOpenOption.APPEND);
            }
            Files.writeString(settings.data().resolve(ARCHIVE_SETTINGS), archive.archiving());
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return true;
        }
        try (var entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }

    /** Under another name first: half a cluster would look like one of a version we don't know. */
    private void createCluster(Path data) throws IOException {
        Path parent = data.resolveSibling(".").normalize();
        Files.createDirectories(parent);
        Path fresh = data.resolveSibling(data.getFileName() + ".part");
        Unpacking.delete(fresh);
        Path passwordFile = Files.createTempFile(parent, "initdb", ""); // mode 0600
        try {
            Files.writeString(passwordFile, settings.administratorPassword() + "\n");
            run(
                    "initdb",
                    "--pgdata=" + fresh,
                    "--username=" + ADMINISTRATOR,
                    "--pwfile=" + passwordFile,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--no-locale",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8",
                    "--no-instructions");
        } finally {
            Files.deleteIfExists(passwordFile);
        }
        Files.move(fresh, data);
    }

    private void launch() throws IOException {
        Files.createDirectories(settings.log().toAbsolutePath().getParent());
        StringBuilder options =
                new StringBuilder("-p %d -c shared_buffers=%dMB".formatted(settings.port(), settings.buffers()));
        CONFIGURATION.forEach(
                (name, value) -> options.append(" -c ").append(name).append('=').append(value));
        try {
            run(
                    "pg_ctl",
                    "start",
                    "--wait",
                    "--timeout=60",
                    "--silent",
                    "--pgdata=" + settings.data(),
                    "--log=" + settings.log(),
                    "--options=" + options);
        } catch (CannotStart e) {
            throw new CannotStart(e, "postgres-failed", settings.log(), e.getMessage());
        }
    }

    /** A server that answers on the port could be another's: ours names our data folder. */
    private void proveItIsOurs() throws SQLException {
        try (Connection connection = administrator("postgres");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW data_directory")) {
            row.next();
            Path found = Path.of(row.getString(1)).toAbsolutePath().normalize();
            if (!found.equals(settings.data().toAbsolutePath().normalize())) {
                throw new CannotStart("postgres-other", settings.port(), found);
            }
        } catch (SQLException e) {
            if ("28P01".equals(e.getSQLState())) {
                throw new CannotStart(e, "postgres-password", settings.data());
            }
            throw e;
        }
    }

    /** A connection that may do everything; the caller closes it. */
    public Connection administrator(String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), ADMINISTRATOR, settings.administratorPassword());
    }

    /** The same as a source of connections. */
    public DataSource administratorSource(String database) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(jdbcUrl(database));
        source.setUser(ADMINISTRATOR);
        source.setPassword(settings.administratorPassword());
        return source;
    }

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + settings.port() + "/" + database;
    }

    @Override
    public void close() throws IOException {
        stopLeftOver(settings.binaries(), settings.data());
    }

    /**
     * Ends the server on this data folder in good order, whoever started it, and removes the trace of one that is gone.
     * PostgreSQL itself would take any process that was given the old one's id for a running server, and refuse to start.
     */
    public static void stopLeftOver(Path binaries, Path data) throws IOException {
        Path trace = data.resolve("postmaster.pid");
        if (!Files.exists(trace)) {
            return;
        }
        Optional<ProcessHandle> server = serverOf(Files.readAllLines(trace));
        if (server.isEmpty()) {
            Files.deleteIfExists(trace);
            return;
        }
        if (Files.isExecutable(binaries.resolve("bin/pg_ctl"))) {
            new PostgresProgram(binaries)
                    .run("pg_ctl", "stop", "--mode=fast", "--wait", "--timeout=30", "--pgdata=" + data);
        } else {
            RecordedProcess.stop(server.get(), Duration.ofSeconds(30));
        }
        while (Files.exists(trace) && RecordedProcess.isAlive(server.get())) {
            Pause.millis(20);
        }
    }

    /**
     * Ends it as a power cut would: all its processes at once, and nothing more is written. They are waited for, since the
     * memory that they share keeps a new server from starting. Does nothing where none runs.
     */
    public void kill() throws IOException {
        Path trace = settings.data().resolve("postmaster.pid");
        if (!Files.exists(trace)) {
            return;
        }
        Optional<ProcessHandle> postmaster = serverOf(Files.readAllLines(trace));
        if (postmaster.isPresent()) {
            List<ProcessHandle> children = postmaster.get().descendants().toList();
            // First the one that would start others in the place of those that die.
            postmaster.get().destroyForcibly();
            children.forEach(ProcessHandle::destroyForcibly);
            while (RecordedProcess.isAlive(postmaster.get())
                    || children.stream().anyMatch(RecordedProcess::isAlive)) {
                Pause.millis(5);
            }
        }
    }

    public Settings settings() {
        return settings;
    }

    /** Whether a server works on this data folder. */
    public static boolean isRunning(Path data) throws IOException {
        Path trace = data.resolve("postmaster.pid");
        return Files.exists(trace) && serverOf(Files.readAllLines(trace)).isPresent();
    }

    /** The file's first line is the id, its third the time of the start in seconds. */
    static Optional<ProcessHandle> serverOf(List<String> trace) {
        try {
            return RecordedProcess.running(
                    Long.parseLong(trace.get(0).trim()),
                    Instant.ofEpochSecond(Long.parseLong(trace.get(2).trim())));
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private void run(String program, String... arguments) throws IOException {
        new PostgresProgram(settings.binaries()).run(program, arguments);
    }
}
