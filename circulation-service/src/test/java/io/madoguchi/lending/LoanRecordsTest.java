package io.madoguchi.lending;

import static io.madoguchi.testcity.Fixture.*;
import static io.madoguchi.testing.TestAccount.aHandler;
import static io.madoguchi.testing.TestAccount.aLibrarian;
import static io.madoguchi.testing.TestAccount.aPatron;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.*;

import io.madoguchi.disclosure.Duty;
import io.madoguchi.disclosure.Scopes;
import io.madoguchi.school.SchoolCode;
import io.madoguchi.testcity.CirculationServiceTest;
import io.madoguchi.testcity.Fixture.Borrower;
import io.madoguchi.testing.TestAccount;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@CirculationServiceTest
class LoanRecordsTest {
    private static final Instant NEW_YEAR = Instant.parse("2026-01-01T00:00:00Z");
    private SchoolCode school;
    private Borrower pupil;

    @BeforeEach
    void aPupilWhoReads() {
        school = aSchool();
        pupil = aPupil().atSchool(school);
    }

    @ParameterizedTest
    @EnumSource(
            value = Duty.class,
            names = {"LEARNING_SUPPORT", "READING_GUIDANCE"})
    void areGivenForLearningSupportAndReadingGuidanceFromTheCardAlone(Duty duty) {
        aPastLoan(school, anItem(school, "森の図書館", false), pupil.id(), NEW_YEAR);
        ask(handler(duty), duty.name(), Map.of("cardBarcode", pupil.card()))
                .statusCode(200)
                .body("patronId", is(pupil.id().toString()))
                .body("loans[0].title", is("森の図書館"))
                .body("loans[0].keySet()", not(hasItem("displayName")))
                .body("keySet()", containsInAnyOrder("patronId", "loans"));
        assertThat(recordsAt(school)).singleElement().satisfies(record -> assertThat(record)
                .contains(
                        "READ_LOAN_RECORDS",
                        "loanRecords",
                        "patronId",
                        pupil.id().toString(),
                        duty.name(),
                        "shiryo-71")
                .doesNotContain("森の図書館"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Duty.class,
            names = {"LEARNING_SUPPORT", "READING_GUIDANCE"},
            mode = EnumSource.Mode.EXCLUDE)
    void areRefusedForEveryOtherDutyEvenWithTheScope(Duty duty) {
        TestAccount account = handler(Duty.LEARNING_SUPPORT).withDuty(duty);
        ask(account, duty.name(), Map.of("patronId", pupil.id()))
                .statusCode(403)
                .body("code", is(duty.scope().isPresent() ? "not-authorised" : "duty-not-granted"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Duty.class,
            names = {"LEARNING_SUPPORT", "READING_GUIDANCE"})
    void ofAStaffMemberAreNeverGivenToAContractor(Duty duty) {
        Borrower teacher = aStaffMember().atSchool(school);
        ask(handler(duty), duty.name(), Map.of("patronId", teacher.id()))
                .statusCode(404)
                .body("code", is("borrower-not-found"));
        assertThat(recordsAt(school)).singleElement().satisfies(record -> assertThat(record)
                .contains("not-visible", "REFUSED", teacher.id().toString()));
        ask(aLibrarian().atSchool(school), null, Map.of("patronId", teacher.id()))
                .statusCode(200);
    }

    @Test
    void arePagedNewestFirstWithoutGapOrRepeat() {
        List<String> items = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            String item = anItem(school);
            items.add(0, item);
            // Two share an instant, so that the page must break the tie.
            aPastLoan(school, item, pupil.id(), NEW_YEAR.plusSeconds(i / 2 * 60L));
        }
        List<String> read = new ArrayList<>();
        String next = "/v1/patrons/" + pupil.id() + "/loans?limit=2";
        String token = aLibrarian().atSchool(school).token();
        for (int page = 0; next != null; page++) {
            assertThat(page).isLessThan(4);
            var answer = given().auth().oauth2(token).urlEncodingEnabled(false).get(next);
            assertThat(answer.statusCode()).isEqualTo(200);
            read.addAll(answer.jsonPath().getList("loans.itemBarcode"));
            String link = answer.header("Link");
            next = link == null ? null : link.substring(link.indexOf("/v1/"), link.indexOf('>'));
        }
        assertThat(read).containsExactlyInAnyOrderElementsOf(items).doesNotHaveDuplicates();
        assertThat(read.get(0)).isEqualTo(items.get(0));
    }

    @Test
    void oneReadsOnesOwnAndNobodyElses() {
        Borrower other = aPupil().atSchool(school);
        anOpenLoan(
                school,
                anItem(school, "わたしの本", false),
                pupil.id(),
                LocalDate.now().plusDays(3));
        anOpenLoan(
                school,
                anItem(school, "ひとの本", false),
                other.id(),
                LocalDate.now().plusDays(3));
        String token = aPatron(pupil.id()).named("pupil-" + pupil.id()).token();

        given().auth()
                .oauth2(token)
                .get("/v1/me/loans")
                .then()
                .statusCode(200)
                .body("loans.title", contains("わたしの本"))
                .body("keySet()", contains("loans"));
        given().auth()
                .oauth2(token)
                .get("/v1/patrons/{id}/loans", other.id())
                .then()
                .statusCode(403)
                .body("code", is("scope-missing"));
        assertThat(recordsOf("pupil-" + pupil.id())).hasSize(2).first().satisfies(record -> assertThat(record)
                .contains("ownLoanRecords", "本人"));
    }

    @Test
    void aPatronWithAForgedScopeStillReadsNobodyElses() {
        Borrower other = aPupil().atSchool(school);
        given().auth()
                .oauth2(aPatron(pupil.id()).withScopes(Scopes.LOAN_HISTORY_READ).token())
                .get("/v1/patrons/{id}/loans", other.id())
                .then()
                .statusCode(403)
                .body("code", is("not-authorised"));
    }

    @Test
    void ofAnotherSchoolsPupilAreNotFound() {
        Borrower elsewhere = aPupil().atSchool(aSchool());
        String unknown = ask(handler(Duty.LEARNING_SUPPORT), "LEARNING_SUPPORT", Map.of("patronId", UUID.randomUUID()))
                .statusCode(404)
                .extract()
                .asString();
        assertThat(ask(handler(Duty.LEARNING_SUPPORT), "LEARNING_SUPPORT", Map.of("patronId", elsewhere.id()))
                        .statusCode(404)
                        .extract()
                        .asString())
                .isEqualTo(unknown);
    }

    @Test
    void aCursorThatWasNotGivenIsRefused() {
        ask(aLibrarian().atSchool(school), null, Map.of("patronId", pupil.id(), "cursor", "bm9uc2Vuc2U"))
                .statusCode(400)
                .body("code", is("invalid-value"))
                .body("faults[0].field", is("cursor"));
    }

    private TestAccount handler(Duty duty) {
        return aHandler().withDuty(duty).atSchool(school);
    }

    private ValidatableResponse ask(TestAccount account, String duty, Map<String, ?> query) {
        var request = given().auth()
                .oauth2(account.token())
                .contentType("application/json")
                .body(query);
        if (duty != null) {
            request.header("Purpose-Of-Use", duty);
        }
        return request.post("/v1/schools/{school}/loan-record-queries", school.value())
                .then();
    }
}
