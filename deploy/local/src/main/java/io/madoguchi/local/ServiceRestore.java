package io.madoguchi.local;

import io.madoguchi.local.postgres.BaseBackup;
import io.madoguchi.local.postgres.PointInTimeRestore;
import io.madoguchi.local.postgres.PostgresServer;
import io.madoguchi.local.postgres.WalArchive;
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
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Brings one service's database back to an earlier moment, in an order that loses no record of what was disclosed since:
 * close, deliver what the journal still holds, restore, and open again once somebody has seen to it.
 */
public final class ServiceRestore {
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);

    private final LocalSystem system;
    private final Service service;
    private final LocalSettings settings;

    /** Refuses a service whose schema shares a cluster with others: they would go back, too. */
    public ServiceRestore(LocalSystem system, Service service) {
        this.system = system;
        this.service = service;
        this.settings = system.settings();
        if (!settings.hasOwnClusters()) {
            throw new CannotStart("restore-shared", service.label());
        }
    }

    /** From which every moment since can be restored; the service works on. */
    public Path backUp() throws IOException, SQLException {
        Path unnamed = Files.createDirectories(settings.backups(service)).resolve("new");
        BaseBackup.take(system.cluster(service), unnamed);
        // By when it was whole: no earlier moment can be restored from it.
        return Files.move(unnamed, unnamed.resolveSibling(NAME.format(Instant.now())));
    }

    /** From now on the service discloses and changes nothing; its relay goes on. */
    public void close() throws SQLException {
        execute("DELETE FROM %1$s.journal_lineage");
        execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usename IN ('%1$s_app', '%1$s_contractor')");
    }

    /** Waits until the trail has all that the journal holds; how many records it has not in time. */
    public long drain(Duration patience) throws SQLException {
        long deadline = System.nanoTime() + patience.toNanos();
        long waiting = undelivered();
        while (waiting > 0 && System.nanoTime() < deadline) {
            Pause.millis(100);
            waiting = undelivered();
        }
        return waiting;
    }

    /** Refuses a moment that no backup leads to, before anything is closed for it. */
    public void requireBackupFor(Instant moment) throws IOException {
        if (moment.isAfter(Instant.now())) {
            throw new CannotStart("restore-future", moment);
        }
        lastBackupBefore(moment);
    }

    /**
     * From the last backup before it. The service finds its database again by itself, and stays closed. Returns the folder in
     * which the data that were there are kept.
     */
    public Path to(Instant moment) throws IOException, SQLException {
        Path backup = lastBackupBefore(moment);
        PostgresServer cluster = system.cluster(service);
        WalArchive archive = Objects.requireNonNull(cluster.settings().archive());
        archive.complete(cluster);
        cluster.close();
        PointInTimeRestore.Restored restored = PointInTimeRestore.run(cluster.settings(), backup, moment);
        system.replaced(restored.server());
        return restored.kept();
    }

    /** The journal as it is now is the one that goes on; all that is in it is delivered again, and the service opens. */
    public void accept() throws SQLException {
        execute("SET search_path = %1$s; SELECT accept_journal()");
    }

    private Path lastBackupBefore(Instant moment) throws IOException {
        Path folder = settings.backups(service);
        String latest = NAME.format(moment);
        try (Stream<Path> backups = Files.exists(folder) ? Files.list(folder) : Stream.empty()) {
            return backups.filter(backup -> backup.getFileName().toString().matches("\\d{8}T\\d{9}Z")
                            && backup.getFileName().toString().compareTo(latest) < 0)
                    .max(Comparator.naturalOrder())
                    .orElseThrow(() -> new CannotStart("restore-no-backup", service.label(), moment));
        }
    }

    private long undelivered() throws SQLException {
        try (Connection connection = system.adminConnection(service);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        """
                        SELECT count(*) FROM %1$s.access_journal j, %1$s.journal_position p WHERE (j.xid, j.id) > (p.xid, p.id)
                        """
                                .formatted(service.schema()))) {
            row.next();
            return row.getLong(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = system.adminConnection(service);
                Statement statement = connection.createStatement()) {
            statement.execute(sql.formatted(service.schema()));
        }
    }
}
