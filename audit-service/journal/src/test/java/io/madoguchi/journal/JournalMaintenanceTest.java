package io.madoguchi.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.madoguchi.notes.FakeTrail;
import io.madoguchi.notes.JournalRows;
import io.madoguchi.notes.NotesServiceTest;
import io.madoguchi.testing.TestPostgres;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows go only when they are delivered, cosigned and older than the backups, and by one role alone. */
@NotesServiceTest
class JournalMaintenanceTest {
    @Inject
    JournalMaintenance maintenance;

    @Inject
    JournalRelay relay;

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    /** Partitions of eight transactions, so that some end within a test. */
    @BeforeEach
    void smallPartitions() {
        JournalRows.empty();
        dropPartitions();
        JournalRows.execute("SELECT journaltest.make_journal_partitions(8, 2)");
    }

    @AfterEach
    void largePartitions() {
        JournalRows.empty();
        dropPartitions();
        JournalRows.execute("SELECT journaltest.make_journal_partitions(1000000, 10)");
    }

    @Test
    void dropsWhatIsDeliveredAndCosignedAndOld() throws SQLException {
        int rows = deliveredRows(30);
        makeOlder(36);
        try (FakeTrail trail = new FakeTrail().cosignedUntil(now.toString())) {
            assertThat(maintenance.dropOld()).isPositive();
        }
        assertThat(JournalRows.all()).hasSizeLessThan(rows);
    }

    @Test
    void keepsWhatNoCheckpointCoversOrTheBackupsMayNeed() throws SQLException {
        int rows = deliveredRows(30);
        makeOlder(34);
        try (FakeTrail trail = new FakeTrail()) {
            assertThat(rowsDropped()).isZero();
            trail.cosignedUntil(now.toString());
            assertThat(rowsDropped()).as("34 days old").isZero();
            makeOlder(2);
            trail.cosignedUntil(now.minus(Duration.ofDays(2)).toString());
            assertThat(rowsDropped()).as("36 days old, 34 before the cosigning").isZero();
        }
        assertThat(JournalRows.all()).hasSize(rows);
    }

    @Test
    void keepsWhatTheTrailDoesNotHaveOrRefused() throws SQLException {
        for (int i = 0; i < 30; i++) {
            JournalRows.insert();
        }
        makeOlder(36);
        try (FakeTrail trail = new FakeTrail().cosignedUntil(now.toString())) {
            assertThat(rowsDropped()).as("not delivered").isZero();
            relay.deliver();
            JournalRows.execute("INSERT INTO journaltest.journal_set_aside (xid, id, code)"
                    + " SELECT xid, id, 'record-conflict' FROM journaltest.access_journal ORDER BY xid LIMIT 1");
            assertThat(rowsDropped()).as("refused").isZero();
        }
        assertThat(JournalRows.all()).hasSize(30);
    }

    /** An empty partition may go at any time: where the transactions' numbers begin is not the test's. */
    private int rowsDropped() throws SQLException {
        int before = JournalRows.all().size();
        maintenance.dropOld();
        return before - JournalRows.all().size();
    }

    @Test
    void keepsEverythingWhileTheTrailCantBeAsked() throws SQLException {
        deliveredRows(30);
        makeOlder(36);
        assertThatThrownBy(maintenance::dropOld).isInstanceOf(RuntimeException.class);
        maintenance.maintainWhenDue();
        assertThat(JournalRows.all()).hasSize(30);
    }

    @Test
    void recordsAreTakenAndDeliveredWhereNoPartitionWasMadeForThem() throws SQLException {
        dropPartitions();
        assertThat(deliveredRows(3)).isEqualTo(3);
        JournalRows.execute("SELECT journaltest.make_journal_partitions(8, 2)");
        assertThat(deliveredRows(20)).isEqualTo(20);
        assertThat(maintenance.makeAhead()).isPositive();
        assertThat(maintenance.makeAhead()).isZero();
    }

    @Test
    void noRoleThatServesRequestsDropsAnythingAndTheOneThatDoesCanDoNothingElse() throws SQLException {
        for (String role : List.of("app", "contractor", "relay")) {
            forbidden(role, "SELECT drop_journal_partitions(now(), interval '35 days')");
            forbidden(role, "SELECT make_journal_partitions(8, 1)");
            forbidden(role, "DROP TABLE access_journal_rest");
        }
        forbidden("maintenance", "SELECT body FROM access_journal");
        forbidden("maintenance", "DELETE FROM access_journal");
        forbidden("maintenance", "INSERT INTO journal_partition (first, beyond) VALUES ('0', '1')");
        forbidden("maintenance", "UPDATE journal_position SET xid = '9223372036854775807'");
        try (Connection connection = TestPostgres.as("maintenance")) {
            assertThatThrownBy(() ->
                            TestPostgres.read(connection, "SELECT drop_journal_partitions(now(), interval '6 days')"))
                    .hasMessageContaining("7 days at least");
        }
    }

    private static void forbidden(String role, String sql) throws SQLException {
        try (Connection connection = TestPostgres.as(role)) {
            assertThatThrownBy(() -> TestPostgres.read(connection, sql))
                    .as(role + ": " + sql)
                    .isInstanceOf(SQLException.class)
                    .hasMessageMatching("(?s).*(permission denied|must be owner).*");
        }
    }

    private int deliveredRows(int rows) throws SQLException {
        try (FakeTrail trail = new FakeTrail()) {
            for (int i = 0; i < rows; i++) {
                JournalRows.insert();
            }
            return relay.deliver();
        }
    }

    private static void makeOlder(int days) {
        JournalRows.execute("UPDATE journaltest.access_journal SET recorded_at = recorded_at - interval '" + days
                + " days', written_at = written_at - interval '" + days + " days'");
    }

    private static void dropPartitions() {
        JournalRows.execute(
                """
                DO $$
                DECLARE
                    part text;
                BEGIN
                    FOR part IN SELECT 'journaltest.access_journal_' || first FROM journaltest.journal_partition LOOP
                        EXECUTE 'DROP TABLE ' || part;
                    END LOOP;
                    DELETE FROM journaltest.journal_partition;
                END
                $$
                """);
    }
}
