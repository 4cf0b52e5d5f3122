package io.madoguchi.log.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TreeTest {

    private static final List<Hash> LEAVES = LongStream.range(0, 66_000)
            .mapToObj(i -> Rfc6962.leaf(ByteBuffer.allocate(8).putLong(i).array()))
            .toList();

    @Test
    void every_size_agrees_with_the_recursion_of_the_rfc() {
        Random random = new Random(600);
        for (int size = 0; size <= 600; size++) {
            List<Hash> leaves = LEAVES.subList(0, size);
            MapTiles tiles = MapTiles.of(leaves, 1 + random.nextInt(300));
            Tree tree = new Tree(tiles, size);
            Hash root = NaiveTree.root(leaves);
            assertThat(tree.root()).as("size %d", size).isEqualTo(root);
            for (int index : some(random, size)) {
                List<Hash> proof = tree.inclusionProof(index);
                assertThat(proof).as("leaf %d of %d", index, size).isEqualTo(NaiveTree.path(index, leaves));
                assertThat(Proofs.verifyInclusion(index, size, leaves.get(index), proof, root))
                        .isTrue();
                assertThat(Proofs.verifyInclusion(index + 1, size, leaves.get(index), proof, root))
                        .isFalse();
            }
            for (int old : some(random, size + 1)) {
                List<Hash> proof = tree.consistencyProof(old);
                assertThat(proof).as("%d of %d", old, size).isEqualTo(NaiveTree.proof(old, leaves));
                assertThat(Proofs.verifyConsistency(old, size, proof, NaiveTree.root(leaves.subList(0, old)), root))
                        .isEqualTo(old > 0);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 127, 255, 256, 257, 511, 512, 513, 65_279, 65_280, 65_535, 65_536, 65_537, 66_000})
    void around_the_edges_of_tiles_every_proof_holds_and_only_for_its_leaf(int size) {
        MapTiles tiles = MapTiles.of(LEAVES.subList(0, size), 997);
        Tree tree = new Tree(tiles, size);
        Hash root = NaiveTree.root(LEAVES.subList(0, size));
        assertThat(tree.root()).isEqualTo(root);
        Set<Integer> indices = new HashSet<>(some(new Random(size), size));
        Stream.of(0, 255, 256, 65_535, size - 1).filter(i -> i < size).forEach(indices::add);
        for (int index : indices) {
            List<Hash> proof = tree.inclusionProof(index);
            assertThat(tree.leaf(index)).isEqualTo(LEAVES.get(index));
            assertThat(Proofs.verifyInclusion(index, size, LEAVES.get(index), proof, root))
                    .isTrue();
            assertThat(Proofs.verifyInclusion(index, size, LEAVES.get(index + 1 < 66_000 ? index + 1 : 0), proof, root))
                    .isFalse();
            List<Hash> old = tree.consistencyProof(index);
            assertThat(Proofs.verifyConsistency(index, size, old, NaiveTree.root(LEAVES.subList(0, index)), root))
                    .isEqualTo(index > 0);
        }
    }

    @Test
    void a_range_is_proven_as_a_whole_and_nothing_else_is() {
        Random random = new Random(7);
        for (int size : new int[] {0, 1, 2, 3, 7, 8, 100, 255, 256, 257, 600, 65_537}) {
            Tree tree = new Tree(MapTiles.of(LEAVES.subList(0, size), 256), size);
            Hash root = tree.root();
            for (int i = 0; i < 20; i++) {
                int from = random.nextInt(size + 1);
                int until = from + random.nextInt(Math.min(300, size - from) + 1);
                RangeProof proof = tree.rangeProof(from, until);
                List<Hash> leaves = LEAVES.subList(from, until);
                assertThat(Proofs.verifyRange(from, size, leaves, proof, root))
                        .as("%d to %d of %d", from, until, size)
                        .isTrue();
                assertThat(Proofs.verifyRange(from, size, LEAVES.subList(from, until + 1), proof, root))
                        .isFalse();
                if (from < until) {
                    assertThat(Proofs.verifyRange(from, size, LEAVES.subList(from, until - 1), proof, root))
                            .isFalse();
                    List<Hash> changed = new ArrayList<>(leaves);
                    changed.set(random.nextInt(changed.size()), Rfc6962.EMPTY_ROOT);
                    assertThat(Proofs.verifyRange(from, size, changed, proof, root))
                            .isFalse();
                }
                assertThat(Proofs.verifyRange(from + 1, size, leaves, proof, root))
                        .isFalse();
                List<Hash> longer = new ArrayList<>(proof.right());
                longer.add(root);
                assertThat(Proofs.verifyRange(from, size, leaves, new RangeProof(proof.left(), longer), root))
                        .isFalse();
            }
        }
    }

    @Test
    void batches_of_any_size_make_the_tiles_of_one_batch() {
        Map<TileId, byte[]> atOnce = Tree.grow(TreeTest::nothing, 0, LEAVES.subList(0, 66_000));
        Map<TileId, byte[]> inBatches = new HashMap<>();
        Random random = new Random(66);
        for (int size = 0; size < 66_000; ) {
            int more = Math.min(1 + random.nextInt(700), 66_000 - size);
            inBatches.putAll(Tree.grow(inBatches::get, size, LEAVES.subList(size, size + more)));
            size += more;
        }
        assertThat(inBatches).containsAllEntriesOf(atOnce);
    }

    @Test
    void a_batch_touches_a_few_tiles_only() {
        MapTiles tiles = MapTiles.of(LEAVES.subList(0, 65_500), 65_500);
        Set<TileId> asked = new HashSet<>();
        Map<TileId, byte[]> grown = Tree.grow(
                tile -> {
                    asked.add(tile);
                    return tiles.read(tile);
                },
                65_500,
                LEAVES.subList(65_500, 65_600));
        assertThat(asked).containsExactlyInAnyOrder(new TileId(0, 255, 220), new TileId(1, 0, 255));
        assertThat(grown.keySet())
                .containsExactlyInAnyOrder(
                        new TileId(0, 255, 256), new TileId(0, 256, 64), new TileId(1, 0, 256), new TileId(2, 0, 1));
    }

    @Test
    void a_tree_of_70000_has_the_tiles_that_the_specification_counts() {
        List<Hash> leaves = new ArrayList<>(LEAVES);
        leaves.addAll(LEAVES.subList(0, 4_000));
        Set<TileId> tiles = Tree.grow(TreeTest::nothing, 0, leaves).keySet();
        assertThat(tiles.stream().filter(tile -> tile.level() == 0 && tile.isFull()))
                .hasSize(273);
        assertThat(tiles.stream().filter(tile -> tile.level() == 1 && tile.isFull()))
                .hasSize(1);
        assertThat(tiles.stream().filter(tile -> !tile.isFull()))
                .containsExactlyInAnyOrder(new TileId(0, 273, 112), new TileId(1, 1, 17), new TileId(2, 0, 1));
    }

    @Test
    void what_is_outside_of_the_tree_is_refused() {
        Tree tree = new Tree(MapTiles.of(LEAVES.subList(0, 10), 10), 10);
        assertThatThrownBy(() -> tree.inclusionProof(10)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> tree.inclusionProof(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> tree.consistencyProof(11)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> tree.rangeProof(3, 11)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> tree.rangeProof(4, 3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Tree(TreeTest::nothing, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Tree.grow(TreeTest::nothing, Long.MAX_VALUE, LEAVES.subList(0, 1)))
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void a_source_that_gives_less_than_a_whole_tile_is_not_believed() {
        assertThatThrownBy(() -> new Tree(tile -> new byte[31], 1).root()).isInstanceOf(IllegalStateException.class);
    }

    private static byte[] nothing(TileId tile) {
        throw new AssertionError("nothing to read yet: " + tile.path());
    }

    private static List<Integer> some(Random random, int bound) {
        return bound <= 40
                ? IntStream.range(0, bound).boxed().toList()
                : random.ints(6, 0, bound).boxed().toList();
    }
}
