package io.madoguchi.acceptance;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.is;

import io.madoguchi.local.account.OneTimeCode;
import io.madoguchi.local.account.SignIn;
import io.madoguchi.local.account.Token;
import io.madoguchi.local.city.SampleCity;
import java.io.IOException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Layer 1: whom Keycloak lets in, with what, and for how long, and that it is on record (R24). */
@ExtendWith(City.Resolver.class)
class SignInIT {
    /** Of RFC 7636, appendix B. */
    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    private final City city;
    private final Accounts accounts;

    SignInIT(City city) {
        this.city = city;
        this.accounts = new Accounts(city);
    }

    @AfterEach
    void remove() {
        accounts.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"counter", "reading-guidance"})
    void aContractorsApplicationProvesItselfWithS256AndNothingLess(String client) {
        assertThat(authorization(client, Map.of())).contains("error=invalid_request");
        assertThat(authorization(client, Map.of("code_challenge", CHALLENGE))).contains("error=invalid_request");
        assertThat(authorization(client, Map.of("code_challenge", CHALLENGE, "code_challenge_method", "plain")))
                .contains("error=invalid_request");
        assertThat(authorization(client, Map.of("code_challenge", CHALLENGE, "code_challenge_method", "S256")))
                .as("the sign-in page")
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"counter", "reading-guidance"})
    void aContractorsApplicationNeverTakesThePasswordItself(String client) {
        given().baseUri(city.system().issuer().toString())
                .formParams(Map.of(
                        "grant_type",
                        "password",
                        "client_id",
                        client,
                        "username",
                        "handler-1",
                        "password",
                        city.system().secrets().password("handler-1")))
                .post("/protocol/openid-connect/token")
                .then()
                .statusCode(400)
                .body("error", is("unauthorized_client"));
    }

    @Test
    void aContractorsPasswordAloneIsNotEnough() {
        Accounts.Account handler = accounts.aHandler().made();

        for (String client : List.of("counter", "reading-guidance", "swagger-ui")) {
            assertThatThrownBy(() -> handler.signIn(client, handler.password(), null))
                    .isInstanceOf(SignIn.Refused.class)
                    .hasMessageContaining("one-time code");
        }
    }

    @Test
    void norWithTheCodeOfSomebodyElse() throws IOException {
        Accounts.Account handler = accounts.aHandler().made();
        isMetByAService(handler, handler.signIn());
        OneTimeCode another = city.system().oneTimeCode("handler-1");

        assertThatThrownBy(() -> handler.signIn("counter", handler.password(), another))
                .isInstanceOf(SignIn.Refused.class);
        awaitOnRecord(handler.name(), "wrong-second-factor", 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"LIBRARY_SUPPORT_STAFF", "LIBRARY_UTILIZATION_PROMOTER", "HANDLING_MANAGER"})
    void aContractorWithoutAFactorRegistersOneBeforeAnythingElse(String role) {
        Accounts.Account handler = accounts.aHandler()
                .withRoles(role, "SCHOOL_LIBRARY_STAFF")
                .withoutAFactor()
                .made();

        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(handler::signIn)
                    .isInstanceOf(SignIn.Refused.class)
                    .hasMessageContaining("CONFIGURE_TOTP");
        }
    }

    @Test
    void aNewLoginEndsTheContractorsOlderSessionOnRecord() throws IOException {
        Accounts.Account handler = accounts.aHandler().made();
        SignIn signIn = new SignIn(city.system().issuer());
        Token first = handler.signIn();
        isMetByAService(handler, first);
        Token second = handler.signIn();

        assertThatThrownBy(() -> signIn.refreshed("counter", first.refresh()))
                .isInstanceOf(SignIn.Refused.class)
                .hasMessageContaining("invalid_grant");
        assertThat(signIn.refreshed("counter", second.refresh()).value()).isNotEmpty();
        awaitOnRecord(handler.name(), "older-session-ended", 1);
        assertThat(reasons(handler.name())).contains("signed-in");
    }

    @Test
    void othersMayHaveSeveralSessions() throws IOException {
        SignIn signIn = new SignIn(city.system().issuer());
        Token first = city.system().token("library-1");
        Token second = city.system().token("library-1");

        assertThat(signIn.refreshed("school-library", first.refresh()).value()).isNotEmpty();
        assertThat(signIn.refreshed("school-library", second.refresh()).value()).isNotEmpty();
    }

    @Test
    void afterFiveWrongPasswordsTheRightOneIsRefusedTooOnRecord() throws IOException {
        Accounts.Account handler = accounts.aHandler().made();
        OneTimeCode code = new OneTimeCode(city.system().secrets().factor(handler.name()));
        isMetByAService(handler, handler.signIn());
        for (int i = 0; i < 5; i++) {
            // Two failures within a second are a machine's, and lock the account sooner.
            Awaitility.await().pollDelay(Duration.ofMillis(1100)).until(() -> true);
            assertThatThrownBy(() -> handler.signIn("counter", "not-the-password", code))
                    .isInstanceOf(SignIn.Refused.class);
        }

        assertThatThrownBy(handler::signIn).isInstanceOf(SignIn.Refused.class);
        awaitOnRecord(handler.name(), "account-locked", 1);
        awaitOnRecord(handler.name(), "locked-after-failures", 1);
        assertThat(reasons(handler.name()).stream().filter("wrong-password"::equals))
                .hasSize(5);
    }

    @Test
    void aDisabledAccountAndOneWithSomethingToDoFirstGetNoToken() throws IOException {
        Accounts.Account handler = accounts.aHandler().made();
        isMetByAService(handler, handler.signIn());
        handler.changed("requiredActions", List.of("UPDATE_PASSWORD"));
        assertThatThrownBy(handler::signIn).isInstanceOf(SignIn.Refused.class).hasMessageContaining("UPDATE_PASSWORD");

        handler.changed("requiredActions", List.of()).changed("enabled", false);
        assertThatThrownBy(handler::signIn).isInstanceOf(SignIn.Refused.class);
        awaitOnRecord(handler.name(), "account-disabled", 1);
    }

    @Test
    void theAuditServiceReadsEventsAndNoAccounts() throws IOException {
        String token = city.system().clientToken("audit-service").value();
        for (String path : List.of("/users", "/users/count", "/roles", "/clients")) {
            given().auth()
                    .oauth2(token)
                    .get(city.system().keycloakAdminUrl() + path)
                    .then()
                    .statusCode(403);
        }
        for (String other : List.of("patron-service", "circulation-service", "intranet")) {
            given().auth()
                    .oauth2(city.system().clientToken(other).value())
                    .get(city.system().keycloakAdminUrl() + "/events")
                    .then()
                    .statusCode(403);
        }
    }

    @Test
    void aPatronsSignInsAreNotOnRecordOnceServicesKnowThePatron() throws IOException {
        Token pupil = city.system().token("pupil-1");
        city.circulation().as(pupil.value(), null).get("/v1/me/loans").then().statusCode(200);
        awaitARecord("pupil-1");
        OffsetDateTime before = OffsetDateTime.now(ZoneOffset.UTC);
        city.system().token("pupil-1");
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() ->
                        city.number("SELECT count(*) FROM audit.sign_in_position WHERE read_until >= ?", before) == 1);

        assertThat(reasons("pupil-1")).doesNotContain("signed-in");
    }

    /** Where the refusal leads; empty where there is a page. */
    private String authorization(String client, Map<String, String> challenge) {
        Map<String, String> query = new HashMap<>(challenge);
        query.putAll(Map.of(
                "response_type",
                "code",
                "client_id",
                client,
                "redirect_uri",
                "http://127.0.0.1/signed-in",
                "state",
                "s"));
        String location = given().redirects()
                .follow(false)
                .queryParams(query)
                .get(city.system().issuer() + "/protocol/openid-connect/auth")
                .header("Location");
        return location == null ? "" : location;
    }

    /** The trail names an account once a service has met it. */
    private void isMetByAService(Accounts.Account handler, Token token) {
        city.patrons()
                .as(token.value(), "COUNTER")
                .body(Map.of("cardBarcode", SampleCity.pupil(1, 8).cardBarcode()))
                .post("/v1/schools/{school}/patron-searches", City.school(1))
                .then()
                .statusCode(200);
        awaitARecord(handler.name());
    }

    private void awaitARecord(String person) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !reasons(person)
                .isEmpty());
    }

    private void awaitOnRecord(String person, String reason, int times) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> reasons(person).stream().filter(reason::equals).count() == times);
    }

    private List<String> reasons(String person) {
        return city.audit()
                .auditing(city.token("auditor-1"))
                .queryParam("person", person)
                .queryParam("limit", 500)
                .get("/v1/access-records")
                .jsonPath()
                .getList("records.reason");
    }
}
