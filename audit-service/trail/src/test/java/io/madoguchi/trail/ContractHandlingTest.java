package io.madoguchi.trail;

import static io.madoguchi.testing.TestAccount.aHandler;
import static io.madoguchi.testing.TestAccount.aHandlingManager;
import static io.madoguchi.testing.TestAccount.anAuditor;
import static io.madoguchi.trail.ARecord.aRecord;
import static io.madoguchi.trail.TrailClients.append;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import io.madoguchi.disclosure.Duty;
import io.madoguchi.disclosure.Scopes;
import io.madoguchi.journal.JournalRelay;
import io.madoguchi.testing.TestAccount;
import io.madoguchi.testing.TestPostgres;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The handling manager sees numbers of the own contract, and of no other (R23, R36). */
@TrailServiceTest
class ContractHandlingTest {
    private static final String CONTRACT = "school-library-support-2013";

    @Inject
    JournalRelay relay;

    private final UUID patron = UUID.randomUUID();

    @Test
    void areCountedByHandlerSchoolAndDuty() {
        append(
                        handler("h-1").at("2033-06-01T01:00:00Z").of(patron).build(),
                        handler("h-1")
                                .at("2033-06-01T02:00:00Z")
                                .of(patron, UUID.randomUUID())
                                .build(),
                        handler("h-1")
                                .at("2033-06-01T03:00:00Z")
                                .forDuty(Duty.READING_GUIDANCE)
                                .refusedFor(patron)
                                .times(3)
                                .build(),
                        handler("h-2").at("2033-06-02T03:00:00Z").disclosing().build(),
                        handler("h-3").at("2033-06-03T03:00:00Z").build(),
                        aRecord()
                                .under("another-contract", "d-9")
                                .at("2033-06-01T01:00:00Z")
                                .build(),
                        aRecord().under(null, null).at("2033-06-01T01:00:00Z").build())
                .statusCode(200);
        ValidatableResponse answer = ask(aHandlingManager(), "2033-06-01", "2033-06-02")
                .statusCode(200)
                .body("contract", is(CONTRACT))
                .body("from", is("2033-06-01"))
                .body("until", is("2033-06-02"))
                .body("generatedAt", notNullValue());
        assertThat(answer.extract()
                        .jsonPath()
                        .<List<String>>get("works.collect { it.person + ' ' + it.school + ' ' + it.duty }"))
                .containsExactly(
                        "h-1 " + ARecord.SCHOOL + " COUNTER",
                        "h-1 " + ARecord.SCHOOL + " READING_GUIDANCE",
                        "h-2 " + ARecord.SCHOOL + " COUNTER");
        assertThat(answer.extract().jsonPath().<List<Map<String, Integer>>>get("works.sums"))
                .containsExactly(sums(2, 2, 0, 0, 3, 2), sums(3, 0, 0, 3, 0, 0), sums(1, 0, 1, 0, 0, 0));
    }

    @Test
    void nameNoPatronAndNoField() {
        append(handler("h-1").at("2033-07-01T01:00:00Z").of(patron).build()).statusCode(200);
        assertThat(ask(aHandlingManager(), "2033-07-01", "2033-07-01").extract().asString())
                .contains("h-1")
                .doesNotContain(patron.toString(), "displayName", "patronId")
                .doesNotContainPattern("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-");
    }

    @Test
    void areRefusedUnderAContractThatNoDocumentKnowsAndUnderNone() {
        refused(aHandlingManager().underContract("another-contract"), "not-authorised");
        refused(aHandlingManager().underContract(null), "contract-not-in-force");
        refused(aHandlingManager().contractUntil("2025-03-31"), "contract-over");
        refused(aHandlingManager().designatedUntil("2025-03-31"), "designation-over");
        refused(aHandlingManager().undesignated(), "not-designated");
    }

    @Test
    void areNobodyElses() {
        refused(aHandler().withDuty(Duty.COUNTER).withScopes(Scopes.AUDIT_CONTRACT_READ), "not-authorised");
        refused(anAuditor().withScopes(Scopes.AUDIT_CONTRACT_READ), "not-authorised");
        refused(aHandlingManager().withOnlyScopes(), "scope-missing");
    }

    private void refused(TestAccount account, String code) {
        ask(account, "2033-06-01", "2033-06-02")
                .statusCode(403)
                .body("code", is(code))
                .header("Access-Record", notNullValue());
    }

    @Test
    void areOnRecordWhetherGivenOrRefused() throws SQLException {
        TestAccount manager = aHandlingManager().named("manager-" + patron);
        ask(manager, "2033-06-01", "2033-06-02").statusCode(200);
        ask(manager.underContract("another-contract"), "2033-06-01", "2033-06-02")
                .statusCode(403);
        relay.deliver();
        TrailClients.sequence();
        TrailClients.ask(Map.of("person", manager.account()))
                .body("records.act", contains("READ_OWN_CONTRACT_HANDLING", "READ_OWN_CONTRACT_HANDLING"))
                .body("records.decision", contains("REFUSED", "PERMITTED"))
                .body("records.who.contract", contains("another-contract", CONTRACT))
                .body("records[1].disclosed[0].fields", contains("contractHandling"))
                .body("records[1].disclosed[0].patrons", empty())
                .body("records[1].disclosed[0].authorisations.clause", contains("取扱責任者"));
    }

    @Test
    void areReadAsTheContractorsRoleWhichFindsNothingUnlessTheContractIsTold() throws SQLException {
        append(handler("h-1").at("2033-08-01T01:00:00Z").of(patron).build()).statusCode(200);
        String numbers = "SELECT person FROM handling_of_own_contract('2033-08-01', '2033-08-02')";
        assertThat(TestPostgres.asContractor("", CONTRACT, "", numbers)).containsExactly("h-1");
        assertThat(TestPostgres.asContractor("", "another-contract", "", numbers))
                .doesNotContain("h-1");
        assertThat(TestPostgres.asContractor("", "", "", numbers)).isEmpty();
        assertThat(TestPostgres.asContractor(null, null, null, numbers)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT * FROM disclosed_part", "SELECT * FROM access_record"})
    void leaveTheRecordsClosedToThatRole(String sql) throws SQLException {
        try (Connection contractor = TestPostgres.as("contractor")) {
            assertThatThrownBy(() -> TestPostgres.read(contractor, sql))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
        }
    }

    private static ARecord handler(String account) {
        return aRecord().by(account).under(CONTRACT, "d-1");
    }

    private static Map<String, Integer> sums(
            int requests, int answers, int others, int refusals, int shown, int persons) {
        return Map.of(
                "requests", requests,
                "answers", answers,
                "others", others,
                "refusals", refusals,
                "shown", shown,
                "persons", persons);
    }

    private static ValidatableResponse ask(TestAccount account, String from, String until) {
        return given().auth()
                .oauth2(account.token())
                .header("Purpose-Of-Use", "COUNTER")
                .queryParam("from", from)
                .queryParam("until", until)
                .get("/v1/me/contract/handling")
                .then();
    }
}
