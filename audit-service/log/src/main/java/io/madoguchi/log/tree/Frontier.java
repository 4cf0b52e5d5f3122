package io.madoguchi.log.tree;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The first leaves of a tree, folded into as few hashes as can be: one for each full subtree, the widest first, as many as
 * the size has binary ones. Grows to the right in a bounded space, however many leaves there are. Not for several threads.
 */
public final class Frontier {

    private final List<Hash> subtrees;
    private long size;

    private Frontier(long size, List<Hash> subtrees) {
        this.size = size;
        this.subtrees = subtrees;
    }

    /** Of a tree without leaves. */
    public static Frontier empty() {
        return new Frontier(0, new ArrayList<>());
    }

    /** Of {@code size} leaves. Refuses a negative size and another number of hashes than the size has binary ones. */
    public static Frontier of(long size, List<Hash> subtrees) {
        if (size < 0 || subtrees.size() != Long.bitCount(size)) {
            throw new IllegalArgumentException(subtrees.size() + " subtrees can't cover " + size + " leaves");
        }
        return new Frontier(size, new ArrayList<>(subtrees));
    }

    /** How many leaves are folded in. */
    public long size() {
        return size;
    }

    /** The full subtrees, from left to right. */
    public List<Hash> subtrees() {
        return List.copyOf(subtrees);
    }

    /** Adds one leaf on the right. */
    public void add(Hash leaf) {
        add(0, leaf);
    }

    /**
     * Adds a full subtree of 2^level leaves on the right. Refuses one that could not stand there: its first leaf has to have
     * an index that 2^level divides.
     */
    public void add(int level, Hash subtree) {
        if (level < 0 || level > 62) {
            throw new IllegalArgumentException("no subtree has level " + level);
        }
        long width = 1L << level;
        if ((size & (width - 1)) != 0) {
            throw new IllegalArgumentException("no subtree of level " + level + " starts at leaf " + size);
        }
        long grown = Math.addExact(size, width);
        Hash merged = subtree;
        for (long rest = size >>> level; (rest & 1) == 1; rest >>>= 1) {
            merged = Rfc6962.node(subtrees.remove(subtrees.size() - 1), merged);
        }
        subtrees.add(merged);
        size = grown;
    }

    /** The Merkle tree hash of all leaves. */
    public Hash root() {
        if (subtrees.isEmpty()) {
            return Rfc6962.EMPTY_ROOT;
        }
        List<Hash> fromRight = new ArrayList<>(subtrees);
        Collections.reverse(fromRight);
        Hash root = fromRight.get(0);
        for (Hash left : fromRight.subList(1, fromRight.size())) {
            root = Rfc6962.node(left, root);
        }
        return root;
    }

    /**
     * The levels of the full subtrees that cover the leaves from {@code from} until before {@code until}, from left to right,
     * each as wide as its place allows.
     */
    static List<Integer> levels(long from, long until) {
        List<Integer> levels = new ArrayList<>();
        long at = from;
        while (at < until) {
            int fits = 63 - Long.numberOfLeadingZeros(until - at);
            int level = at == 0 ? fits : Math.min(fits, Long.numberOfTrailingZeros(at));
            levels.add(level);
            at += 1L << level;
        }
        return levels;
    }
}
