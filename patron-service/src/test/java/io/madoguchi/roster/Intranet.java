package io.madoguchi.roster;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.madoguchi.api.Headers;
import io.madoguchi.testing.TestAccount;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** Whoever sends rosters, with an account of a name of its own. */
record Intranet(TestAccount account) {
    static final String PATH = "/v1/roster-imports";

    static Intranet theIntranet() {
        return as(TestAccount.anIntegration());
    }

    static Intranet as(TestAccount who) {
        return new Intranet(who.named("account-" + UUID.randomUUID()));
    }

    String name() {
        return account.account();
    }

    Response sends(TestRoster roster, Map<String, ?> options) {
        return sends(roster.zip(), options);
    }

    Response sends(byte[] body, Map<String, ?> options) {
        return request()
                .contentType("application/zip")
                .queryParams(options)
                .body(body)
                .post(PATH);
    }

    Response sendsWithKey(String key, byte[] body) {
        return request()
                .contentType("application/zip")
                .header(Headers.IDEMPOTENCY_KEY, key)
                .body(body)
                .post(PATH);
    }

    /** Sent, and told when it has come to its end. */
    JsonPath imports(TestRoster roster) {
        return imports(roster, Map.of());
    }

    JsonPath imports(TestRoster roster, Map<String, ?> options) {
        return atItsEnd(sends(roster, options));
    }

    JsonPath atItsEnd(Response received) {
        String location = received.then().statusCode(202).extract().header("Location");
        return await().pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofSeconds(30))
                .until(() -> request().get(location).jsonPath(), read -> read.get("endedAt") != null);
    }

    Response faultsOf(JsonPath imported) {
        return request().queryParam("limit", 1000).get(PATH + "/{id}/faults", imported.getString("id"));
    }

    Response changesOf(JsonPath imported) {
        return request().queryParam("limit", 1000).get(PATH + "/{id}/changes", imported.getString("id"));
    }

    RequestSpecification request() {
        return given().auth().oauth2(account.token()).header("Accept-Language", "en");
    }
}
