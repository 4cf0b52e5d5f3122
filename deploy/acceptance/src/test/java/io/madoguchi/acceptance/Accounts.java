package io.madoguchi.acceptance;

import static io.restassured.RestAssured.given;

import io.madoguchi.local.LocalSystem;
import io.madoguchi.local.account.OneTimeCode;
import io.madoguchi.local.account.SignIn;
import io.madoguchi.local.account.Token;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Accounts that a test makes for itself, as the district would, and that go with it. */
final class Accounts implements AutoCloseable {
    static final List<String> COUNTER = List.of("patron.name:read", "circulation:write", "duty:counter");
    private static final String ALWAYS = "2013-04-01";

    private final LocalSystem system;
    private final List<String> made = new ArrayList<>();

    Accounts(City city) {
        this.system = city.system();
    }

    /** A handler for whom everything is in order, at school 1. */
    Account aHandler() {
        return new Account();
    }

    final class Account {
        private final String name = "handler-" + UUID.randomUUID();
        private final Map<String, Object> attributes = new LinkedHashMap<>();
        private Set<String> roles = Set.of("LIBRARY_SUPPORT_STAFF", "DUTY_COUNTER");
        private boolean factor = true;
        private String id = "";

        private Account() {
            attributes.put("assignments", "[" + period("school", City.school(1), ALWAYS, null) + "]");
            attributes.put("designation", period("id", "designation-t", ALWAYS, null));
            attributes.put("contract", period("id", "school-library-support-2013", ALWAYS, null));
        }

        Account withRoles(String... names) {
            roles = Set.of(names);
            return this;
        }

        Account withoutAFactor() {
            factor = false;
            return this;
        }

        Account assignedTo(int school, LocalDate from, LocalDate until) {
            attributes.put("assignments", "[" + period("school", City.school(school), text(from), text(until)) + "]");
            return this;
        }

        Account designated(LocalDate from, LocalDate until) {
            attributes.put("designation", period("id", "designation-t", text(from), text(until)));
            return this;
        }

        Account underAContract(LocalDate from, LocalDate until) {
            attributes.put("contract", period("id", "school-library-support-2013", text(from), text(until)));
            return this;
        }

        Account without(String paper) {
            attributes.remove(paper);
            return this;
        }

        Account made() {
            String location = admin().body(Map.of(
                            "username",
                            name,
                            "enabled",
                            true,
                            "firstName",
                            "試",
                            "lastName",
                            "見本",
                            "email",
                            name + "@example.invalid",
                            "attributes",
                            attributes,
                            "credentials",
                            credentials()))
                    .post("/users")
                    .then()
                    .statusCode(201)
                    .extract()
                    .header("Location");
            id = location.substring(location.lastIndexOf('/') + 1);
            made.add(id);
            List<?> granted = roles.stream()
                    .map(role -> admin().get("/roles/{role}", role).as(Map.class))
                    .toList();
            admin().body(granted)
                    .post("/users/{id}/role-mappings/realm", id)
                    .then()
                    .statusCode(204);
            return this;
        }

        private List<Map<String, Object>> credentials() {
            Map<String, Object> password = Map.of("type", "password", "value", password(), "temporary", false);
            return factor
                    ? List.of(
                            password,
                            Map.of(
                                    "type",
                                    "otp",
                                    "secretData",
                                    "{\"value\": \"" + system.secrets().factor(name) + "\"}",
                                    "credentialData",
                                    "{\"subType\": \"totp\", \"digits\": 6, \"period\": 30, \"algorithm\": \"HmacSHA1\","
                                            + " \"secretEncoding\": \"BASE32\"}"))
                    : List.of(password);
        }

        /** Changes some of what Keycloak keeps of the account, such as {@code enabled}. */
        Account changed(String field, Object value) {
            Map<String, Object> user = new LinkedHashMap<>(
                    admin().get("/users/{id}", id).jsonPath().getMap(""));
            user.put(field, value);
            admin().body(user).put("/users/{id}", id).then().statusCode(204);
            return this;
        }

        Token signIn() throws IOException {
            return signIn(
                    "counter",
                    password(),
                    factor ? new OneTimeCode(system.secrets().factor(name)) : null);
        }

        Token signIn(String client, String password, OneTimeCode code) throws IOException {
            return new SignIn(system.issuer())
                    .account(client, name, password, code, client.equals("counter") ? COUNTER : List.of("openid"));
        }

        String name() {
            return name;
        }

        String password() {
            return system.secrets().password(name);
        }
    }

    private static String period(String key, String value, String from, String until) {
        return "{\"%s\": \"%s\", \"from\": \"%s\"%s}"
                .formatted(key, value, from, until == null ? "" : ", \"until\": \"" + until + "\"");
    }

    private static String text(LocalDate date) {
        return date == null ? null : date.toString();
    }

    private RequestSpecification admin() {
        String token = given().baseUri(system.keycloakUrl().toString())
                .formParams(Map.of(
                        "grant_type",
                        "password",
                        "client_id",
                        "admin-cli",
                        "username",
                        "admin",
                        "password",
                        system.secrets().password("keycloak-admin")))
                .post("/realms/master/protocol/openid-connect/token")
                .then()
                .statusCode(200)
                .extract()
                .path("access_token");
        return given().baseUri(system.keycloakAdminUrl().toString())
                .auth()
                .oauth2(token)
                .contentType("application/json");
    }

    @Override
    public void close() {
        made.forEach(id -> admin().delete("/users/{id}", id).then().statusCode(204));
    }
}
