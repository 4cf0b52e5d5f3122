package io.madoguchi.sequencing;

import static io.madoguchi.trail.ARecord.aRecord;
import static io.madoguchi.trail.TrailClients.append;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.madoguchi.api.trail.AccessRecord;
import io.madoguchi.log.note.NoteVerifier.Verdict;
import io.madoguchi.log.note.SignedNote;
import io.madoguchi.trail.TrailServiceTest;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Records go when their time is over; that they were there stays provable, and that they went is stated. */
@TrailServiceTest
class RetentionTest {
    private static final Duration KEEP = Duration.ofDays(40);

    @Inject
    Retention retention;

    @Inject
    PublishedLog log;

    @Inject
    LogKeys keys;

    @Inject
    Witnesses witnesses;

    @Test
    void onlyFullPartitionsOfOldRecordsGo() {
        fillTheOldestPartition();
        assertThat(retention.remove(KEEP)).as("all of today").isZero();

        long from = oldest();
        long until = from + 1000;
        LogTables.execute("UPDATE access_record SET received_at = received_at - interval '41 days' WHERE index >= "
                + from + " AND index < " + (until - 1));
        assertThat(retention.remove(KEEP)).as("all but one are old").isZero();
        LogTables.execute(
                "UPDATE access_record SET received_at = received_at - interval '41 days' WHERE index = " + (until - 1));
        String gone = LogTables.read("SELECT id FROM access_record WHERE index = " + from)
                .get(0);
        assertThat(retention.remove(KEEP)).isOne();

        assertThat(LogTables.count("SELECT count(*) FROM access_record WHERE index < " + until))
                .isZero();
        PublishedLog.Proven proven = QuarkusTransaction.requiringNew()
                .call(() -> log.prove(UUID.fromString(gone)).orElseThrow());
        assertThat(proven.body()).isNull();
        assertThat(proven.proof()).contains("\nindex " + from + "\n");
        List<String> statements = QuarkusTransaction.requiringNew().call(log::statements);
        SignedNote note = SignedNote.parse(statements.get(statements.size() - 1));
        assertThat(note.text())
                .startsWith("madoguchi/removed\n")
                .contains("\nfrom-index " + from + "\nuntil-index " + until + "\nrecords 1000\n");
        assertThat(keys.policy().logs().get(0).key().verdict(note)).isEqualTo(Verdict.VALID);
    }

    @Test
    void nothingYoungerThanAMonthGoesWhateverTheSettingSays() {
        fillTheOldestPartition();
        LogTables.execute("UPDATE access_record SET received_at = received_at - interval '2 days'");
        assertThatThrownBy(() -> retention.remove(Duration.ofDays(1))).isInstanceOf(RuntimeException.class);
        assertThat(LogTables.count("SELECT count(*) FROM access_record WHERE index = " + oldest()))
                .isOne();
    }

    private void fillTheOldestPartition() {
        while (LogTables.count("SELECT size FROM log_state") <= oldest() + 1000) {
            append(Stream.generate(() -> aRecord().build()).limit(500).toArray(AccessRecord[]::new))
                    .statusCode(200);
        }
        witnesses.cosign();
    }

    private static long oldest() {
        return LogTables.count("SELECT coalesce(min(from_index), 0) FROM record_partition WHERE removed_at IS NULL");
    }
}
