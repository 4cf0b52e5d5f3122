package io.madoguchi.journal;

import static io.madoguchi.notes.NotesClient.SCHOOL;
import static io.madoguchi.notes.NotesClient.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import io.madoguchi.notes.JournalRows;
import io.madoguchi.notes.Notes;
import io.madoguchi.notes.NotesServiceTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@NotesServiceTest
class RecordTest {
    @Inject
    Journal journal;

    @Inject
    Clock clock;

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;

    @BeforeEach
    void startEmpty() {
        JournalRows.empty();
    }

    @Test
    void commitsTheChangeAndItsRecordTogetherAndNamesTheRecord() {
        String id = write("lent").statusCode(200).extract().header("Access-Record");
        JsonNode record = JournalRows.only();
        assertThat(record.get("id").asText()).isEqualTo(id);
        assertThat(record.get("source").asText()).isEqualTo("notes-service");
        assertThat(record.get("at").asText()).isEqualTo(clock.instant().toString());
        assertThat(record.at("/who/person").asText()).isEqualTo("handler-t");
        assertThat(record.at("/who/client").asText()).isEqualTo("counter");
        assertThat(record.at("/who/contract").asText()).isEqualTo("school-library-support-2013");
        assertThat(record.get("act").asText()).isEqualTo("CHECK_OUT");
        assertThat(record.get("school").asText()).isEqualTo(SCHOOL);
        assertThat(record.get("declaredDuty").asText()).isEqualTo("COUNTER");
        assertThat(record.get("decision").asText()).isEqualTo("PERMITTED");
        assertThat(record.get("status").asInt()).isEqualTo(200);
        assertThat(record.get("times").asInt()).isEqualTo(1);
        assertThat(record.at("/disclosed/0/patrons/0").asText()).isEqualTo(Notes.PATRON.toString());
        assertThat(record.at("/disclosed/0/authorisations/0/document").asText()).isEqualTo("shiryo-71");
        assertThat(JournalRows.notes()).isEqualTo(1);
    }

    @Test
    void aRollbackLeavesNeitherAndTheFailureIsOnRecordInstead() {
        String id = write("fails after the record")
                .statusCode(500)
                .body("code", is("internal-error"))
                .extract()
                .header("Access-Record");
        assertThat(JournalRows.notes()).isZero();
        JsonNode record = JournalRows.only();
        assertThat(record.get("id").asText()).isEqualTo(id);
        assertThat(record.get("decision").asText()).isEqualTo("REFUSED");
        assertThat(record.get("reason").asText()).isEqualTo("internal-error");
        assertThat(record.get("disclosed")).isEmpty();
    }

    @Test
    void whereNoRecordCanBeWrittenNothingIsDisclosedOrChanged() {
        JournalRows.execute(
                "REVOKE INSERT (id, recorded_at, body, salt) ON journaltest.access_journal FROM journaltest_app");
        try {
            unavailable(write("lent")).header("Access-Record", nullValue());
        } finally {
            JournalRows.execute(
                    "GRANT INSERT (id, recorded_at, body, salt) ON journaltest.access_journal TO journaltest_app");
        }
        assertThat(JournalRows.all()).isEmpty();
        assertThat(JournalRows.notes()).isZero();
    }

    @Test
    void aCommitThatFailsDisclosesNothing() {
        unavailable(write("refused at commit")).header("Access-Record", notNullValue());
        assertThat(JournalRows.notes()).isZero();
        assertThat(JournalRows.only().get("reason").asText()).isEqualTo("record-unavailable");
    }

    @Test
    void aCommitOfWhichNobodyHearsTheOutcomeDisclosesNothing() {
        unavailable(write("cut at commit")).header("Access-Record", nullValue());
        assertThat(JournalRows.all()).as("it may be on record already").isEmpty();
        write("lent").statusCode(200);
    }

    @Test
    void refusesToRecordOutsideATransaction() {
        assertThatThrownBy(() -> journal.record(null)).hasMessageContaining("Transaction is required");
        assertThat(JournalRows.all()).isEmpty();
    }

    @Test
    void theServiceCanNeitherReadNorChangeNorBackdateItsJournal() throws Exception {
        write("lent").statusCode(200);
        try (Connection service = DriverManager.getConnection(url, "journaltest_app", "test");
                Statement statement = service.createStatement()) {
            for (String forbidden : new String[] {
                "SELECT body FROM access_journal",
                "UPDATE access_journal SET body = '{}'",
                "DELETE FROM access_journal",
                "INSERT INTO access_journal (xid, id, recorded_at, body, salt) VALUES ('3', gen_random_uuid(), now(), '{}', '')",
                "UPDATE journal_position SET xid = '9223372036854775807'"
            }) {
                assertThatThrownBy(() -> statement.execute(forbidden)).hasMessageContaining("permission denied");
            }
        }
    }

    private static ValidatableResponse unavailable(ValidatableResponse answer) {
        return answer.statusCode(503)
                .contentType("application/problem+json")
                .header("Retry-After", is("5"))
                .body("code", is("record-unavailable"))
                .body("text", nullValue());
    }
}
