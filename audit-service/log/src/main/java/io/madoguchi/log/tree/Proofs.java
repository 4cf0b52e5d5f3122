package io.madoguchi.log.tree;

import java.util.ArrayList;
import java.util.List;

/**
 * Checks of proofs against the root of a tree (RFC 6962, sections 2.1.1 and 2.1.2). Strict: a proof that is longer or shorter
 * than sizes demand, an index outside the tree and a negative size (2^63 and more, read as unsigned) prove nothing.
 */
public final class Proofs {

    private Proofs() {}

    /** Whether the tree of {@code size} leaves with this root has this leaf at {@code index}. */
    public static boolean verifyInclusion(long index, long size, Hash leaf, List<Hash> proof, Hash root) {
        if (index < 0 || index >= size) {
            return false;
        }
        int inner = innerLength(index, size);
        if (proof.size() != inner + Long.bitCount(index >>> inner)) {
            return false;
        }
        return borderRight(inner(leaf, proof.subList(0, inner), index), proof.subList(inner, proof.size()))
                .equals(root);
    }

    /**
     * Whether the tree of {@code size2} leaves begins with the tree of {@code size1} leaves. Trees of one size have to have one
     * root, and their proof is empty. A first tree without leaves proves nothing about the second: who starts from none asks
     * for no proof.
     */
    public static boolean verifyConsistency(long size1, long size2, List<Hash> proof, Hash root1, Hash root2) {
        if (size1 <= 0 || size2 < size1) {
            return false;
        }
        if (size1 == size2) {
            return proof.isEmpty() && root1.equals(root2);
        }
        int full = Long.numberOfTrailingZeros(size1);
        int inner = innerLength(size1 - 1, size2) - full;
        int border = Long.bitCount((size1 - 1) >>> (inner + full));
        // A first tree that is one full subtree needs not be told its own root.
        boolean rootIsSeed = Long.bitCount(size1) == 1;
        int start = rootIsSeed ? 0 : 1;
        if (proof.size() != start + inner + border) {
            return false;
        }
        Hash seed = rootIsSeed ? root1 : proof.get(0);
        List<Hash> inside = proof.subList(start, start + inner);
        List<Hash> outside = proof.subList(start + inner, proof.size());
        long path = (size1 - 1) >>> full;
        return borderRight(innerRight(seed, inside, path), outside).equals(root1)
                && borderRight(inner(seed, inside, path), outside).equals(root2);
    }

    /** Whether the tree of {@code size} leaves with this root has exactly these leaves from {@code from} on. */
    public static boolean verifyRange(long from, long size, List<Hash> leaves, RangeProof proof, Hash root) {
        if (from < 0 || size < 0 || from > size - leaves.size() || proof.left().size() != Long.bitCount(from)) {
            return false;
        }
        Frontier frontier = Frontier.of(from, proof.left());
        leaves.forEach(frontier::add);
        return verifyRest(frontier, size, proof.right(), root);
    }

    /**
     * Whether what is folded into {@code frontier} is the beginning of the tree of {@code size} leaves with this root;
     * {@code right} are the full subtrees of the rest. The frontier is grown to the whole tree on the way.
     */
    public static boolean verifyRest(Frontier frontier, long size, List<Hash> right, Hash root) {
        if (size < frontier.size()) {
            return false;
        }
        List<Integer> levels = Frontier.levels(frontier.size(), size);
        if (levels.size() != right.size()) {
            return false;
        }
        for (int i = 0; i < right.size(); i++) {
            frontier.add(levels.get(i), right.get(i));
        }
        return frontier.root().equals(root);
    }

    /** How many levels lie below the point where the path to the leaf and the right border of the tree meet. */
    private static int innerLength(long index, long size) {
        return 64 - Long.numberOfLeadingZeros(index ^ (size - 1));
    }

    private static Hash inner(Hash seed, List<Hash> proof, long path) {
        Hash hash = seed;
        for (int i = 0; i < proof.size(); i++) {
            hash = (path >>> i & 1) == 0 ? Rfc6962.node(hash, proof.get(i)) : Rfc6962.node(proof.get(i), hash);
        }
        return hash;
    }

    private static Hash innerRight(Hash seed, List<Hash> proof, long path) {
        List<Hash> onTheLeft = new ArrayList<>();
        for (int i = 0; i < proof.size(); i++) {
            if ((path >>> i & 1) == 1) {
                onTheLeft.add(proof.get(i));
            }
        }
        return borderRight(seed, onTheLeft);
    }

    private static Hash borderRight(Hash seed, List<Hash> proof) {
        Hash hash = seed;
        for (Hash left : proof) {
            hash = Rfc6962.node(left, hash);
        }
        return hash;
    }
}
