package io.madoguchi.log.tree;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A tree of a given size over stored tiles: its root and its proofs (RFC 6962, C2SP tlog-tiles). Reads the few tiles that an
 * answer needs and keeps the last of them. Not for several threads.
 */
public final class Tree {

    private static final int TILES_KEPT = 64;

    private final TileSource source;
    private final long size;
    private final Map<TileId, byte[]> read = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<TileId, byte[]> eldest) {
            return size() > TILES_KEPT;
        }
    };

    /** The first {@code size} leaves of a log. Refuses a negative size. */
    public Tree(TileSource source, long size) {
        if (size < 0) {
            throw new IllegalArgumentException("no tree has " + size + " leaves");
        }
        this.source = source;
        this.size = size;
    }

    /** How many leaves. */
    public long size() {
        return size;
    }

    /** The Merkle tree hash. */
    public Hash root() {
        return size == 0 ? Rfc6962.EMPTY_ROOT : rangeHash(0, size);
    }

    /** The leaf hash at this index. Refuses one outside of the tree. */
    public Hash leaf(long index) {
        refuseOutside(index);
        return subtree(0, index);
    }

    /** The hashes that prove the leaf at this index (RFC 6962, 2.1.1). Refuses an index outside of the tree. */
    public List<Hash> inclusionProof(long index) {
        refuseOutside(index);
        List<Hash> proof = new ArrayList<>();
        long from = 0;
        long until = size;
        while (until - from > 1) {
            long middle = from + widestBelow(until - from);
            if (index < middle) {
                proof.add(rangeHash(middle, until));
                until = middle;
            } else {
                proof.add(rangeHash(from, middle));
                from = middle;
            }
        }
        Collections.reverse(proof);
        return proof;
    }

    /**
     * The hashes that prove that the tree of {@code oldSize} leaves is the beginning of this one (RFC 6962, 2.1.2); none where
     * that needs no proof, for no leaves and for all. Refuses a size that this tree does not reach.
     */
    public List<Hash> consistencyProof(long oldSize) {
        if (oldSize < 0 || oldSize > size) {
            throw new IllegalArgumentException("a tree of " + size + " leaves can't begin with " + oldSize);
        }
        if (oldSize == 0 || oldSize == size) {
            return List.of();
        }
        List<Hash> proof = new ArrayList<>();
        long from = 0;
        long until = size;
        while (until != oldSize) {
            long middle = from + widestBelow(until - from);
            if (oldSize <= middle) {
                proof.add(rangeHash(middle, until));
                until = middle;
            } else {
                proof.add(rangeHash(from, middle));
                from = middle;
            }
        }
        if (from > 0) {
            proof.add(rangeHash(from, until));
        }
        Collections.reverse(proof);
        return proof;
    }

    /** What proves the leaves from {@code from} until before {@code until}. Refuses a range that is not in the tree. */
    public RangeProof rangeProof(long from, long until) {
        if (from < 0 || until < from || until > size) {
            throw new IllegalArgumentException(
                    "a tree of " + size + " leaves has none from " + from + " until " + until);
        }
        return new RangeProof(subtrees(0, from), subtrees(until, size));
    }

    /** The first {@code until} leaves, ready to be grown. Refuses a number that this tree does not reach. */
    public Frontier frontier(long until) {
        return Frontier.of(until, rangeProof(until, until).left());
    }

    /**
     * The tiles of hashes that are new, or wider than before, when these leaves are added to the first {@code oldSize}.
     * Reads at most one partial tile of each level; what it gives is what the tree of the new size needs besides the tiles
     * that were full before.
     */
    public static Map<TileId, byte[]> grow(TileSource source, long oldSize, List<Hash> leaves) {
        if (oldSize < 0) {
            throw new IllegalArgumentException("no tree has " + oldSize + " leaves");
        }
        Math.addExact(oldSize, leaves.size());
        Map<TileId, byte[]> tiles = new LinkedHashMap<>();
        List<Hash> added = leaves;
        long had = oldSize;
        for (int level = 0; !added.isEmpty(); level++) {
            added = growLevel(source, level, had, added, tiles);
            had /= TileId.FULL;
        }
        return tiles;
    }

    /** Adds hashes to one level and gives those of the tiles that became full, which belong to the next. */
    private static List<Hash> growLevel(
            TileSource source, int level, long had, List<Hash> added, Map<TileId, byte[]> tiles) {
        List<Hash> full = new ArrayList<>();
        int done = 0;
        while (done < added.size()) {
            long index = (had + done) / TileId.FULL;
            int before = (int) ((had + done) % TileId.FULL);
            int more = Math.min(TileId.FULL - before, added.size() - done);
            TileId tile = new TileId(level, index, before + more);
            byte[] hashes = new byte[tile.width() * Hash.BYTES];
            if (before > 0) {
                byte[] old = readWhole(source, new TileId(level, index, before));
                System.arraycopy(old, 0, hashes, 0, old.length);
            }
            for (int i = 0; i < more; i++) {
                added.get(done + i).copyTo(hashes, (before + i) * Hash.BYTES);
            }
            tiles.put(tile, hashes);
            if (tile.isFull()) {
                full.add(fold(hashes, 0, TileId.HEIGHT));
            }
            done += more;
        }
        return full;
    }

    private Hash rangeHash(long from, long until) {
        List<Hash> subtrees = subtrees(from, until);
        Hash hash = subtrees.get(subtrees.size() - 1);
        for (int i = subtrees.size() - 2; i >= 0; i--) {
            hash = Rfc6962.node(subtrees.get(i), hash);
        }
        return hash;
    }

    private List<Hash> subtrees(long from, long until) {
        List<Hash> hashes = new ArrayList<>();
        long at = from;
        for (int level : Frontier.levels(from, until)) {
            hashes.add(subtree(level, at >>> level));
            at += 1L << level;
        }
        return hashes;
    }

    /** The hash of the full subtree of 2^level leaves that has {@code index} such subtrees on its left. */
    private Hash subtree(int level, long index) {
        int tileLevel = level / TileId.HEIGHT;
        int within = level % TileId.HEIGHT;
        long first = index << within;
        long hashesOfLevel = size >>> (tileLevel * TileId.HEIGHT);
        long tile = first / TileId.FULL;
        int width = (int) Math.min(TileId.FULL, hashesOfLevel - tile * TileId.FULL);
        byte[] hashes = read.computeIfAbsent(new TileId(tileLevel, tile, width), id -> readWhole(source, id));
        return fold(hashes, (int) (first % TileId.FULL), within);
    }

    private static byte[] readWhole(TileSource source, TileId tile) {
        byte[] hashes = source.read(tile);
        if (hashes.length != tile.width() * Hash.BYTES) {
            throw new IllegalStateException(tile.path() + " has " + hashes.length + " bytes");
        }
        return hashes;
    }

    private static Hash fold(byte[] hashes, int first, int height) {
        Hash[] level = new Hash[1 << height];
        Arrays.setAll(level, i -> Hash.of(hashes, (first + i) * Hash.BYTES));
        for (int width = level.length / 2; width > 0; width /= 2) {
            for (int i = 0; i < width; i++) {
                level[i] = Rfc6962.node(level[2 * i], level[2 * i + 1]);
            }
        }
        return level[0];
    }

    private void refuseOutside(long index) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("a tree of " + size + " leaves has none at " + index);
        }
    }

    private static long widestBelow(long leaves) {
        return Long.highestOneBit(leaves - 1);
    }
}
