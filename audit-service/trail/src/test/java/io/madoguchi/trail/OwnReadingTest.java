package io.madoguchi.trail;

import static io.madoguchi.testing.TestAccount.aHandler;
import static io.madoguchi.testing.TestAccount.anAuditor;
import static io.madoguchi.trail.ARecord.aRecord;
import static io.madoguchi.trail.TrailClients.append;
import static io.madoguchi.trail.TrailClients.appendWith;
import static io.madoguchi.trail.TrailClients.askAs;
import static io.madoguchi.trail.TrailClients.found;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import io.madoguchi.api.trail.AccessRecord;
import io.madoguchi.disclosure.Duty;
import io.madoguchi.disclosure.Scopes;
import io.madoguchi.journal.JournalRelay;
import io.madoguchi.testing.TestAccount;
import io.madoguchi.testing.TestOidc;
import io.madoguchi.testing.TestPostgres;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@TrailServiceTest
class OwnReadingTest {
    @Inject
    JournalRelay relay;

    private final UUID patron = UUID.randomUUID();
    private final TestAccount auditor = anAuditor().named("auditor-" + patron);

    @Test
    void readingTheTrailIsOnRecordInTheTrail() throws SQLException {
        UUID classmate = UUID.randomUUID();
        AccessRecord one = aRecord().of(patron, classmate).build();
        AccessRecord two = aRecord().refusedFor(patron).build();
        append(one, two).statusCode(200);
        String reading = askAs(auditor, Map.of("patron", patron, "school", ARecord.SCHOOL))
                .statusCode(200)
                .extract()
                .header("Access-Record");

        recordOf(auditor.account())
                .body("records.id", contains(reading))
                .body("records[0].source", is("audit-service"))
                .body("records[0].act", is("READ_ACCESS_RECORDS"))
                .body("records[0].decision", is("PERMITTED"))
                .body("records[0].school", is(ARecord.SCHOOL.value()))
                .body("records[0].requested", is(patron.toString()))
                .body("records[0].who.roles", contains("AUDITOR"))
                .body("records[0].disclosed[0].fields", contains("accessRecords"))
                .body("records[0].disclosed[0].patrons", containsInAnyOrder(patron.toString(), classmate.toString()))
                .body("records[0].disclosed[0].authorisations.document", contains("library-regulation"));
    }

    @Test
    void theReasonAndTheCaseAreOnRecordWithTheReading() throws SQLException {
        given().auth()
                .oauth2(auditor.token())
                .header("Inquiry-Reason", "COMPLAINT")
                .header("Case-Number", "R8-17")
                .get("/v1/access-records?limit=1")
                .then()
                .statusCode(200);
        given().auth()
                .oauth2(auditor.token())
                .header("Inquiry-Reason", "INSPECTION")
                .get("/v1/access-records/volumes?from=2031-01-01T00:00:00Z&until=2031-01-02T00:00:00Z")
                .then()
                .statusCode(200);
        recordOf(auditor.account())
                .body("records.inquiry.reason", contains("INSPECTION", "COMPLAINT"))
                .body("records.inquiry.caseNumber", contains(null, "R8-17"));
    }

    @Test
    void withoutAReasonNothingIsReadAndTheRefusalIsOnRecord() throws SQLException {
        askAs(auditor, null, Map.of("patron", patron))
                .statusCode(400)
                .body("code", is("inquiry-reason-required"))
                .body("title", is("照会の理由の申告がありません。"));
        given().auth()
                .oauth2(auditor.token())
                .header("Accept-Language", "en")
                .get("/v1/access-records/volumes?from=2031-01-01T00:00:00Z&until=2031-01-02T00:00:00Z")
                .then()
                .statusCode(400)
                .body("title", is("No reason for the inquiry is stated."));
        recordOf(auditor.account())
                .body("records.reason", contains("inquiry-reason-required", "inquiry-reason-required"))
                .body("records.act", contains("READ_ACCESS_RECORDS", "READ_ACCESS_RECORDS"))
                .body("records[1].requested", is(patron.toString()));
    }

    @Test
    void aReasonIsOneOfTheListAndACaseNumberNoSentence() {
        askAs(auditor, "CURIOSITY", Map.of()).statusCode(400).body("code", is("invalid-value"));
        given().auth()
                .oauth2(auditor.token())
                .header("Inquiry-Reason", "COMPLAINT")
                .header("Case-Number", "a pupil is unhappy")
                .get("/v1/access-records")
                .then()
                .statusCode(400)
                .body("code", is("invalid-value"))
                .body("faults.field", contains("caseNumber"));
    }

    @Test
    void aReadingOfAReadingNamesNobodyAgain() throws SQLException {
        append(aRecord().of(patron).build()).statusCode(200);
        askAs(auditor, Map.of("patron", patron)).statusCode(200);
        recordOf(auditor.account()).body("records[0].disclosed[0].patrons", contains(patron.toString()));
        TestAccount second = anAuditor().named("second-" + patron);
        askAs(second, Map.of("person", auditor.account()))
                .statusCode(200)
                .body("records[0].disclosed[0].patrons", contains(patron.toString()));
        recordOf(second.account()).body("records[0].disclosed[0].patrons", empty());
    }

    @Test
    void anEmptyAnswerIsOnRecordToo() throws SQLException {
        askAs(auditor, Map.of("patron", patron)).statusCode(200).body("records", empty());
        recordOf(auditor.account())
                .body("records[0].requested", is(patron.toString()))
                .body("records[0].disclosed[0].patrons", empty());
    }

    @Test
    void aRefusedReadingIsOnRecordInTheTrail() throws SQLException {
        TestAccount handler =
                aHandler().named("handler-" + patron).withDuty(Duty.COUNTER).withScopes(Scopes.AUDIT_READ);
        askAs(handler, Map.of("patron", patron)).statusCode(400).body("code", is("duty-required"));
        recordOf(handler.account())
                .body("records[0].decision", is("REFUSED"))
                .body("records[0].reason", is("duty-required"))
                .body("records[0].act", is("READ_ACCESS_RECORDS"))
                .body("records[0].requested", is(patron.toString()));
    }

    @Test
    void appendingMakesNoRecordOfItsOwnButARefusedAppendDoes() throws SQLException {
        String service = TestOidc.ownToken("circulation-service");
        String account = "service-account-circulation-service";
        appendWith(service, aRecord().from("circulation-service").build()).statusCode(200);
        relay.deliver();
        TrailClients.sequence();
        assertThat(found(Map.of("person", account))).isEmpty();
        appendWith(service, aRecord().build()).statusCode(403);
        recordOf(account).body("records.reason", contains("source-mismatch"));
    }

    @Test
    void whatIsDeliveredTwiceStandsOnce() throws SQLException {
        askAs(auditor, Map.of("patron", patron)).statusCode(200);
        relay.deliver();
        TrailClients.sequence();
        deliverAgainFromTheStart();
        relay.deliver();
        TrailClients.sequence();
        assertThat(found(Map.of("person", auditor.account()))).hasSize(1);
    }

    @Test
    void aRecordNamesPatronsByIdAlone() throws SQLException {
        append(aRecord().of(patron).build()).statusCode(200);
        askAs(auditor, Map.of("patron", patron, "person", "handler-1")).statusCode(200);
        relay.deliver();
        TrailClients.sequence();
        try (Connection connection = TestPostgres.administrator();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT body::text FROM audit.access_journal WHERE body"
                        + " ->> 'requested' = '" + patron + "'")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).doesNotContain("handler-1");
        }
    }

    private ValidatableResponse recordOf(String person) throws SQLException {
        relay.deliver();
        TrailClients.sequence();
        return TrailClients.ask(Map.of("person", person)).statusCode(200);
    }

    /** As when the answers to all deliveries had been lost. */
    private static void deliverAgainFromTheStart() throws SQLException {
        try (Connection connection = TestPostgres.administrator();
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE audit.journal_position SET xid = '0'");
        }
    }
}
