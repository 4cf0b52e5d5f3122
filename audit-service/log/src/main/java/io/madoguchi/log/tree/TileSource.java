package io.madoguchi.log.tree;

import java.util.Map;

/** Where tiles of hashes come from: a table, a folder, another city's server. */
@FunctionalInterface
public interface TileSource {

    /**
     * The hashes of a tile, one after the other: exactly 32 × width bytes. A source that has the same tile only wider gives
     * its beginning. Throws where it can't read; it never gives less.
     */
    byte[] read(TileId tile);

    /** The same source with these tiles before it, such as those that {@link Tree#grow} made and nobody has stored yet. */
    default TileSource with(Map<TileId, byte[]> newer) {
        return tile -> {
            byte[] found = newer.get(tile);
            return found != null ? found : read(tile);
        };
    }
}
