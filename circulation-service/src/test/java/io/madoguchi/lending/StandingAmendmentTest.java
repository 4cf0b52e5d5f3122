package io.madoguchi.lending;

import static io.madoguchi.testcity.Fixture.*;
import static io.madoguchi.testing.TestAccount.aHandler;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import io.madoguchi.disclosure.Duty;
import io.madoguchi.school.SchoolCode;
import io.madoguchi.testcity.CirculationServiceTest;
import io.madoguchi.testcity.Fixture.Borrower;
import io.quarkus.test.junit.TestProfile;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

@CirculationServiceTest
@TestProfile(Amendments.class)
class StandingAmendmentTest {
    @Test
    void withAmendmentBAContractorHearsWhyAndTheRecordCitesIt() {
        SchoolCode school = aSchool();
        Borrower pupil = aPupil().atSchool(school);
        anOpenLoan(school, anItem(school), pupil.id(), LocalDate.now().minusDays(2));

        given().auth()
                .oauth2(aHandler().withDuty(Duty.COUNTER).atSchool(school).token())
                .header("Purpose-Of-Use", "COUNTER")
                .contentType("application/json")
                .body(Map.of("patronId", pupil.id(), "itemBarcode", anItem(school)))
                .post("/v1/schools/{school}/loans", school.value())
                .then()
                .statusCode(409)
                .body("code", is("overdue-loans"));
        assertThat(recordsAt(school)).singleElement().satisfies(record -> assertThat(record)
                .contains("standing", "amendment-b", "overdue-loans"));
    }
}
