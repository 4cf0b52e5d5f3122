package io.madoguchi.trail;

import static io.madoguchi.testing.TestAccount.anAuditor;
import static io.madoguchi.trail.ARecord.aRecord;
import static io.madoguchi.trail.TrailClients.append;
import static io.madoguchi.trail.TrailClients.appendWith;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.madoguchi.api.trail.AccessRecord;
import io.madoguchi.api.trail.HandlingReport.Kind;
import io.madoguchi.disclosure.Act;
import io.madoguchi.disclosure.Duty;
import io.madoguchi.disclosure.Field;
import io.madoguchi.disclosure.Role;
import io.madoguchi.school.SchoolCode;
import io.madoguchi.testing.TestOidc;
import io.restassured.path.json.JsonPath;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each unusual pattern of the handling report just as it begins, and just before (R36). */
@TrailServiceTest
class UnusualPatternsTest {
    private static final SchoolCode OTHER_SCHOOL = SchoolCode.ofTwelve("B10121000002");
    private static final SchoolCode THIRD_SCHOOL = SchoolCode.ofTwelve("B10121000003");

    private final String contract = "c-" + UUID.randomUUID();
    private final String handler = "h-" + UUID.randomUUID();

    @Test
    void anHourWithAHundredPersonsAndOneWithNinetyNine() {
        showing(50, "2026-06-01T01:50:00Z");
        showing(49, "2026-06-01T02:40:00Z");
        assertThat(found(Kind.BULK_IN_AN_HOUR)).isEmpty();

        showing(1, "2026-06-01T02:44:59Z");
        assertThat(found(Kind.BULK_IN_AN_HOUR)).containsExactly(handler + " 2026-06-01 null 100");
        assertThat(found(Kind.BULK_IN_A_DAY)).isEmpty();
    }

    @Test
    void aHundredPersonsInMoreThanAnHourAreNoBulk() {
        showing(50, "2026-06-01T01:50:00Z");
        showing(50, "2026-06-01T02:45:00Z");
        assertThat(found(Kind.BULK_IN_AN_HOUR)).isEmpty();
    }

    @Test
    void thoseWhoAreShownAgainAreTheSamePersons() {
        UUID[] persons = persons(99);
        for (String moment : List.of("2026-06-01T01:00:00Z", "2026-06-01T01:10:00Z", "2026-06-01T01:20:00Z")) {
            append(reading(moment).of(persons).build()).statusCode(200);
        }
        assertThat(found(Kind.BULK_IN_AN_HOUR)).isEmpty();
        assertThat(found(Kind.BULK_IN_A_DAY)).isEmpty();
    }

    @Test
    void aDayWithThreeHundredPersonsAndOneWithTwoHundredAndNinetyNine() {
        for (String hour : List.of("00", "02", "04", "06")) {
            showing(hour.equals("06") ? 74 : 75, "2026-06-01T" + hour + ":00:00Z");
        }
        assertThat(found(Kind.BULK_IN_A_DAY)).isEmpty();

        showing(1, "2026-06-01T08:00:00Z");
        assertThat(found(Kind.BULK_IN_A_DAY)).containsExactly(handler + " 2026-06-01 null 300");
        assertThat(found(Kind.BULK_IN_AN_HOUR)).isEmpty();
    }

    /** From 07:30 to 18:30, Monday to Friday, in the city. */
    @Test
    void beforeAndAfterSchoolHoursAndOnASaturday() {
        showing(1, "2026-05-31T22:30:00Z");
        showing(1, "2026-06-01T09:29:59Z");
        assertThat(found(Kind.OUT_OF_HOURS)).isEmpty();

        showing(1, "2026-06-01T22:29:59Z");
        showing(1, "2026-06-03T09:30:00Z");
        showing(1, "2026-06-06T03:00:00Z");
        append(reading("2026-06-06T04:00:00Z").refusedFor(UUID.randomUUID()).build())
                .statusCode(200);
        assertThat(found(Kind.OUT_OF_HOURS))
                .containsExactly(
                        handler + " 2026-06-02 null 1", handler + " 2026-06-03 null 1", handler + " 2026-06-06 null 1");
    }

    @Test
    void threeSchoolsInADayAndTwo() {
        append(
                        reading("2026-06-01T01:00:00Z").build(),
                        at(OTHER_SCHOOL, "2026-06-01T05:00:00Z").build())
                .statusCode(200);
        append(at(THIRD_SCHOOL, "2026-06-02T05:00:00Z").build()).statusCode(200);
        assertThat(found(Kind.MANY_SCHOOLS)).isEmpty();

        append(at(THIRD_SCHOOL, "2026-06-01T06:00:00Z")
                        .refusedFor(UUID.randomUUID())
                        .because("school-not-assigned")
                        .build())
                .statusCode(200);
        assertThat(found(Kind.MANY_SCHOOLS)).containsExactly(handler + " 2026-06-01 null 3");
    }

    @Test
    void aSessionThatANewSignInEnded() {
        showing(1, "2026-06-01T01:00:00Z");
        appendWith(
                        TestOidc.ownToken("keycloak"),
                        signIn(handler, "signed-in"),
                        signIn(handler, "signed-out"),
                        signIn("somebody-else", "older-session-ended"))
                .statusCode(200);
        assertThat(found(Kind.SESSION_ENDED_BY_ANOTHER)).isEmpty();

        appendWith(TestOidc.ownToken("keycloak"), signIn(handler, "older-session-ended"))
                .statusCode(200);
        assertThat(found(Kind.SESSION_ENDED_BY_ANOTHER)).containsExactly(handler + " 2026-06-01 null 1");
    }

    @Test
    void twoSchoolsWithinTenMinutesAndInMore() {
        append(
                        reading("2026-06-01T01:00:00Z").build(),
                        at(OTHER_SCHOOL, "2026-06-01T01:10:00.000001Z").build())
                .statusCode(200);
        assertThat(found(Kind.TWO_SCHOOLS_AT_ONCE)).isEmpty();

        append(reading("2026-06-01T01:20:00.000001Z").build()).statusCode(200);
        assertThat(found(Kind.TWO_SCHOOLS_AT_ONCE)).containsExactly(handler + " 2026-06-01 null 1");
    }

    @Test
    void twentyLookUpsWithoutCirculationAndNineteen() {
        IntStream.range(0, 19).forEach(minute -> showing(1, "2026-06-01T03:%02d:00Z".formatted(minute)));
        assertThat(found(Kind.READING_WITHOUT_CIRCULATION)).isEmpty();

        showing(1, "2026-06-01T03:19:00Z");
        assertThat(found(Kind.READING_WITHOUT_CIRCULATION))
                .containsExactly(handler + " 2026-06-01 " + ARecord.SCHOOL + " 20");
    }

    @Test
    void aLookUpNearACheckOutOrAReturnIsThere() {
        IntStream.range(0, 20).forEach(minute -> showing(1, "2026-06-01T03:%02d:00Z".formatted(minute)));
        append(circulating(Act.CHECK_OUT, "2026-06-01T02:29:59Z").build()).statusCode(200);
        append(circulating(Act.CHECK_IN, "2026-06-01T04:00:00Z")
                        .atSchool(OTHER_SCHOOL)
                        .build())
                .statusCode(200);
        append(circulating(Act.CHECK_IN, "2026-06-01T03:20:00Z")
                        .by("another-" + handler)
                        .build())
                .statusCode(200);
        append(circulating(Act.CHECK_OUT, "2026-06-01T03:20:00Z")
                        .refusedFor(UUID.randomUUID())
                        .build())
                .statusCode(200);
        assertThat(found(Kind.READING_WITHOUT_CIRCULATION))
                .as("too long before, elsewhere, somebody else's, or refused")
                .containsExactly(handler + " 2026-06-01 " + ARecord.SCHOOL + " 20");

        append(circulating(Act.CHECK_IN, "2026-06-01T03:49:00Z").build()).statusCode(200);
        assertThat(found(Kind.READING_WITHOUT_CIRCULATION))
                .as("within thirty minutes after the last")
                .isEmpty();
    }

    @Test
    void eachPatternIsDefinedInASentenceWithItsThresholdWhetherFoundOrNot() {
        JsonPath report = report();
        assertThat(report.<List<String>>get("patterns.kind"))
                .containsExactlyElementsOf(
                        Stream.of(Kind.values()).map(Enum::name).toList());
        List<List<String>> thresholds = List.of(
                List.of("1時間", "100人"),
                List.of("300人"),
                List.of("07:30", "18:30", "月・火・水・木・金"),
                List.of("3校"),
                List.of("1回"),
                List.of("10分"),
                List.of("20回", "30分"));
        for (int i = 0; i < thresholds.size(); i++) {
            assertThat(report.getString("patterns[" + i + "].definition.ja"))
                    .contains(thresholds.get(i))
                    .endsWith("。");
            assertThat(report.getString("patterns[" + i + "].definition.en")).endsWith(".");
        }
    }

    private ARecord reading(String moment) {
        return aRecord()
                .by(handler)
                .as(Role.LIBRARY_SUPPORT_STAFF)
                .under(contract, "d-1")
                .forDuty(Duty.COUNTER)
                .doing(Act.SEARCH_PATRONS)
                .disclosing(Field.DISPLAY_NAME)
                .of(UUID.randomUUID())
                .at(moment);
    }

    private ARecord at(SchoolCode school, String moment) {
        return reading(moment).atSchool(school);
    }

    private ARecord circulating(Act act, String moment) {
        return reading(moment).doing(act).disclosing(Field.ACT_RESULT);
    }

    private void showing(int persons, String moment) {
        append(reading(moment).of(persons(persons)).build()).statusCode(200);
    }

    private static UUID[] persons(int count) {
        return Stream.generate(UUID::randomUUID).limit(count).toArray(UUID[]::new);
    }

    /** As they are made of Keycloak's events: without a contract. */
    private static AccessRecord signIn(String account, String what) {
        return aRecord()
                .from("keycloak")
                .by(account)
                .under(null, null)
                .at("2026-06-01T02:00:00Z")
                .doing(null)
                .atSchool(null)
                .forDuty(null)
                .disclosing()
                .because(what)
                .build();
    }

    private List<String> found(Kind kind) {
        List<Map<String, Object>> findings = report().getList("patterns.find { it.kind == '" + kind + "' }.findings");
        List<String> found = new ArrayList<>();
        for (Map<String, Object> finding : findings) {
            assertThat(Instant.parse((String) finding.get("first")))
                    .isBeforeOrEqualTo(Instant.parse((String) finding.get("last")));
            found.add(finding.get("person") + " " + finding.get("day") + " " + finding.get("school") + " "
                    + finding.get("count"));
        }
        return found;
    }

    private JsonPath report() {
        return given().auth()
                .oauth2(anAuditor().token())
                .header("Inquiry-Reason", "HANDLING_REPORT")
                .queryParam("contract", contract)
                .queryParam("from", "2026-06-01")
                .queryParam("until", "2026-06-07")
                .get("/v1/reports/handling")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
