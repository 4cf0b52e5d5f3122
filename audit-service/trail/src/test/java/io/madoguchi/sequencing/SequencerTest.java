package io.madoguchi.sequencing;

import static io.madoguchi.trail.ARecord.aRecord;
import static io.madoguchi.trail.TrailClients.append;
import static io.madoguchi.trail.TrailClients.appendWith;
import static org.assertj.core.api.Assertions.assertThat;

import io.madoguchi.api.trail.AccessRecord;
import io.madoguchi.log.note.Checkpoint;
import io.madoguchi.log.record.CanonicalJson;
import io.madoguchi.log.record.Commitment;
import io.madoguchi.log.tree.Hash;
import io.madoguchi.log.tree.Proofs;
import io.madoguchi.log.tree.Rfc6962;
import io.madoguchi.log.tree.TileId;
import io.madoguchi.log.tree.Tree;
import io.madoguchi.sequencing.PublishedLog.Head;
import io.madoguchi.sequencing.Standing.Closed;
import io.madoguchi.testing.TestOidc;
import io.madoguchi.trail.ARecord;
import io.madoguchi.trail.TrailServiceTest;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Places without a gap, a tree over them, and nothing that was signed is ever contradicted. */
@TrailServiceTest
class SequencerTest {
    @Inject
    Sequencer sequencer;

    @Inject
    PublishedLog log;

    @Inject
    Standing standing;

    @Inject
    LogKeys keys;

    @Inject
    Archive archive;

    @Test
    void recordsStandInTheLogInTheirOrderAndACheckpointIsSignedOverThem() {
        long before = size();
        AccessRecord[] records =
                Stream.generate(() -> aRecord().build()).limit(300).toArray(AccessRecord[]::new);
        append(records).statusCode(200);
        assertThat(size()).isEqualTo(before + 300);
        assertThat(LogTables.read("SELECT id FROM access_record WHERE index >= " + before + " ORDER BY index"))
                .containsExactly(
                        Stream.of(records).map(record -> record.id().toString()).toArray(String[]::new));
        Checkpoint signed = newest();
        assertThat(signed.size()).isEqualTo(before + 300);
        assertThat(signed.root()).isEqualTo(rootOverAllRecords());
        assertThat(keys.policy().judge(head().note()).isSatisfied()).isTrue();
    }

    @Test
    void nothingIsSignedWhileNothingArrives() {
        append(aRecord().build()).statusCode(200);
        String note = head().note().encoded();
        long rows = LogTables.count("SELECT count(*) FROM checkpoint");
        assertThat(sequencer.sequence()).isZero();
        assertThat(head().note().encoded()).isEqualTo(note);
        assertThat(LogTables.count("SELECT count(*) FROM checkpoint")).isEqualTo(rows);
    }

    @Test
    void aRecordThatComesAgainKeepsItsOnePlace() {
        AccessRecord record = aRecord().build();
        append(record).statusCode(200);
        long size = size();
        append(record, record).statusCode(200);
        assertThat(size()).isEqualTo(size);
        assertThat(LogTables.count("SELECT count(*) FROM arrival")).isZero();
        assertThat(LogTables.count("SELECT count(*) FROM access_record WHERE id = '" + record.id() + "'"))
                .isOne();
    }

    @Test
    void anArrivalThatHasItsPlaceAlreadyGetsNoSecondOne() {
        AccessRecord record = aRecord().build();
        append(record).statusCode(200);
        long size = size();
        LogTables.execute(
                """
                INSERT INTO arrival (id, source, at, person, decision, patrons, fields, body, salt, received_at, commitment)
                SELECT id, source, at, person, decision, patrons, fields, body, salt, received_at, ''
                FROM access_record WHERE id = '%s'
                """
                        .formatted(record.id()));
        assertThat(sequencer.sequence()).isZero();
        assertThat(size()).isEqualTo(size);
    }

    @Test
    void ofSeveralSequencersAtOnceNoneForks() throws Exception {
        long before = size();
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            List<Callable<Boolean>> work = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                work.add(() -> {
                    for (int n = 0; n < 5; n++) {
                        appendWith(
                                        TestOidc.ownToken(ARecord.SOURCE),
                                        Stream.generate(() -> aRecord().build())
                                                .limit(13)
                                                .toArray(AccessRecord[]::new))
                                .statusCode(200);
                        sequencer.sequence();
                    }
                    return true;
                });
            }
            for (Future<Boolean> done : threads.invokeAll(work)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
        sequencer.sequence();
        assertThat(size()).isEqualTo(before + 8 * 5 * 13);
        assertThat(LogTables.count("SELECT count(DISTINCT index) FROM record_place"))
                .isEqualTo(size());
        assertThat(LogTables.count("SELECT max(index) + 1 FROM record_place")).isEqualTo(size());
        assertThat(LogTables.count("SELECT count(*) FROM access_record WHERE index >= " + before))
                .isEqualTo(size() - before);
        assertThat(newest().root()).isEqualTo(rootOverAllRecords());
    }

    @Test
    void theArchiveHoldsTheWholeLog() {
        append(Stream.generate(() -> aRecord().build()).limit(520).toArray(AccessRecord[]::new))
                .statusCode(200);
        Checkpoint archived = archive.checkpoint().orElseThrow();
        assertThat(archived).isEqualTo(newest());
        assertThat(new Tree(archive::read, archived.size()).root()).isEqualTo(archived.root());
        assertThat(Entries.between(archive::read, archived.size(), 0, archived.size()).stream()
                        .map(Rfc6962::leaf))
                .containsExactlyElementsOf(leavesOfAllRecords());
    }

    @Test
    void anEarlierBackupClosesTheLogAndTheJournalsLetItCatchUp() {
        append(aRecord().build(), aRecord().build()).statusCode(200);
        LogTables.backUp();
        AccessRecord[] later =
                Stream.generate(() -> aRecord().build()).limit(40).toArray(AccessRecord[]::new);
        append(later).statusCode(200);
        Checkpoint signed = newest();
        LogTables.restore();

        AccessRecord fresh = aRecord().build();
        append(fresh).statusCode(200);
        assertThat(standing.closed()).contains(Closed.RESTORED);
        assertThat(size()).isEqualTo(signed.size() - 40);

        LogTables.execute("SELECT catch_up(false)");
        append(later[7], later[3]).statusCode(200);
        assertThat(standing.closed()).contains(Closed.CATCHING_UP);
        append(later).statusCode(200);
        sequencer.sequence();
        assertThat(standing.closed()).isEmpty();
        assertThat(size()).isEqualTo(signed.size() + 1);
        assertThat(LogTables.count("SELECT count(DISTINCT index) FROM record_place"))
                .isEqualTo(size());
        assertThat(consistent(signed)).isTrue();
        assertThat(log.statements())
                .last()
                .asString()
                .contains("madoguchi/restored")
                .doesNotContain("without-record");
    }

    @Test
    void whatNoJournalHasAnyMoreIsStatedAsLostAndItsEntryStays() {
        append(aRecord().build()).statusCode(200);
        LogTables.backUp();
        AccessRecord[] later = Stream.generate(() -> aRecord().build()).limit(5).toArray(AccessRecord[]::new);
        append(later).statusCode(200);
        Checkpoint signed = newest();
        LogTables.restore();
        sequencer.sequence();
        LogTables.execute("SELECT catch_up(false)");
        append(later[0], later[1], later[4]).statusCode(200);
        assertThat(size()).isEqualTo(signed.size() - 3);
        LogTables.execute("SELECT catch_up(true)");
        sequencer.sequence();
        sequencer.sequence();
        assertThat(standing.closed()).isEmpty();
        assertThat(size()).isEqualTo(signed.size());
        assertThat(consistent(signed)).isTrue();
        assertThat(log.statements())
                .last()
                .asString()
                .contains("without-record " + (signed.size() - 3) + " " + (signed.size() - 2) + "\n");
        // Other tests look at all records.
        LogTables.restore();
        sequencer.sequence();
        append(later).statusCode(200);
        LogTables.execute("SELECT catch_up(false)");
        sequencer.sequence();
        assertThat(newest().root()).isEqualTo(rootOverAllRecords());
    }

    @Test
    void aChangedTileClosesTheLog() {
        append(aRecord().build()).statusCode(200);
        LogTables.backUp();
        // Of all levels: a full tile is not read again for the root.
        LogTables.execute("UPDATE tile SET content = set_byte(content, length(content) - 1,"
                + " 255 - get_byte(content, length(content) - 1)) WHERE level >= 0");
        append(aRecord().build()).statusCode(200);
        assertThat(standing.closed()).contains(Closed.CHANGED);
        LogTables.restore();
        sequencer.sequence();
        assertThat(standing.closed()).isEmpty();
    }

    private long size() {
        return LogTables.count("SELECT size FROM log_state");
    }

    private Head head() {
        return QuarkusTransaction.requiringNew().call(() -> log.newest().orElseThrow());
    }

    private Checkpoint newest() {
        return Checkpoint.of(head().note());
    }

    private boolean consistent(Checkpoint older) {
        Checkpoint now = newest();
        return Proofs.verifyConsistency(
                older.size(),
                now.size(),
                QuarkusTransaction.requiringNew()
                        .call(() -> log.consistency(older.size(), now.size()).orElseThrow()),
                older.root(),
                now.root());
    }

    private static Hash rootOverAllRecords() {
        Map<TileId, byte[]> none = new HashMap<>();
        List<Hash> leaves = leavesOfAllRecords();
        Map<TileId, byte[]> tiles = Tree.grow(none::get, 0, leaves);
        return new Tree(tiles::get, leaves.size()).root();
    }

    /** Of records that are there out of themselves, of those removed as the table says. */
    private static List<Hash> leavesOfAllRecords() {
        String order = " FROM record_place p LEFT JOIN access_record r ON r.index = p.index ORDER BY p.index";
        List<String> bodies = LogTables.read("SELECT r.body" + order);
        List<String> salts = LogTables.read("SELECT encode(r.salt, 'hex')" + order);
        List<String> commitments = LogTables.read("SELECT encode(p.commitment, 'hex')" + order);
        return IntStream.range(0, commitments.size())
                .mapToObj(i -> Rfc6962.leaf(
                        bodies.get(i) == null
                                ? HexFormat.of().parseHex(commitments.get(i))
                                : Commitment.of(
                                        HexFormat.of().parseHex(salts.get(i)), CanonicalJson.canonical(bodies.get(i)))))
                .toList();
    }
}
