package io.madoguchi.changefeed;

import static io.restassured.RestAssured.given;

import io.madoguchi.testing.TestAccount;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.List;

/** Follows the change feed as lending does. */
final class FeedReader {
    private TestAccount account = TestAccount.aService("circulation-service");
    private String cursor;

    FeedReader as(TestAccount other) {
        account = other;
        return this;
    }

    FeedReader from(String place) {
        cursor = place;
        return this;
    }

    /** The next page. */
    Response read() {
        RequestSpecification request = given().auth().oauth2(account.token());
        Response page = (cursor == null ? request : request.queryParam("after", cursor)).get("/v1/borrowers/changes");
        if (page.statusCode() == 200) {
            cursor = page.jsonPath().getString("next");
        }
        return page;
    }

    /** All pages there are now, as patron ids. */
    List<String> readAll() {
        List<String> seen = new ArrayList<>();
        Response page;
        do {
            page = read();
            seen.addAll(page.jsonPath().getList("borrowers.patronId"));
        } while (page.jsonPath().getBoolean("more"));
        return seen;
    }
}
