package io.madoguchi.journal;

import static io.madoguchi.notes.NotesClient.write;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import io.madoguchi.notes.FakeTrail;
import io.madoguchi.notes.JournalRows;
import io.madoguchi.notes.NotesServiceTest;
import io.madoguchi.testing.TestPostgres;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** After a restore of its database a service is closed until the operator has accepted the journal. */
@NotesServiceTest
class RestoredJournalTest {
    private static final String ACCEPT = "SET search_path = journaltest; SELECT accept_journal()";

    @Inject
    JournalRelay relay;

    private FakeTrail trail;

    @BeforeEach
    void startEmpty() {
        JournalRows.empty();
        trail = new FakeTrail();
    }

    @AfterEach
    void open() {
        JournalRows.execute(ACCEPT);
        trail.close();
        // Each connection to the old database is noticed by the request that is given it.
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (write("open again").extract().statusCode() != 200) {
            assertThat(System.nanoTime()).as("still closed").isLessThan(deadline);
        }
    }

    @Test
    void nothingIsShownOrChangedUntilTheJournalIsAccepted() {
        write("before").statusCode(200);
        restore();

        awaitRefusal("journal-restored");
        given().get("/q/health/ready")
                .then()
                .statusCode(503)
                .body("checks.find { it.name == 'journal-restored' }.status", is("DOWN"))
                .body("checks.data.closed", hasItem("journal-restored"));
        assertThat(JournalRows.notes()).isEqualTo(1);
        assertThat(JournalRows.all()).hasSize(1);

        JournalRows.execute(ACCEPT);
        write("afterwards").statusCode(200);
        assertThat(JournalRows.notes()).isEqualTo(2);
    }

    @Test
    void whatIsInTheJournalGoesToTheTrailAgain() throws SQLException {
        UUID record = JournalRows.insert();
        assertThat(relay.deliver()).isEqualTo(1);
        assertThat(relay.deliver()).isZero();
        restore();

        assertThat(relay.deliver()).as("the relay may work on").isZero();
        JournalRows.execute(ACCEPT);
        assertThat(relay.deliver()).isEqualTo(1);
        assertThat(trail.deliveries()).containsExactly(List.of(record), List.of(record));
    }

    @Test
    void inAClusterThatCountsTransactionsAnewNothingIsLeftBehind() throws SQLException {
        UUID old = JournalRows.insert();
        JournalRows.execute("UPDATE journaltest.access_journal SET xid = '999999999999'");
        JournalRows.execute("UPDATE journaltest.journal_position SET xid = '999999999999', id = '" + old + "'");
        restore();

        JournalRows.execute(ACCEPT);
        UUID fresh = JournalRows.insert();
        assertThat(relay.deliver()).isEqualTo(2);
        assertThat(trail.records()).containsExactlyInAnyOrder(old, fresh);
    }

    @Test
    void onlyTheOperatorAccepts() throws SQLException {
        for (String role : new String[] {"app", "contractor", "relay"}) {
            for (String function : new String[] {"accept_journal", "redeliver"}) {
                try (Connection connection = TestPostgres.as(role)) {
                    assertThatThrownBy(() -> TestPostgres.read(connection, "SELECT " + function + "()"))
                            .isInstanceOf(SQLException.class)
                            .hasMessageContaining("permission denied");
                }
            }
        }
    }

    /** Those on whose connections the old database was are told only that it is gone. */
    private static void awaitRefusal(String code) {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!write("meanwhile").statusCode(503).extract().path("code").equals(code)) {
            assertThat(System.nanoTime()).as("not refused as " + code).isLessThan(deadline);
        }
    }

    /** As a restore leaves it: all connections are gone, and the history is another one. */
    private static void restore() {
        JournalRows.execute("UPDATE journaltest.journal_lineage SET lineage = lineage || ' and before'");
        JournalRows.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usename IN ('journaltest_app', 'journaltest_contractor')");
    }
}
