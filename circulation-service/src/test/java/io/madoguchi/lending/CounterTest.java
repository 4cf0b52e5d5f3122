package io.madoguchi.lending;

import static io.madoguchi.testcity.Fixture.*;
import static io.madoguchi.testing.TestAccount.aHandler;
import static io.madoguchi.testing.TestAccount.aLibrarian;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.*;

import io.madoguchi.disclosure.Duty;
import io.madoguchi.disclosure.PatronCategory;
import io.madoguchi.school.SchoolCode;
import io.madoguchi.testcity.CirculationServiceTest;
import io.madoguchi.testcity.Fixture.Borrower;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@CirculationServiceTest
class CounterTest {
    private SchoolCode school;
    private Borrower pupil;
    private String item;

    @BeforeEach
    void aCounter() {
        school = aSchool();
        pupil = aPupil().atSchool(school);
        item = anItem(school);
    }

    @Test
    void lendsByPatronAndSaysWhenItIsDue() {
        handler()
                .body(Map.of("patronId", pupil.id(), "itemBarcode", item))
                .post("/v1/schools/{school}/loans", school.value())
                .then()
                .statusCode(201)
                .header("Access-Record", notNullValue())
                .body("dueDate", is(today().plusDays(14).toString()))
                .body("itemBarcode", is(item))
                .body("keySet()", containsInAnyOrder("loanId", "itemBarcode", "checkedOutAt", "dueDate", "renewals"));

        assertThat(recordsAt(school)).singleElement().satisfies(record -> assertThat(record)
                .contains(
                        "\"act\": \"CHECK_OUT\"",
                        "\"fields\": [\"actResult\"]",
                        pupil.id().toString(),
                        "別紙・カウンター業務")
                .doesNotContain(item, pupil.card()));
    }

    @Test
    void lendsByCardAlone() {
        lend(handler(), Map.of("cardBarcode", pupil.card(), "itemBarcode", item))
                .statusCode(201);
        assertThat(openLoansOf(pupil)).isEqualTo(1);
    }

    @Test
    void theDueDateFollowsCategoryAndSchool() {
        policy(school, PatronCategory.STAFF, 10, 28, 2);
        Borrower teacher = aStaffMember().atSchool(school);
        lend(handler(), Map.of("patronId", teacher.id(), "itemBarcode", item))
                .statusCode(201)
                .body("dueDate", is(today().plusDays(28).toString()));
    }

    @Test
    void takesBackWithoutNamingTheBorrower() {
        lend(handler(), Map.of("patronId", pupil.id(), "itemBarcode", item)).statusCode(201);
        String answer = handler()
                .body(Map.of("itemBarcode", item))
                .post("/v1/schools/{school}/returns", school.value())
                .then()
                .statusCode(200)
                .body("keySet()", containsInAnyOrder("itemBarcode", "returnedAt"))
                .extract()
                .asString();

        assertThat(answer).doesNotContain(pupil.id().toString());
        assertThat(openLoansOf(pupil)).isZero();
        assertThat(recordsAt(school).get(1))
                .contains("CHECK_IN")
                .doesNotContain(pupil.id().toString());
    }

    @Test
    void renewsOnceAndThenNoMore() {
        anOpenLoan(school, item, pupil.id(), today().plusDays(1));
        renew(handler()).statusCode(200).body("dueDate", is(today().plusDays(14).toString()));
        renew(handler()).statusCode(409).body("code", is("cannot-lend"));
        renew(librarian()).statusCode(409).body("code", is("renewals-exhausted"));
        assertThat(recordsAt(school).get(1))
                .contains("\"reason\": \"cannot-lend\"", pupil.id().toString())
                .doesNotContain("renewals-exhausted", "standing");
        assertThat(recordsAt(school).get(2)).contains("renewals-exhausted", "standing");
    }

    @Test
    void aContractorHearsCannotLendWhereStaffHearWhy() {
        anOpenLoan(school, anItem(school), pupil.id(), today().minusDays(1));
        var request = Map.of("patronId", pupil.id(), "itemBarcode", item);
        lend(handler(), request).statusCode(409).body("code", is("cannot-lend"));
        lend(librarian(), request).statusCode(409).body("code", is("overdue-loans"));
    }

    @Test
    void theLimitOfTheCategoryHolds() {
        policy(school, PatronCategory.ELEMENTARY_PUPIL, 1, 14, 1);
        lend(librarian(), Map.of("patronId", pupil.id(), "itemBarcode", item)).statusCode(201);
        lend(librarian(), Map.of("patronId", pupil.id(), "itemBarcode", anItem(school)))
                .statusCode(409)
                .body("code", is("limit-reached"));
    }

    @Test
    void unknownDepartedAndOtherSchoolsBorrowersLookTheSame() {
        Borrower elsewhere = aPupil().atSchool(aSchool());
        Borrower departed = aPupil().departed().atSchool(school);
        String unknown = lend(handler(), Map.of("cardBarcode", "P99999999", "itemBarcode", item))
                .statusCode(404)
                .extract()
                .asString();
        for (Borrower other : new Borrower[] {elsewhere, departed}) {
            String byCard = lend(handler(), Map.of("cardBarcode", other.card(), "itemBarcode", item))
                    .statusCode(404)
                    .extract()
                    .asString();
            String byId = lend(handler(), Map.of("patronId", other.id(), "itemBarcode", item))
                    .statusCode(404)
                    .extract()
                    .asString();
            assertThat(byCard).isEqualTo(unknown);
            assertThat(byId).isEqualTo(unknown);
            assertThat(recordsAt(school).get(recordsAt(school).size() - 1))
                    .contains("\"reason\": \"not-visible\"", "\"requested\": \"" + other.id());
        }
        lend(librarian(), Map.of("patronId", departed.id(), "itemBarcode", item))
                .statusCode(409)
                .body("code", is("borrower-departed"));
    }

    @Test
    void itemsThatCannotBeLentAreRefusedEachWithItsCode() {
        lend(handler(), Map.of("patronId", pupil.id(), "itemBarcode", "B999999999"))
                .statusCode(404)
                .body("code", is("item-not-found"));
        lend(handler(), Map.of("patronId", pupil.id(), "itemBarcode", aWithdrawnItem(school)))
                .statusCode(409)
                .body("code", is("item-withdrawn"));
        lend(handler(), Map.of("patronId", pupil.id(), "itemBarcode", anItem(aSchool())))
                .statusCode(409)
                .body("code", is("item-of-other-school"));
        lend(handler(), Map.of("patronId", pupil.id(), "itemBarcode", item)).statusCode(201);
        lend(handler(), Map.of("patronId", pupil.id(), "itemBarcode", item))
                .statusCode(409)
                .body("code", is("item-on-loan"));
        assertThat(recordsAt(school)).hasSize(5);
    }

    @Test
    void onlyTheCounterDutyLends() {
        String userData = aHandler()
                .withDuty(Duty.USER_DATA)
                .withDuty(Duty.COUNTER)
                .atSchool(school)
                .token();
        lend(as(userData, "USER_DATA"), Map.of("patronId", pupil.id(), "itemBarcode", item))
                .statusCode(403)
                .body("code", is("not-authorised"));
    }

    @Test
    void nothingIsLentWhereTheRecordCannotBeWritten() {
        run("REVOKE INSERT ON circulation.access_journal FROM circulation_app");
        try {
            lend(handler(), Map.of("patronId", pupil.id(), "itemBarcode", item))
                    .statusCode(503)
                    .header("Retry-After", notNullValue())
                    .header("Access-Record", nullValue())
                    .body("code", is("record-unavailable"));
        } finally {
            run("GRANT INSERT (id, recorded_at, body, salt) ON circulation.access_journal TO circulation_app");
        }
        assertThat(openLoansOf(pupil)).isZero();
    }

    private ValidatableResponse lend(RequestSpecification as, Map<String, ?> request) {
        return as.body(request)
                .post("/v1/schools/{school}/loans", school.value())
                .then();
    }

    private ValidatableResponse renew(RequestSpecification as) {
        return as.body(Map.of("itemBarcode", item))
                .post("/v1/schools/{school}/renewals", school.value())
                .then();
    }

    private RequestSpecification handler() {
        return as(aHandler().withDuty(Duty.COUNTER).atSchool(school).token(), "COUNTER");
    }

    private RequestSpecification librarian() {
        return given().auth().oauth2(aLibrarian().atSchool(school).token()).contentType("application/json");
    }

    private static RequestSpecification as(String token, String duty) {
        return given().auth().oauth2(token).header("Purpose-Of-Use", duty).contentType("application/json");
    }

    private static long openLoansOf(Borrower borrower) {
        return count(
                "SELECT count(*) FROM circulation.loan WHERE patron_id = ? AND returned_at IS NULL", borrower.id());
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneId.of("Asia/Tokyo"));
    }
}
