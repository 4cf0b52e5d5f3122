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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@CirculationServiceTest
class BadInputTest {
    private final SchoolCode school = aSchool();
    private final Borrower pupil = aPupil().atSchool(school);

    /** CARD and ITEM stand for what would be right. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"cardBarcode\": \"CARD\"                                                       | 400 | malformed-json",
                "                                                                                 | 400 | invalid-value",
                "[]                                                                               | 400 | wrong-type",
                "{\"cardBarcode\": \"CARD\", \"itemBarcode\": \"ITEM\", \"displayName\": \"花子\"}    | 400 | unknown-field",
                "{\"cardBarcode\": {\"a\": 1}, \"itemBarcode\": \"ITEM\"}                            | 400 | wrong-type",
                "{\"patronId\": \"one\", \"itemBarcode\": \"ITEM\"}                                 | 400 | wrong-type",
                "{\"cardBarcode\": \"CARD\"}                                                      | 400 | invalid-value",
                "{\"itemBarcode\": \"ITEM\"}                                                      | 400 | invalid-value",
                "{\"cardBarcode\": \"CARD\\u0007\", \"itemBarcode\": \"ITEM\"}                      | 400 | invalid-value",
                "{\"cardBarcode\": \"CARD\", \"itemBarcode\": \"ITEM\\r\"}                          | 400 | invalid-value",
                "{\"cardBarcode\": \"CARDCARDCARDCARDCARD\", \"itemBarcode\": \"ITEM\"}             | 400 | invalid-value",
                "{\"patronId\": \"6f9619ff-8b86-4d01-b42d-00cf4fc964ff\", \"cardBarcode\": \"CARD\", \"itemBarcode\": \"ITEM\"} | 400 | invalid-value",
            })
    void isAProblemThatRepeatsNothingAndChangesNothing(String body, int status, String code) {
        String item = anItem(school);
        String sent = body == null ? "" : body.replace("CARD", pupil.card()).replace("ITEM", item);

        String answer = given().auth()
                .oauth2(aHandler().withDuty(Duty.COUNTER).atSchool(school).token())
                .header("Purpose-Of-Use", "COUNTER")
                .contentType("application/json")
                .body(sent)
                .post("/v1/schools/{school}/loans", school.value())
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("code", is(code))
                .extract()
                .asString();

        assertThat(answer).doesNotContain(pupil.card(), item, "花子", "Exception", "io.madoguchi");
        assertThat(count("SELECT count(*) FROM circulation.loan WHERE school = ?", school.value()))
                .isZero();
    }

    @Test
    void anIdempotencyKeyThatIsTooLongIsRefused() {
        given().auth()
                .oauth2(aHandler().withDuty(Duty.COUNTER).atSchool(school).token())
                .header("Purpose-Of-Use", "COUNTER")
                .header("Idempotency-Key", "k".repeat(101))
                .contentType("application/json")
                .body("{\"itemBarcode\": \"" + anItem(school) + "\"}")
                .post("/v1/schools/{school}/returns", school.value())
                .then()
                .statusCode(400)
                .body("code", is("invalid-value"));
    }

    @Test
    void aSchoolCodeWithAWrongCheckDigitIsRefused() {
        given().auth()
                .oauth2(aHandler().withDuty(Duty.COUNTER).atSchool(school).token())
                .header("Purpose-Of-Use", "COUNTER")
                .contentType("application/json")
                .body("{\"itemBarcode\": \"" + anItem(school) + "\"}")
                .post("/v1/schools/{school}/returns", "F139190110519")
                .then()
                .statusCode(400)
                .body("code", is("invalid-value"));
    }
}
