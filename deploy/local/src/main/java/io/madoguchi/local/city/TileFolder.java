package io.madoguchi.local.city;

import io.madoguchi.local.city.LoadProgress.Step;
import io.madoguchi.log.note.Checkpoint;
import io.madoguchi.log.note.NoteSigner;
import io.madoguchi.log.note.SignedNote;
import io.madoguchi.log.tree.Hash;
import io.madoguchi.log.tree.TileId;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * The log's archive of a big city, written before the audit service starts: the service would write it within the one transaction that
 * publishes its first checkpoint, which is made for seconds and not for millions of entries.
 */
final class TileFolder {
    private static final String CHECKPOINT = "checkpoint";

    /** An entry with the two bytes of its length. */
    private static final int ENTRY = 2 + Hash.BYTES;

    private final Path folder;
    private final NoteSigner signer;

    /** {@code archive}: as the audit service is told; the log's own folder in it is named by its origin. */
    TileFolder(Path archive, NoteSigner signer) {
        this.folder = archive.resolve(URLEncoder.encode(signer.name(), StandardCharsets.UTF_8));
        this.signer = signer;
    }

    /** Writes all tiles and then the checkpoint, unless one is there: without a checkpoint the archive counts as empty. */
    void write(DataSource audit, LoadProgress progress) throws IOException, SQLException {
        if (Files.exists(folder.resolve(CHECKPOINT))) {
            return;
        }
        try (Connection connection = audit.getConnection()) {
            connection.setAutoCommit(false);
            Checkpoint head = head(connection);
            writeTiles(connection, progress);
            makeDurable();
            SignedNote note = new SignedNote(head.text(), List.of(signer.sign(head.text())));
            Path fresh = folder.resolve(CHECKPOINT + ".new");
            Files.writeString(fresh, note.encoded());
            force(fresh, StandardOpenOption.WRITE);
            Files.move(fresh, folder.resolve(CHECKPOINT), StandardCopyOption.ATOMIC_MOVE);
            force(folder, StandardOpenOption.READ);
        }
    }

    private Checkpoint head(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT size, root FROM audit.log_state");
                ResultSet row = select.executeQuery()) {
            row.next();
            return new Checkpoint(signer.name(), row.getLong("size"), Hash.of(row.getBytes("root")));
        }
    }

    private void writeTiles(Connection connection, LoadProgress progress) throws IOException, SQLException {
        long total = count(connection);
        long written = 0;
        try (PreparedStatement select =
                connection.prepareStatement("SELECT level, index, content FROM audit.tile ORDER BY level, index")) {
            select.setFetchSize(500);
            Set<Path> made = new HashSet<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    byte[] content = row.getBytes("content");
                    int level = row.getInt("level");
                    int width = content.length / (level == TileId.ENTRIES ? ENTRY : Hash.BYTES);
                    Path file = folder.resolve(new TileId(level, row.getLong("index"), width).path());
                    Path parent = file.resolveSibling(".").normalize();
                    if (made.add(parent)) {
                        Files.createDirectories(parent);
                    }
                    Files.write(file, content);
                    written++;
                    if (written % 500 == 0 || written == total) {
                        progress.report(Step.ARCHIVED_TILES, written, total);
                    }
                }
            }
        }
    }

    private static long count(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT count(*) FROM audit.tile");
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /** All at the end: one after the other while they are written would take many times as long. */
    private void makeDurable() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : (Iterable<Path>) all::iterator) {
                force(path, Files.isDirectory(path) ? StandardOpenOption.READ : StandardOpenOption.WRITE);
            }
        }
    }

    private static void force(Path path, StandardOpenOption how) throws IOException {
        try (FileChannel channel = FileChannel.open(path, how)) {
            channel.force(true);
        }
    }
}
