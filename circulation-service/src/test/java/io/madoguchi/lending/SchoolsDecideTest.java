package io.madoguchi.lending;

import static io.madoguchi.testcity.Fixture.*;
import static io.madoguchi.testing.TestAccount.aHandler;
import static io.madoguchi.testing.TestAccount.aLibrarian;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.madoguchi.disclosure.Duty;
import io.madoguchi.disclosure.Scopes;
import io.madoguchi.school.SchoolCode;
import io.madoguchi.testcity.CirculationServiceTest;
import io.madoguchi.testcity.Fixture.Borrower;
import io.madoguchi.testing.TestAccount;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A school does without reading guidance; and what amendment D shows after a tap of the card. */
@CirculationServiceTest
@TestProfile(Amendments.class)
class SchoolsDecideTest {
    private final SchoolCode school = aSchool();
    private final Borrower pupil = aPupil().atSchool(school);

    @Test
    void whereASchoolSwitchesReadingGuidanceOffItEndsWithTheNextRequestAndOnRecord() {
        loanRecords(Duty.READING_GUIDANCE).statusCode(200);

        decide(aLibrarian().atSchool(school), false).statusCode(200).body("offered", is(false));

        loanRecords(Duty.READING_GUIDANCE).statusCode(403).body("code", is("closed-by-school"));
        loanRecords(Duty.LEARNING_SUPPORT).statusCode(200);
        assertThat(recordsAt(school).get(1)).contains("SWITCH_READING_GUIDANCE", "library-t");
        assertThat(recordsAt(school).get(2)).contains("closed-by-school", "READING_GUIDANCE");

        decide(aLibrarian().atSchool(school), true).statusCode(200);
        loanRecords(Duty.READING_GUIDANCE).statusCode(200);
    }

    @Test
    void nobodyDecidesForAnotherSchoolAndNoHandlerForAny() {
        decide(aLibrarian().atSchool(aSchool()), false).statusCode(403).body("code", is("school-not-assigned"));
        decide(aHandler().atSchool(school).withDuty(Duty.COUNTER).withScopes(Scopes.SCHOOL_DECIDE), false)
                .statusCode(403)
                .body("code", is("not-authorised"));
        loanRecords(Duty.READING_GUIDANCE).statusCode(200);
    }

    @Test
    void afterATapOfTheCardTheCounterSeesWhatIsOutAndNoPast() {
        String out = anItem(school, "いま借りている本", false);
        anOpenLoan(school, out, pupil.id(), LocalDate.of(2099, 7, 1));
        aPastLoan(school, anItem(school, "前に借りた本", false), pupil.id(), Instant.parse("2026-04-01T01:00:00Z"));

        currentTitles(pupil)
                .statusCode(200)
                .body("titles", hasSize(1))
                .body("titles[0].title", is("いま借りている本"))
                .body("titles[0].itemBarcode", is(out));
        assertThat(recordsAt(school)).singleElement().satisfies(record -> assertThat(record)
                .contains("currentTitles", "amendment-d", "ELEMENTARY_PUPIL")
                .doesNotContain("借りている", "shiryo-71\", \"clause\": \"別紙・読書"));
    }

    @Test
    void aStaffMembersTitlesStayTheirOwn() {
        Borrower staff = aStaffMember().atSchool(school);
        anOpenLoan(school, anItem(school), staff.id(), LocalDate.of(2099, 7, 1));

        currentTitles(staff).statusCode(404).body("code", is("borrower-not-found"));
    }

    private ValidatableResponse currentTitles(Borrower borrower) {
        return given().auth()
                .oauth2(aHandler().atSchool(school).withDuty(Duty.COUNTER).token())
                .header("Purpose-Of-Use", "COUNTER")
                .contentType("application/json")
                .body(Map.of("cardBarcode", borrower.card()))
                .post("/v1/schools/{school}/current-title-queries", school.value())
                .then();
    }

    private ValidatableResponse loanRecords(Duty duty) {
        return given().auth()
                .oauth2(aHandler().atSchool(school).withDuty(duty).token())
                .header("Purpose-Of-Use", duty.name())
                .contentType("application/json")
                .body(Map.of("patronId", pupil.id()))
                .post("/v1/schools/{school}/loan-record-queries", school.value())
                .then();
    }

    private ValidatableResponse decide(TestAccount account, boolean offered) {
        return given().auth()
                .oauth2(account.token())
                .header("Purpose-Of-Use", "COUNTER")
                .contentType("application/json")
                .body(Map.of("offered", offered))
                .put("/v1/schools/{school}/reading-guidance", school.value())
                .then();
    }
}
