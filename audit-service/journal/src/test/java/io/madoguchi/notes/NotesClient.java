package io.madoguchi.notes;

import static io.madoguchi.testing.TestAccount.aHandler;
import static io.restassured.RestAssured.given;

import io.madoguchi.disclosure.Duty;
import io.madoguchi.testing.TestAccount;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

/** A handler at the counter. */
public final class NotesClient {
    public static final String SCHOOL = "B101210000018";
    public static final String NOTES = "/v1/schools/" + SCHOOL + "/notes";

    private NotesClient() {}

    public static TestAccount handler() {
        return aHandler().withDuty(Duty.COUNTER).atSchool(SCHOOL);
    }

    public static RequestSpecification as(TestAccount account) {
        return given().auth()
                .oauth2(account.token())
                .header("Purpose-Of-Use", "COUNTER")
                .header("Accept-Language", "en")
                .contentType("application/json");
    }

    public static ValidatableResponse write(String text) {
        return post("{\"text\": \"" + text + "\", \"copies\": 1}");
    }

    public static ValidatableResponse post(String body) {
        return as(handler()).body(body).post(NOTES).then();
    }
}
