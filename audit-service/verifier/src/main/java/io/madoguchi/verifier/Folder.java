package io.madoguchi.verifier;

import io.madoguchi.log.tree.TileId;
import io.madoguchi.log.tree.TileSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The static files of a log in a folder. A link in it is not followed, and counts as a file that no log has. */
final class Folder implements TilesCheck.Files, TileSource {

    private static final int LONGEST = 1 << 20;

    private final Desk desk;
    private final Path root;

    Folder(Desk desk, Path root) {
        if (!Files.isDirectory(root)) {
            throw new Desk.Unreadable(desk.words().say("file.missing", root, ""));
        }
        this.desk = desk;
        this.root = root;
    }

    @Override
    public Optional<byte[]> read(String path) {
        Path file = root.resolve(path);
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > LONGEST) {
                return Optional.empty();
            }
            return Optional.of(Files.readAllBytes(file));
        } catch (IOException e) {
            throw desk.unreadable(file, e);
        }
    }

    @Override
    public byte[] read(TileId tile) {
        byte[] whole = read(tile.path())
                .or(() -> read(new TileId(tile.level(), tile.index(), TileId.FULL).path()))
                .or(() -> wider(tile))
                .orElseThrow(() -> new Desk.Unreadable(desk.words().say("file.missing", tile.path(), "")));
        return whole.length < tile.width() * 32 ? whole : Arrays.copyOf(whole, tile.width() * 32);
    }

    private Optional<byte[]> wider(TileId tile) {
        for (int width = tile.width() + 1; width < TileId.FULL; width++) {
            Optional<byte[]> found = read(new TileId(tile.level(), tile.index(), width).path());
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    @Override
    public Iterable<String> paths() {
        try (Stream<Path> all = Files.walk(root)) {
            List<String> paths = all.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                    .map(path -> root.relativize(path).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
            return paths;
        } catch (IOException e) {
            throw desk.unreadable(root, e);
        }
    }
}
