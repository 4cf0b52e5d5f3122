package io.madoguchi.log.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProofsTest {

    private static final Hash A = Rfc6962.leaf(new byte[] {1});
    private static final Hash B = Rfc6962.leaf(new byte[] {2});
    private static final Hash AB = Rfc6962.node(A, B);

    @Test
    void the_only_leaf_is_the_root_and_needs_no_proof() {
        assertThat(Proofs.verifyInclusion(0, 1, A, List.of(), A)).isTrue();
        assertThat(Proofs.verifyInclusion(0, 1, A, List.of(B), AB)).isFalse();
        assertThat(Proofs.verifyInclusion(0, 1, A, List.of(), B)).isFalse();
    }

    @Test
    void an_index_outside_of_the_tree_proves_nothing() {
        assertThat(Proofs.verifyInclusion(0, 0, A, List.of(), A)).isFalse();
        assertThat(Proofs.verifyInclusion(2, 2, B, List.of(A), AB)).isFalse();
        assertThat(Proofs.verifyInclusion(-1, 2, B, List.of(A), AB)).isFalse();
        assertThat(Proofs.verifyInclusion(1, -2, B, List.of(A), AB)).isFalse();
        assertThat(Proofs.verifyInclusion(Long.MIN_VALUE, Long.MIN_VALUE, B, List.of(A), AB))
                .isFalse();
    }

    @Test
    void a_proof_is_as_long_as_its_tree_demands() {
        assertThat(Proofs.verifyInclusion(1, 2, B, List.of(A), AB)).isTrue();
        assertThat(Proofs.verifyInclusion(1, 2, AB, List.of(), AB)).isFalse();
        assertThat(Proofs.verifyInclusion(1, 3, B, List.of(A), AB)).isFalse();
        assertThat(Proofs.verifyInclusion(0, Long.MAX_VALUE, A, List.of(), A)).isFalse();
        assertThat(Proofs.verifyInclusion(0, Long.MAX_VALUE, A, Collections.nCopies(64, B), A))
                .isFalse();
    }

    @Test
    void the_longest_tree_can_be_proven() {
        List<Hash> proof = Collections.nCopies(63, B);
        Hash root = A;
        for (Hash sibling : proof) {
            root = Rfc6962.node(root, sibling);
        }
        assertThat(Proofs.verifyInclusion(0, Long.MAX_VALUE, A, proof, root)).isTrue();
        assertThat(Proofs.verifyInclusion(1, Long.MAX_VALUE, A, proof, root)).isFalse();
    }

    @Test
    void a_tree_is_consistent_with_itself_and_with_no_other_of_its_size() {
        assertThat(Proofs.verifyConsistency(2, 2, List.of(), AB, AB)).isTrue();
        assertThat(Proofs.verifyConsistency(2, 2, List.of(), AB, A)).isFalse();
        assertThat(Proofs.verifyConsistency(2, 2, List.of(A), AB, AB)).isFalse();
    }

    @Test
    void from_no_leaves_there_is_nothing_to_prove() {
        assertThat(Proofs.verifyConsistency(0, 2, List.of(), Rfc6962.EMPTY_ROOT, AB))
                .isFalse();
        assertThat(Proofs.verifyConsistency(0, 0, List.of(), Rfc6962.EMPTY_ROOT, Rfc6962.EMPTY_ROOT))
                .isFalse();
    }

    @Test
    void a_log_never_shrinks() {
        assertThat(Proofs.verifyConsistency(1, 2, List.of(B), A, AB)).isTrue();
        assertThat(Proofs.verifyConsistency(2, 1, List.of(B), AB, A)).isFalse();
        assertThat(Proofs.verifyConsistency(-1, 2, List.of(B), A, AB)).isFalse();
        assertThat(Proofs.verifyConsistency(1, -2, List.of(B), A, AB)).isFalse();
        assertThat(Proofs.verifyConsistency(1, 2, List.of(), A, AB)).isFalse();
        assertThat(Proofs.verifyConsistency(1, 2, List.of(B, B), A, AB)).isFalse();
    }

    @Test
    void a_range_that_would_reach_beyond_the_tree_proves_nothing() {
        assertThat(Proofs.verifyRange(0, 2, List.of(A, B), new RangeProof(List.of(), List.of()), AB))
                .isTrue();
        assertThat(Proofs.verifyRange(0, 1, List.of(A, B), new RangeProof(List.of(), List.of()), AB))
                .isFalse();
        assertThat(Proofs.verifyRange(-1, 2, List.of(A, B), new RangeProof(List.of(), List.of()), AB))
                .isFalse();
        assertThat(Proofs.verifyRange(Long.MAX_VALUE, 2, List.of(B), new RangeProof(List.of(A), List.of()), AB))
                .isFalse();
        assertThat(Proofs.verifyRange(0, Long.MIN_VALUE, List.of(A), new RangeProof(List.of(), List.of()), A))
                .isFalse();
    }

    @Test
    void a_frontier_takes_subtrees_only_where_they_can_stand() {
        assertThatThrownBy(() -> Frontier.of(1, List.of(A)).add(1, B)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Frontier.of(3, List.of(A))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Frontier.of(-1, List.of(A))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Frontier.empty().add(63, A)).isInstanceOf(IllegalArgumentException.class);
    }
}
