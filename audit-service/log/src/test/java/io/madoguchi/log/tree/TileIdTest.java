package io.madoguchi.log.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TileIdTest {

    @Test
    void paths_are_those_of_the_specification() {
        assertThat(new TileId(0, 1_234_067, 256).path()).isEqualTo("tile/0/x001/x234/067");
        assertThat(new TileId(0, 0, 256).path()).isEqualTo("tile/0/000");
        assertThat(new TileId(2, 0, 1).path()).isEqualTo("tile/2/000.p/1");
        assertThat(TileId.entries(1000, 17).path()).isEqualTo("tile/entries/x001/000.p/17");
        assertThat(TileId.entries(999, 256).path()).isEqualTo("tile/entries/999");
    }

    @Test
    void a_path_is_read_back() {
        for (TileId tile : List.of(
                new TileId(0, 1_234_067, 256),
                new TileId(7, 0, 255),
                TileId.entries(0, 1),
                TileId.entries(Long.MAX_VALUE / 256, 256))) {
            assertThat(TileId.parse(tile.path())).contains(tile);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tile/0/0",
                "tile/0/00",
                "tile/0/x000/000",
                "tile/0/001/000",
                "tile/0/x001",
                "tile/00/000",
                "tile/8/000",
                "tile/-1/000",
                "tile/0/000.p/0",
                "tile/0/000.p/256",
                "tile/0/000.p/01",
                "tile/0/000.p/",
                "tile/0/000/",
                "/tile/0/000",
                "tile/entries/../000",
                "tile/0/x999/x999/x999/x999/x999/x999/999",
                "tile/0/٠٠٠",
            })
    void a_path_written_in_any_other_way_names_nothing(String path) {
        assertThat(TileId.parse(path)).isEmpty();
    }

    @Test
    void a_tile_that_cannot_be_is_refused() {
        assertThatThrownBy(() -> new TileId(0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TileId(0, 0, 257)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TileId(0, -1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TileId(8, 0, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void entries_are_read_back_whole_or_not_at_all() {
        byte[] bundle = EntryBundle.encode(List.of(new byte[32], new byte[0], new byte[300]));
        assertThat(bundle).hasSize(2 + 32 + 2 + 2 + 300);
        assertThat(EntryBundle.decode(bundle).orElseThrow())
                .extracting(entry -> entry.length)
                .containsExactly(32, 0, 300);
        assertThat(EntryBundle.decode(Arrays.copyOf(bundle, bundle.length - 1))).isEmpty();
        assertThat(EntryBundle.decode(Arrays.copyOf(bundle, bundle.length + 1))).isEmpty();
        assertThat(EntryBundle.decode(new byte[2 * 257])).isEmpty();
        assertThat(EntryBundle.decode(new byte[2 * 256]).orElseThrow()).hasSize(256);
    }
}
