package io.madoguchi.directory;

import static io.madoguchi.testing.TestAccount.aHandler;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.*;

import io.madoguchi.disclosure.Duty;
import org.junit.jupiter.api.Test;

@PatronServiceTest
class PermissionsTest {
    @Test
    void tellsAHandlerWhatTheDutyOpensAtTheAssignedSchools() {
        given().auth()
                .oauth2(aHandler()
                        .withDuty(Duty.COUNTER)
                        .atSchool("B101210000018")
                        .token())
                .get("/v1/me/permissions")
                .then()
                .log()
                .all()
                .statusCode(200)
                .body(
                        "permissions.find { it.act == 'SEARCH_PATRONS' }.fields",
                        containsInAnyOrder("patronId", "category", "displayName"))
                .body("permissions.duty", everyItem(is("COUNTER")));
    }

    @Test
    void answersWithoutATokenAsAProblem() {
        given().get("/v1/me/permissions").then().log().all().statusCode(401).body("code", is("token-missing"));
    }
}
