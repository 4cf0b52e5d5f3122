package io.madoguchi.log.tree;

import java.util.List;

/**
 * What proves a contiguous range of leaves: the hashes of the full subtrees left of the range, and of those right of it,
 * both from left to right. As many as the sizes demand; there is exactly one such proof of a range.
 */
public record RangeProof(List<Hash> left, List<Hash> right) {
    public RangeProof {
        left = List.copyOf(left);
        right = List.copyOf(right);
    }
}
