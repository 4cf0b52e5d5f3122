package io.madoguchi.trail;

import static io.madoguchi.testing.TestAccount.aHandlingManager;
import static io.madoguchi.testing.TestAccount.aLibrarian;
import static io.madoguchi.testing.TestAccount.anAuditor;
import static io.madoguchi.trail.ARecord.aRecord;
import static io.madoguchi.trail.TrailClients.append;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import io.madoguchi.disclosure.Duty;
import io.madoguchi.disclosure.Field;
import io.madoguchi.disclosure.Scopes;
import io.madoguchi.journal.JournalRelay;
import io.madoguchi.school.SchoolCode;
import io.madoguchi.testing.TestAccount;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The yearly report for the public, of a known year (R36, R40). */
@TrailServiceTest
class YearlyReportTest {
    private static final List<SchoolCode> ELEMENTARY = schools("B11012100001", 3);
    private static final List<SchoolCode> JUNIOR_HIGH = schools("C11012100001", 3);
    private static final SchoolCode SPECIAL_NEEDS = schools("E11012100001", 1).get(0);

    @Inject
    JournalRelay relay;

    /** The fiscal year begins in April; 31 March 2042, 23:59:59 in the city is 14:59:59Z. */
    private void aKnownYear(int year) {
        for (SchoolCode school : ELEMENTARY) {
            append(reading(school, 2, year + "-05-01T01:00:00Z"), reading(school, 3, year + "-06-01T01:00:00Z"))
                    .statusCode(200);
        }
        for (SchoolCode school : JUNIOR_HIGH) {
            append(reading(school, 1, year + "-05-01T01:00:00Z")).statusCode(200);
        }
        append(
                        reading(SPECIAL_NEEDS, 50, year + "-05-01T01:00:00Z"),
                        reading(ELEMENTARY.get(0), 9, year + "-03-31T14:59:59Z"),
                        reading(ELEMENTARY.get(0), 4, (year + 1) + "-03-31T14:59:59Z"),
                        reading(ELEMENTARY.get(0), 9, (year + 1) + "-03-31T15:00:00Z"),
                        aRecord()
                                .under(null, null)
                                .atSchool(ELEMENTARY.get(0))
                                .at(year + "-05-01T01:00:00Z")
                                .build())
                .statusCode(200);
    }

    private static io.madoguchi.api.trail.AccessRecord reading(SchoolCode school, int persons, String moment) {
        return aRecord()
                .by("handler-of-the-year")
                .atSchool(school)
                .forDuty(Duty.COUNTER)
                .disclosing(Field.DISPLAY_NAME)
                .of(Stream.generate(UUID::randomUUID).limit(persons).toArray(UUID[]::new))
                .at(moment)
                .build();
    }

    @Test
    void countsByDutyFieldAndKindOfSchoolAndHidesWhatIsSmall() {
        aKnownYear(2041);
        JsonPath report = ask(anAuditor(), 2041).statusCode(200).extract().jsonPath();
        assertThat(report.<List<String>>get("kinds.code")).containsExactly("B1", "C1", "OTHER");
        assertThat(report.<List<String>>get("rows.collect { it.duty + ' ' + it.field }"))
                .containsExactly("COUNTER displayName");
        assertThat(report.<List<Map<String, Object>>>get("rows[0].cells"))
                .containsExactly(
                        Map.of("answers", 7, "persons", 19),
                        Map.of("hidden", "SMALL"),
                        Map.of("hidden", "FEW_SCHOOLS"));
        assertThat(report.<List<Map<String, Object>>>get("columns"))
                .containsExactly(
                        Map.of("answers", 7, "hidden", 0),
                        Map.of("answers", 0, "hidden", 1),
                        Map.of("answers", 0, "hidden", 1));
        assertThat(report.<Map<String, Object>>get("rows[0].sum")).isEqualTo(Map.of("answers", 7, "hidden", 2));
        assertThat(report.<Map<String, Object>>get("total")).isEqualTo(Map.of("answers", 7, "hidden", 2));
        assertThat(report.getString("from")).isEqualTo("2041-04-01");
        assertThat(report.getString("until")).isEqualTo("2042-03-31");
    }

    @Test
    void thePageNamesNoAccountNoSchoolAndNoPerson() {
        aKnownYear(2044);
        String page = given().auth()
                .oauth2(anAuditor().token())
                .header("Inquiry-Reason", "HANDLING_REPORT")
                .accept("text/html")
                .queryParam("year", 2044)
                .get("/v1/reports/yearly")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(page)
                .contains("2044年度", "fiscal year 2044", "小学校", "elementary schools", "7件 19人", "5未満", "&lt;5")
                .contains("学校が少ないため非公表", "その他の学校", "氏名", "7（ほか非公表2欄）")
                .doesNotContain("handler-of-the-year", "auditor-t", "c-1", "d-1", "<script", "style=\"")
                .doesNotContainPattern("[A-H][0-9]{12}")
                .doesNotContainPattern("[0-9a-f]{8}-[0-9a-f]{4}-");
    }

    @Test
    void aYearWithoutRecordsIsEmpty() {
        ask(anAuditor(), 2901).statusCode(200).body("rows", is(List.of())).body("total.answers", is(0));
    }

    @Test
    void isMadeForAuditorsAndTheDistrictOnRecord() throws Exception {
        ask(aLibrarian().withScopes(Scopes.AUDIT_READ), 2041).statusCode(403).body("code", is("not-authorised"));
        ask(aHandlingManager(), 2041).statusCode(403).body("code", is("scope-missing"));
        ask(anAuditor(), 1999).statusCode(400).body("code", is("invalid-value"));

        TestAccount auditor = anAuditor().named("auditor-" + UUID.randomUUID());
        String reading = ask(auditor, 2902).statusCode(200).extract().header("Access-Record");
        relay.deliver();
        TrailClients.sequence();
        TrailClients.ask(Map.of("person", auditor.account())).body("records.id", contains(reading));
    }

    private static ValidatableResponse ask(TestAccount account, int year) {
        return given().auth()
                .oauth2(account.token())
                .header("Inquiry-Reason", "HANDLING_REPORT")
                .header("Purpose-Of-Use", "COUNTER")
                .queryParam("year", year)
                .get("/v1/reports/yearly")
                .then();
    }

    private static List<SchoolCode> schools(String first, int count) {
        return Stream.iterate(Long.parseLong(first.substring(1)), number -> number + 1)
                .limit(count)
                .map(number -> SchoolCode.ofTwelve(first.charAt(0) + "%011d".formatted(number)))
                .toList();
    }
}
