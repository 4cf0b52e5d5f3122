package io.madoguchi.log.tree;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A log's tiles in memory, as a table keeps them: of each tile the widest so far. */
final class MapTiles implements TileSource {

    private final Map<TileId, byte[]> widest = new HashMap<>();
    private long size;

    /** Adds leaves in batches of this many. */
    static MapTiles of(List<Hash> leaves, int batch) {
        MapTiles tiles = new MapTiles();
        for (int from = 0; from < leaves.size(); from += batch) {
            tiles.add(leaves.subList(from, Math.min(leaves.size(), from + batch)));
        }
        return tiles;
    }

    void add(List<Hash> leaves) {
        Tree.grow(this, size, leaves)
                .forEach((tile, hashes) -> widest.put(new TileId(tile.level(), tile.index(), TileId.FULL), hashes));
        size += leaves.size();
    }

    @Override
    public byte[] read(TileId tile) {
        byte[] hashes = widest.get(new TileId(tile.level(), tile.index(), TileId.FULL));
        if (hashes == null || hashes.length < tile.width() * Hash.BYTES) {
            throw new IllegalStateException("no " + tile.path());
        }
        return Arrays.copyOf(hashes, tile.width() * Hash.BYTES);
    }
}
