package io.madoguchi.local.postgres;

import io.madoguchi.local.process.Unpacking;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.Set;

/**
 * A copy of a running server's data folder, by PostgreSQL's interface for that ("low level API"), since the binaries have no
 * {@code pg_basebackup}. Only together with the {@link WalArchive} is it a whole one: files are copied while they change.
 */
public final class BaseBackup {
    /** Of the running server; an empty folder takes their place, or nothing. */
    private static final Set<String> FOLDERS_LEFT_OUT = Set.of(
            "pg_wal",
            "pg_dynshmem",
            "pg_notify",
            "pg_replslot",
            "pg_serial",
            "pg_snapshots",
            "pg_stat_tmp",
            "pg_subtrans");

    private static final Set<String> FILES_LEFT_OUT = Set.of("postmaster.pid", "postmaster.opts");

    private BaseBackup() {}

    /** {@code folder} is there in whole afterwards or not at all; the archive holds all that the copy needs. */
    public static void take(PostgresServer server, Path folder) throws IOException, SQLException {
        WalArchive archive =
                Objects.requireNonNull(server.settings().archive(), "without an archive a copy can't be made whole");
        Path part = folder.resolveSibling(folder.getFileName() + ".part");
        Unpacking.delete(part);
        Files.createDirectories(part);
        try (Connection connection = server.administrator("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_backup_start('madoguchi', true)");
            copy(server.settings().data(), part);
            try (ResultSet row = statement.executeQuery("SELECT labelfile FROM pg_backup_stop(true)")) {
                row.next();
                Files.writeString(part.resolve("backup_label"), row.getString(1));
            }
        }
        archive.complete(server);
        Files.move(part, folder);
    }

    /** Also puts a backup in the place of a data folder. */
    static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                // PostgreSQL refuses a data folder that others can read.
                Path target = to.resolve(from.relativize(folder).toString());
                Files.createDirectories(target);
                Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwx------"));
                boolean leftOut = from.equals(folder.getParent())
                        && FOLDERS_LEFT_OUT.contains(folder.getFileName().toString());
                return leftOut ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                String name = file.getFileName().toString();
                if (!FILES_LEFT_OUT.contains(name) && !name.startsWith("pgsql_tmp")) {
                    try {
                        Files.copy(file, to.resolve(from.relativize(file).toString()));
                    } catch (NoSuchFileException e) {
                        // Dropped meanwhile: the log says so, too.
                    }
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }
        });
    }
}
