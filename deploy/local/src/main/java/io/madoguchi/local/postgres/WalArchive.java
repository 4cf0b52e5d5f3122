package io.madoguchi.local.postgres;

import io.madoguchi.local.process.Pause;
import io.madoguchi.local.progress.CannotStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * A folder to which a server copies each file of its write-ahead log when it is full. With a {@link BaseBackup} from before, it
 * brings back every moment since.
 *
 * @param folder without spaces and quotes: it becomes part of a command of the shell
 */
public record WalArchive(Path folder) {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    public WalArchive {
        folder = folder.toAbsolutePath().normalize();
        if (!folder.toString().matches("[A-Za-z0-9_./-]+")) {
            throw new CannotStart("archive-folder", folder);
        }
    }

    /**
     * Settings for the server whose log this keeps. A file is there in whole or not at all, and never replaces another one: two
     * servers that archive to one folder would otherwise destroy it.
     */
    String archiving() {
        return """
                archive_mode = on
                archive_command = 'test ! -f %1$s/%%f && cp %%p %1$s/%%f.part && mv %1$s/%%f.part %1$s/%%f'
                archive_timeout = 60
                """
                .formatted(folder);
    }

    /** How a server that is being restored gets the files back. */
    String restoring() {
        return "restore_command = 'cp " + folder + "/%f %p'\n";
    }

    /** Returns when all that is committed by now is in the archive. */
    public void complete(PostgresServer server) throws SQLException {
        String last = endOfLog(server);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.exists(folder.resolve(last))) {
            if (System.nanoTime() > deadline) {
                throw new CannotStart("archive-stuck", folder, last);
            }
            Pause.millis(50);
        }
    }

    /** Commits something, so that there is a moment to restore to; an unused file would not be archived either. */
    private static String endOfLog(PostgresServer server) throws SQLException {
        try (Connection connection = server.administrator("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "SELECT pg_logical_emit_message(true, 'madoguchi', 'the archive is complete up to here')");
            try (ResultSet row = statement.executeQuery("SELECT pg_walfile_name(pg_switch_wal())")) {
                row.next();
                return row.getString(1);
            }
        }
    }

    void create() throws IOException {
        Files.createDirectories(folder);
    }
}
