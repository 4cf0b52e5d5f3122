package io.madoguchi.local.city;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.madoguchi.api.trail.AccessRecord;
import io.madoguchi.api.trail.AccessRecord.Disclosed;
import io.madoguchi.api.trail.AccessRecord.Result;
import io.madoguchi.disclosure.Field;
import io.madoguchi.log.record.CanonicalJson;
import io.madoguchi.log.record.Commitment;
import io.madoguchi.log.tree.Frontier;
import io.madoguchi.log.tree.Hash;
import io.madoguchi.log.tree.Rfc6962;
import io.madoguchi.log.tree.TileId;
import io.madoguchi.log.tree.Tree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PastAccessesTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    /** The trail commits to what it reads a record as and writes again: it must come to the same bytes. */
    @Test
    void areWrittenAsTheServicesWriteThem() throws IOException {
        PastAccesses accesses = new PastAccesses(City.JAPAN10, 20_000, TODAY);
        Set<String> kinds = new HashSet<>();
        for (PastAccess access : accesses.batch(0, 20_000)) {
            String body = new String(access.body(), StandardCharsets.UTF_8);
            AccessRecord record = JSON.readValue(body, AccessRecord.class);
            assertThat(CanonicalJson.canonical(JSON.writeValueAsString(record))).isEqualTo(body);
            assertColumns(access, record);
            kinds.add(record.act() + " " + record.status());
        }
        assertThat(kinds).hasSize(11);
    }

    private static void assertColumns(PastAccess access, AccessRecord record) {
        assertThat(access.id()).isEqualTo(record.id());
        assertThat(access.source()).isEqualTo(record.source());
        assertThat(Instant.EPOCH.plus(access.at(), ChronoUnit.MICROS)).isEqualTo(record.at());
        assertThat(access.person()).isEqualTo(record.who().person());
        assertThat(access.school())
                .isEqualTo(Objects.requireNonNull(record.school()).value());
        assertThat(access.declaredDuty())
                .isEqualTo(
                        record.declaredDuty() == null
                                ? null
                                : record.declaredDuty().name());
        assertThat(access.decision()).isEqualTo(record.decision().name());
        assertThat(access.patrons())
                .containsExactlyElementsOf(Stream.concat(
                                record.disclosed().stream().flatMap(part -> part.patrons().stream()),
                                Stream.ofNullable(record.requested()))
                        .toList());
        assertThat(access.fields())
                .containsExactlyElementsOf(record.disclosed().stream()
                        .map(Disclosed::fields)
                        .flatMap(Set::stream)
                        .map(Field::apiName)
                        .distinct()
                        .toList());
        assertThat(access.salt()).hasSize(Commitment.SALT_BYTES);
        if (record.decision() == Result.REFUSED) {
            assertThat(record.reason()).isNotNull();
        }
    }

    @Test
    void areOfTheLast400DaysInTheOrderOfTimeAndOfTheCitysOwnPatrons() {
        int total = 30_000;
        PastAccesses accesses = new PastAccesses(City.SMALL, total, TODAY);
        Set<UUID> patrons = new HashSet<>();
        City.SMALL.schools().forEach(school -> People.of(school).forEach(patron -> patrons.add(patron.id())));
        long before = 0;
        int refused = 0;
        Set<UUID> ids = new HashSet<>();
        List<PastAccess> all = accesses.batch(0, total);
        for (PastAccess access : all) {
            assertThat(access.at()).isGreaterThan(before);
            before = access.at();
            assertThat(patrons).containsAll(access.patrons());
            refused += access.decision().equals("REFUSED") ? 1 : 0;
            ids.add(access.id());
        }
        Instant midnight = Instant.parse("2026-11-19T15:00:00Z");
        assertThat(Instant.EPOCH.plus(all.get(0).at(), ChronoUnit.MICROS))
                .isBetween(midnight.minus(Duration.ofDays(400)), midnight.minus(Duration.ofDays(390)));
        assertThat(Instant.EPOCH.plus(before, ChronoUnit.MICROS))
                .isBetween(midnight.minus(Duration.ofDays(1)), midnight);
        assertThat(ids).hasSize(total);
        assertThat(refused).isBetween(total * 2 / 100, total * 4 / 100);
    }

    @Test
    void becomeTheTilesOfOneTree() {
        for (int total : List.of(300, 65_536, 70_000, 131_072 + 256)) {
            PastAccesses accesses = new PastAccesses(City.SHINJUKU, total, TODAY);
            Map<TileId, byte[]> tiles = new HashMap<>();
            List<Hash> tops = new ArrayList<>();
            int entries = 0;
            for (int number = 0; entries < total; number++) {
                LogSegment segment = LogSegment.of(accesses, number, total);
                entries += segment.entries();
                tiles.putAll(segment.tiles());
                segment.top().ifPresent(tops::add);
            }
            tiles.putAll(LogSegment.above(tops));
            List<Hash> leaves = new ArrayList<>();
            for (int from = 0; from < total; from += 65_536) {
                // In the pieces in which a segment makes them: each piece has a generator of its own.
                for (int at = from; at < Math.min(total, from + 65_536); at += 4_096) {
                    int until = Math.min(Math.min(total, from + 65_536), at + 4_096);
                    accesses.batch(at, until)
                            .forEach(access -> leaves.add(Rfc6962.leaf(Commitment.of(access.salt(), access.body()))));
                }
            }
            Frontier expected = Frontier.empty();
            leaves.forEach(expected::add);
            Tree tree = new Tree(tile -> Objects.requireNonNull(tiles.get(tile), tile.path()), total);
            assertThat(tree.root()).isEqualTo(expected.root());
            assertThat(tree.leaf(total - 1)).isEqualTo(leaves.get(total - 1));
            assertThat(tree.inclusionProof(total / 2)).isNotEmpty();
            Map<TileId, byte[]> grown = Tree.grow(
                    tile -> {
                        throw new IllegalStateException("a log that begins");
                    },
                    0,
                    leaves);
            assertThat(tiles).containsAllEntriesOf(grown);
            assertThat(tiles.keySet().stream().filter(TileId::isEntries)).hasSize((total + 255) / 256);
        }
    }
}
