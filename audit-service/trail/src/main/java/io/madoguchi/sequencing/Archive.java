package io.madoguchi.sequencing;

import io.madoguchi.log.note.Checkpoint;
import io.madoguchi.log.note.SignedNote;
import io.madoguchi.log.tree.TileId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The log outside of the database, as a folder of C2SP tlog-tiles with its checkpoint: what the order of the entries is taken from when
 * the database has been restored. Everything is on the disk before a checkpoint is signed away. Holds commitments, no records.
 */
@ApplicationScoped
public class Archive {
    private static final String CHECKPOINT = "checkpoint";

    private final Path folder;

    @Inject
    Archive(LogSettings settings, LogKeys keys) {
        this.folder = settings.archive()
                .orElseThrow(
                        () -> new IllegalStateException(
                                "The log has no archive: set MADOGUCHI_LOG_ARCHIVE / ログの保管場所がありません: MADOGUCHI_LOG_ARCHIVE を設定してください"))
                .resolve(URLEncoder.encode(keys.origin(), StandardCharsets.UTF_8));
    }

    /** The newest that was archived. */
    Optional<Checkpoint> checkpoint() {
        try {
            return Optional.of(Checkpoint.of(SignedNote.parse(Files.readString(folder.resolve(CHECKPOINT)))));
        } catch (NoSuchFileException nothingYet) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] read(TileId tile) {
        try {
            return Files.readAllBytes(folder.resolve(tile.path()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds what the log has from one size to another, then the checkpoint of it. */
    void write(Function<TileId, byte[]> tiles, long from, long size, SignedNote checkpoint) {
        try {
            Set<Path> folders = new HashSet<>();
            List<TileId> added = added(from, size);
            for (TileId tile : added) {
                Path file = folder.resolve(tile.path());
                put(file, tiles.apply(tile));
                folders.add(directory(file));
            }
            for (Path touched : folders) {
                force(touched);
            }
            put(folder.resolve(CHECKPOINT), checkpoint.encoded().getBytes(StandardCharsets.UTF_8));
            force(folder);
            for (TileId tile : added) {
                removeNarrower(tile);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The tiles of a log of this size that are other than at the smaller one, the entries first. */
    private static List<TileId> added(long from, long size) {
        List<TileId> tiles = new ArrayList<>(level(TileId.ENTRIES, from, size));
        long before = from;
        long now = size;
        for (int level = 0; now > 0; level++) {
            tiles.addAll(level(level, before, now));
            before /= TileId.FULL;
            now /= TileId.FULL;
        }
        return tiles;
    }

    private static List<TileId> level(int level, long before, long now) {
        List<TileId> tiles = new ArrayList<>();
        for (long at = before; at < now; at = (at / TileId.FULL + 1) * TileId.FULL) {
            long index = at / TileId.FULL;
            tiles.add(new TileId(level, index, (int) Math.min(TileId.FULL, now - index * TileId.FULL)));
        }
        return tiles;
    }

    /** Of a tile that is not full only the widest is of use; each checkpoint would else leave some files behind. */
    private void removeNarrower(TileId tile) throws IOException {
        Path partial =
                folder.resolve(new TileId(tile.level(), tile.index(), 1).path()).getParent();
        if (partial == null || !Files.isDirectory(partial)) {
            return;
        }
        String widest = tile.isFull() ? "" : String.valueOf(tile.width());
        try (DirectoryStream<Path> files = Files.newDirectoryStream(partial)) {
            for (Path file : files) {
                if (!String.valueOf(file.getFileName()).equals(widest)) {
                    Files.deleteIfExists(file);
                }
            }
        }
        if (tile.isFull()) {
            Files.deleteIfExists(partial);
        }
    }

    private static void put(Path file, byte[] content) throws IOException {
        Files.createDirectories(directory(file));
        Path written = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(
                written, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void force(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static Path directory(Path file) {
        Path parent = file.getParent();
        if (parent == null) {
            throw new IllegalStateException("a file without a folder");
        }
        return parent;
    }
}
