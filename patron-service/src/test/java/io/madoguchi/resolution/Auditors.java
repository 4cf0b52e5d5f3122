package io.madoguchi.resolution;

import static io.restassured.RestAssured.given;

import io.madoguchi.api.Headers;
import io.madoguchi.testing.TestAccount;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import java.util.UUID;

/** One person at the identity resolutions, with an account of a name of its own. */
record Auditors(TestAccount account) {
    static final String PATH = "/v1/identity-resolutions";

    static Auditors anAuditor() {
        return as(TestAccount.anAuditor());
    }

    static Auditors aDistrictAdmin() {
        return as(TestAccount.aDistrictAdmin());
    }

    static Auditors as(TestAccount account) {
        return new Auditors(account.named("account-" + UUID.randomUUID()));
    }

    /** Under an account of this name, and so with its subject. */
    Auditors with(String accountName) {
        return new Auditors(account.named(accountName));
    }

    String name() {
        return account.account();
    }

    Response asksForTheIdsOf(String name) {
        return asks(Map.of("displayName", name, "reason", "COMPLAINT", "caseNumber", "2026-114"));
    }

    Response asksForTheNameOf(UUID patron) {
        return asks(Map.of("patronId", patron, "reason", "DISCLOSURE_REQUEST", "caseNumber", "2026-115"));
    }

    Response asks(Map<String, ?> question) {
        return request().body(question).post(PATH);
    }

    Response asksWithKey(String key, Map<String, ?> question) {
        return request().header(Headers.IDEMPOTENCY_KEY, key).body(question).post(PATH);
    }

    Response approves(String id, String name) {
        return request().body(repeated(name)).post(PATH + "/{id}/approvals", id);
    }

    Response refuses(String id) {
        return request().post(PATH + "/{id}/refusals", id);
    }

    Response resolves(String id, String name) {
        return request().body(repeated(name)).post(PATH + "/{id}/result", id);
    }

    Response reads(String id) {
        return request().get(PATH + "/{id}", id);
    }

    Response lists(String state) {
        return request().queryParam("state", state).queryParam("limit", 100).get(PATH);
    }

    RequestSpecification request() {
        return given().auth().oauth2(account.token()).contentType(ContentType.JSON);
    }

    private static Map<String, String> repeated(String name) {
        return name == null ? Map.of() : Map.of("displayName", name);
    }
}
