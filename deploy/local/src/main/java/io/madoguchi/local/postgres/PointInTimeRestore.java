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
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Objects;

/** Brings a server's data back to what they were at a moment: base backup, then the archived log up to there. */
public final class PointInTimeRestore {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS'+00'").withZone(ZoneOffset.UTC);

    private PointInTimeRestore() {}

    /**
     * Puts the data of the moment in the place of those of a stopped server and starts it, on a timeline of its own; returns
     * when it takes writes. The data that were there are kept beside, in the folder that is returned: what they hold may be
     * all that is left of something.
     */
    public static Restored run(PostgresServer.Settings server, Path backup, Instant moment)
            throws IOException, SQLException {
        WalArchive archive =
                Objects.requireNonNull(server.archive(), "without an archive there is no moment but the backup's");
        if (PostgresServer.isRunning(server.data())) {
            throw new CannotStart("restore-running", server.data());
        }
        Path kept = server.data()
                .resolveSibling(server.data().getFileName() + ".before-"
                        + DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'")
                                .withZone(ZoneOffset.UTC)
                                .format(Instant.now()));
        if (Files.exists(server.data())) {
            Files.move(server.data(), kept);
        }
        BaseBackup.copy(backup, server.data());
        Files.writeString(
                server.data().resolve(PostgresServer.ARCHIVE_SETTINGS),
                archive.archiving()
                        + archive.restoring()
                        + """
                        recovery_target_time = '%s'
                        recovery_target_inclusive = false
                        recovery_target_action = 'promote'
                        """
                                .formatted(MOMENT.format(moment)));
        Files.createFile(server.data().resolve("recovery.signal"));
        PostgresServer started = PostgresServer.start(server);
        awaitPromotion(started);
        // Of no effect now, and misleading at the next restore.
        Files.writeString(server.data().resolve(PostgresServer.ARCHIVE_SETTINGS), archive.archiving());
        return new Restored(started, kept);
    }

    /** {@code kept}: the data that were there before. */
    public record Restored(PostgresServer server, Path kept) {}

    private static void awaitPromotion(PostgresServer server) throws SQLException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (isInRecovery(server)) {
            if (System.nanoTime() > deadline) {
                throw new CannotStart("restore-stuck", server.settings().log());
            }
            Pause.millis(50);
        }
    }

    private static boolean isInRecovery(PostgresServer server) throws SQLException {
        try (Connection connection = server.administrator("postgres");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_is_in_recovery()")) {
            row.next();
            return row.getBoolean(1);
        }
    }
}
