package io.madoguchi.directory;

import static io.restassured.RestAssured.given;

import io.madoguchi.api.Headers;
import io.madoguchi.disclosure.Duty;
import io.madoguchi.school.SchoolCode;
import io.madoguchi.testing.TestAccount;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import java.util.UUID;

/** Questions of one account, which has a name of its own so that its records can be told from others. */
final class Ask {
    private final String account;
    private final TestAccount who;
    private final SchoolCode school;
    private final String duty;

    private Ask(String account, TestAccount who, SchoolCode school, String duty) {
        this.account = account;
        this.who = who;
        this.school = school;
        this.duty = duty;
    }

    static Ask ask(TestAccount who) {
        String account = "account-" + UUID.randomUUID();
        return new Ask(account, who.named(account), null, null);
    }

    Ask at(SchoolCode where) {
        return new Ask(account, who, where, duty);
    }

    /** Under a duty that the account holds. */
    Ask as(Duty held) {
        return new Ask(account, who.withDuty(held), school, held.name());
    }

    /** Stating a duty, whether the account holds it or not. */
    Ask stating(String stated) {
        return new Ask(account, who, school, stated);
    }

    String account() {
        return account;
    }

    Response forCard(String card) {
        return search(Map.of("cardBarcode", card));
    }

    Response forName(String name) {
        return search(Map.of("name", name));
    }

    Response forKana(String kana) {
        return search(Map.of("kana", kana));
    }

    Response search(Map<String, Object> question) {
        return request().body(question).post("/v1/schools/{school}/patron-searches", school.value());
    }

    Response forId(UUID id) {
        return request().get("/v1/patrons/{id}", id);
    }

    RequestSpecification request() {
        RequestSpecification request = given().auth().oauth2(who.token()).contentType(ContentType.JSON);
        return duty == null ? request : request.header(Headers.PURPOSE_OF_USE, duty);
    }
}
