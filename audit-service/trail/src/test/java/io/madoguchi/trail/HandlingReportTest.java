package io.madoguchi.trail;

import static io.madoguchi.testing.TestAccount.aDistrictAdmin;
import static io.madoguchi.testing.TestAccount.aHandler;
import static io.madoguchi.testing.TestAccount.aLibrarian;
import static io.madoguchi.testing.TestAccount.aPatron;
import static io.madoguchi.testing.TestAccount.anAuditor;
import static io.madoguchi.trail.ARecord.aRecord;
import static io.madoguchi.trail.TrailClients.append;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.madoguchi.api.trail.HandlingReport.CitedClause;
import io.madoguchi.disclosure.Act;
import io.madoguchi.disclosure.Duty;
import io.madoguchi.disclosure.Field;
import io.madoguchi.disclosure.Role;
import io.madoguchi.disclosure.Scopes;
import io.madoguchi.journal.JournalRelay;
import io.madoguchi.school.SchoolCode;
import io.madoguchi.testing.TestAccount;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The handling report of known days, against numbers counted by hand (R36). */
@TrailServiceTest
class HandlingReportTest {
    private static final SchoolCode OTHER_SCHOOL = SchoolCode.ofTwelve("B10121000002");

    @Inject
    JournalRelay relay;

    private final String contract = "c-" + UUID.randomUUID();
    private final UUID one = UUID.randomUUID();
    private final UUID two = UUID.randomUUID();
    private final UUID three = UUID.randomUUID();

    /** 1 June 2026 is a Monday; 10:00 in the city is 01:00Z. */
    private void twoKnownDays() {
        append(
                        handler("h-1").at("2026-06-01T01:00:00Z").of(one).build(),
                        handler("h-1")
                                .at("2026-06-01T01:01:00Z")
                                .doing(Act.CHECK_OUT)
                                .disclosing(Field.ACT_RESULT)
                                .of(one)
                                .build(),
                        handler("h-1").at("2026-06-01T01:30:00Z").of(one, two).build(),
                        handler("h-1")
                                .at("2026-06-01T02:00:00Z")
                                .forDuty(Duty.LEARNING_SUPPORT)
                                .doing(Act.READ_LOAN_RECORDS)
                                .disclosing(Field.LOAN_RECORDS)
                                .of(two)
                                .build(),
                        handler("h-1")
                                .at("2026-06-01T03:00:00Z")
                                .doing(Act.CHECK_IN)
                                .disclosing()
                                .build(),
                        promoter("h-2").at("2026-06-02T01:00:00Z").of(three).build(),
                        promoter("h-2")
                                .at("2026-06-02T01:05:00Z")
                                .refusedFor(one)
                                .build(),
                        promoter("h-2")
                                .at("2026-06-02T01:06:00Z")
                                .forDuty(null)
                                .refusedFor(null)
                                .because("too-many-requests")
                                .times(7)
                                .build(),
                        aRecord()
                                .under("another-contract", "d-9")
                                .at("2026-06-01T01:00:00Z")
                                .build(),
                        handler("h-1").at("2026-05-31T14:59:59.999Z").build(),
                        handler("h-1").at("2026-06-02T15:00:00Z").build())
                .statusCode(200);
    }

    private ARecord handler(String account) {
        return aRecord()
                .by(account)
                .as(Role.LIBRARY_SUPPORT_STAFF)
                .under(contract, "d-1")
                .doing(Act.SEARCH_PATRONS)
                .disclosing(Field.DISPLAY_NAME, Field.PATRON_ID);
    }

    private ARecord promoter(String account) {
        return handler(account)
                .as(Role.LIBRARY_UTILIZATION_PROMOTER)
                .under(contract, "d-2")
                .atSchool(OTHER_SCHOOL);
    }

    @Test
    void countsRequestsAnswersRefusalsAndPersons() {
        twoKnownDays();
        JsonPath report = report("2026-06-01", "2026-06-02");
        assertThat(report.<Map<String, Integer>>get("totals")).isEqualTo(sums(14, 5, 1, 8, 6, 3));
        assertThat(report.getString("contract")).isEqualTo(contract);
        assertThat(report.getString("from")).isEqualTo("2026-06-01");
        assertThat(report.getString("until")).isEqualTo("2026-06-02");
        assertThat(report.getString("generatedAt")).isNotBlank();
    }

    @Test
    void saysWhoReadWhichFieldsOfHowManyPersonsForWhichDutyAtWhichSchool() {
        twoKnownDays();
        JsonPath report = report("2026-06-01", "2026-06-02");
        assertThat(report.<List<String>>get(
                        "handlings.collect { it.handler.person + ' ' + it.school + ' ' + it.duty }"))
                .containsExactly(
                        "h-1 " + ARecord.SCHOOL + " COUNTER",
                        "h-1 " + ARecord.SCHOOL + " LEARNING_SUPPORT",
                        "h-2 " + OTHER_SCHOOL + " COUNTER",
                        "h-2 " + OTHER_SCHOOL + " null");
        assertThat(report.<List<Map<String, Integer>>>get("handlings.sums"))
                .containsExactly(
                        sums(4, 3, 1, 0, 4, 2), sums(1, 1, 0, 0, 1, 1), sums(2, 1, 0, 1, 1, 1), sums(7, 0, 0, 7, 0, 0));
        assertThat(report.<List<String>>get(
                        "handlings[0].fields.collect { it.field + ' ' + it.answers + ' ' + it.persons }"))
                .containsExactly("patronId 2 2", "displayName 2 2", "actResult 1 1");
        assertThat(report.<Map<String, Object>>get("handlings[2].handler"))
                .isEqualTo(Map.of(
                        "person", "h-2", "roles", List.of("LIBRARY_UTILIZATION_PROMOTER"), "designation", "d-2"));
        assertThat(report.<List<String>>get("fields.collect { it.field + ' ' + it.answers + ' ' + it.persons }"))
                .containsExactly("patronId 3 3", "displayName 3 3", "loanRecords 1 1", "actResult 1 1");
    }

    @Test
    void allButPersonsAddUpToTheTotals() {
        twoKnownDays();
        JsonPath report = report("2026-06-01", "2026-06-02");
        for (String part : List.of("handlings", "handlers", "duties", "schools")) {
            for (String number : List.of("requests", "answers", "others", "refusals", "shown")) {
                assertThat(report.getInt(part + ".sums." + number + ".sum()"))
                        .as("%s of %s", number, part)
                        .isEqualTo(report.getInt("totals." + number));
            }
        }
        assertThat(report.getInt("refusals.refusals.sum()")).isEqualTo(report.getInt("totals.refusals"));
        assertThat(report.<List<String>>get("refusals.collect { it.reason + ' ' + it.refusals }"))
                .containsExactly("too-many-requests 7", "not-visible 1");
        assertThat(report.<List<String>>get(
                        "days.collect { it.day + ' ' + it.requests + ' ' + it.answers + ' ' + it.refusals }"))
                .containsExactly("2026-06-01 5 4 0", "2026-06-02 9 1 8");
        assertThat(report.<List<Integer>>get("handlers.sums.persons")).containsExactly(2, 1);
        assertThat(report.<List<Integer>>get("duties.sums.persons")).containsExactly(3, 1, 0);
    }

    @Test
    void countsTheFieldsOfEachPartOfAnAnswerOfItsPersonsOnly() {
        append(handler("h-1")
                        .at("2026-06-01T01:00:00Z")
                        .disclosing(Field.DISPLAY_NAME, Field.NAME_KANA)
                        .of(one, two)
                        .andDisclosing(Set.of(Field.DISPLAY_NAME), three)
                        .build())
                .statusCode(200);
        JsonPath report = report("2026-06-01", "2026-06-01");
        assertThat(report.<List<String>>get("fields.collect { it.field + ' ' + it.answers + ' ' + it.persons }"))
                .containsExactly("displayName 1 3", "nameKana 1 2");
        assertThat(report.<Map<String, Integer>>get("totals")).isEqualTo(sums(1, 1, 0, 0, 3, 3));
    }

    @Test
    void citesTheDocumentsAndTheirClauses() {
        twoKnownDays();
        JsonPath report = report("2026-06-01", "2026-06-02");
        assertThat(report.<List<String>>get("authorisations.document")).containsExactly("shiryo-71");
        assertThat(report.getList("authorisations[0].clauses", CitedClause.class))
                .containsExactly(new CitedClause("別紙・カウンター業務", 5));
    }

    @Test
    void aContractWithoutRecordsHasAReportOfNoughts() {
        JsonPath report = report("2026-06-01", "2026-06-02");
        assertThat(report.<Map<String, Integer>>get("totals")).isEqualTo(sums(0, 0, 0, 0, 0, 0));
        assertThat(report.<List<Object>>get("handlings")).isEmpty();
        assertThat(report.<List<Object>>get("patterns.findings.flatten()")).isEmpty();
    }

    @Test
    void isForAuditorsAndTheDistrictAlone() {
        Stream.of(anAuditor(), aDistrictAdmin())
                .forEach(account -> ask(account, "2026-06-01", "2026-06-02").statusCode(200));
        Stream.of(
                        aHandler().withDuty(Duty.COUNTER).atSchool(ARecord.SCHOOL),
                        aHandler().withRole(Role.HANDLING_MANAGER).withScopes(Scopes.AUDIT_CONTRACT_READ),
                        aLibrarian().atSchool(ARecord.SCHOOL),
                        aPatron(one))
                .forEach(account -> {
                    ask(account, "2026-06-01", "2026-06-02").statusCode(403).body("code", is("scope-missing"));
                    ask(account.withScopes(Scopes.AUDIT_READ), "2026-06-01", "2026-06-02")
                            .statusCode(403);
                });
    }

    @Test
    void readingItIsOnRecord() throws Exception {
        TestAccount auditor = anAuditor().named("auditor-" + one);
        String reading = ask(auditor, "2026-06-01", "2026-06-02").extract().header("Access-Record");
        relay.deliver();
        TrailClients.sequence();
        TrailClients.ask(Map.of("person", auditor.account()))
                .body("records.id", contains(reading))
                .body("records[0].act", is("READ_ACCESS_RECORDS"))
                .body("records[0].decision", is("PERMITTED"))
                .body("records[0].inquiry.reason", is("HANDLING_REPORT"))
                .body("records[0].disclosed[0].fields", contains("accessRecords"))
                .body("records[0].disclosed[0].patrons", empty());
    }

    @Test
    void refusesWhoStatesNoReason() {
        given().auth()
                .oauth2(anAuditor().token())
                .queryParam("contract", contract)
                .queryParam("from", "2026-06-01")
                .queryParam("until", "2026-06-01")
                .get("/v1/reports/handling")
                .then()
                .statusCode(400)
                .body("code", is("inquiry-reason-required"));
    }

    @Test
    void refusesAPeriodThatIsNone() {
        ask(anAuditor(), "2026-06-02", "2026-06-01")
                .statusCode(400)
                .body("code", is("invalid-value"))
                .body("faults[0].field", is("until"));
        ask(anAuditor(), "2026-01-01", "2028-01-01").statusCode(400);
        ask(anAuditor(), "yesterday", "2026-06-01").statusCode(400);
        given().auth()
                .oauth2(anAuditor().token())
                .header("Inquiry-Reason", "HANDLING_REPORT")
                .queryParam("contract", "落ち着きがない")
                .queryParam("from", "2026-06-01")
                .queryParam("until", "2026-06-01")
                .get("/v1/reports/handling")
                .then()
                .statusCode(400)
                .body("faults", hasSize(1));
    }

    @Test
    void isAPageToPrintThatNeedsNothingElse() {
        twoKnownDays();
        append(handler("<script>alert('&\"')</script>")
                        .at("2026-06-01T01:00:00Z")
                        .of(three)
                        .build())
                .statusCode(200);
        ValidatableResponse answer = page("2026-06-01", "2026-06-02");
        String page = answer.extract().asString();
        String policy = answer.extract().headers().getValues("Content-Security-Policy").stream()
                .reduce((first, second) -> first + " AND " + second)
                .orElseThrow();
        assertThat(policy)
                .matches(
                        "default-src 'none'; style-src 'sha256-[A-Za-z0-9+/=]{44}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
        assertThat(answer.extract().contentType()).isEqualToIgnoringCase("text/html;charset=UTF-8");
        assertThat(page)
                .startsWith("<!DOCTYPE html>\n<html lang=\"ja\">")
                .contains("size: A4", "&lt;script&gt;alert(&#39;&amp;&quot;&#39;)&lt;/script&gt;", "<svg ")
                .doesNotContain(
                        "<script", "style=\"", "<img", "<link", "src=", "href=", "javascript:", "@import", "url(");
        assertThat(page.replace("http://www.w3.org/2000/svg", "")).doesNotContain("http:", "https:");
    }

    @Test
    void thePageSpeaksJapaneseFirstAndEnglish() {
        twoKnownDays();
        assertThat(page("2026-06-01", "2026-06-02").extract().asString())
                .containsSubsequence("個人情報取扱状況報告書", "Handling report")
                .containsSubsequence("カウンター業務", "counter")
                .contains("学校図書館活用推進員", "library utilization promoter", "氏名（2人）", "name (2)")
                .contains(contract, "d-2", "別紙・カウンター業務", "2026-06-01", "too-many-requests");
    }

    @Test
    void namesHandlersAndNoPatron() {
        twoKnownDays();
        for (String text : List.of(
                page("2026-06-01", "2026-06-02").extract().asString(),
                ask(anAuditor(), "2026-06-01", "2026-06-02").extract().asString())) {
            assertThat(text).contains("h-1", "h-2").doesNotContain(one.toString(), two.toString(), three.toString());
            assertThat(text.replace(contract, "")).doesNotContainPattern("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-");
        }
    }

    @Test
    void namesTheCosignedCheckpointThatItCanBeComparedWith() {
        append(aRecord().build()).statusCode(200);
        TrailClients.cosign();
        ask(anAuditor(), "2026-06-01", "2026-06-02")
                .body("log.treeSize", greaterThan(0))
                .body("log.checkpoint", startsWith("log.example/test\n"));
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

    private JsonPath report(String from, String until) {
        return ask(anAuditor(), from, until).statusCode(200).extract().jsonPath();
    }

    private ValidatableResponse page(String from, String until) {
        return given().auth()
                .oauth2(anAuditor().token())
                .header("Inquiry-Reason", "HANDLING_REPORT")
                .accept("text/html")
                .queryParam("contract", contract)
                .queryParam("from", from)
                .queryParam("until", until)
                .get("/v1/reports/handling")
                .then()
                .statusCode(200);
    }

    private ValidatableResponse ask(TestAccount account, String from, String until) {
        return given().auth()
                .oauth2(account.token())
                .header("Inquiry-Reason", "HANDLING_REPORT")
                .header("Purpose-Of-Use", "COUNTER")
                .queryParam("contract", contract)
                .queryParam("from", from)
                .queryParam("until", until)
                .get("/v1/reports/handling")
                .then();
    }
}
