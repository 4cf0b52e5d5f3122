package io.madoguchi.trail;

import static io.madoguchi.testing.TestAccount.aHandler;
import static io.madoguchi.testing.TestAccount.anAuditor;
import static io.madoguchi.trail.ARecord.aRecord;
import static io.madoguchi.trail.TrailClients.append;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import io.madoguchi.disclosure.Duty;
import io.madoguchi.disclosure.Scopes;
import io.madoguchi.school.SchoolCode;
import io.madoguchi.testing.TestAccount;
import io.restassured.response.ValidatableResponse;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Bulk reading shows up in a query that an auditor can run (R33). */
@TrailServiceTest
class ReadingVolumesTest {
    private static final SchoolCode SCHOOL = SchoolCode.ofTwelve("C10121000077");

    @Test
    void whoWasShownMostPersonsStandsFirst() {
        UUID twice = UUID.randomUUID();
        append(
                        aRecord()
                                .atSchool(SCHOOL)
                                .by("few")
                                .at("2031-05-12T01:00:00Z")
                                .of(twice)
                                .build(),
                        aRecord()
                                .atSchool(SCHOOL)
                                .by("few")
                                .at("2031-05-12T03:00:00Z")
                                .of(twice)
                                .build(),
                        aRecord()
                                .atSchool(SCHOOL)
                                .by("many")
                                .at("2031-05-12T01:00:00Z")
                                .of(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID())
                                .build(),
                        aRecord()
                                .atSchool(SCHOOL)
                                .by("many")
                                .at("2031-05-12T02:30:00Z")
                                .of(UUID.randomUUID())
                                .build())
                .statusCode(200);

        volumes(anAuditor())
                .statusCode(200)
                .body("volumes.person", contains("many", "few"))
                .body("volumes.persons", contains(4, 1))
                .body("volumes.answers", contains(2, 2))
                .body("volumes.busiestHour", contains(3, 1))
                .body("volumes[0].day", is("2031-05-12"));
    }

    @Test
    void isNoBusinessOfAContractor() {
        volumes(aHandler().withDuty(Duty.COUNTER).atSchool(SCHOOL))
                .statusCode(403)
                .body("code", is("scope-missing"));
        volumes(aHandler().withDuty(Duty.COUNTER).atSchool(SCHOOL).withScopes(Scopes.AUDIT_READ))
                .statusCode(403)
                .body("code", is("not-authorised"));
    }

    private static ValidatableResponse volumes(TestAccount account) {
        return given().auth()
                .oauth2(account.token())
                .header("Purpose-Of-Use", "COUNTER")
                .header("Inquiry-Reason", "AUDIT")
                .queryParam("from", "2031-05-12T00:00:00Z")
                .queryParam("until", "2031-05-13T00:00:00Z")
                .queryParam("school", SCHOOL.value())
                .get("/v1/access-records/volumes")
                .then();
    }
}
