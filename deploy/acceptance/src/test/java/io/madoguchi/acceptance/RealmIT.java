package io.madoguchi.acceptance;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Keycloak grants: no account obtains a scope or a duty beyond its own, whatever it asks for (R21, R24). */
@ExtendWith(City.Resolver.class)
class RealmIT {
    private final City city;

    RealmIT(City city) {
        this.city = city;
    }

    /** Through the one client that offers every scope. */
    @ParameterizedTest
    @CsvSource({
        "handler-1, patron.name:read patron.class:read circulation:write loan.history:read duty:counter duty:user-data duty:learning-support duty:reading-guidance",
        "handler-2, patron.name:read circulation:write duty:counter",
        "manager-1, audit.contract:read",
        "library-1, patron.name:read patron.profile:read patron:write circulation:write holdings:write loan.history:read school:decide",
        "district-1, patron.name:read patron.profile:read roster:import outsourcing:write audit:read patron.identity:resolve",
        "auditor-1, audit:read patron.identity:resolve",
        "pupil-1, loan.own:read audit.own:read",
    })
    void anAccountThatAsksForEveryScopeReceivesItsOwn(String account, String granted) throws IOException {
        String token = city.system().tokenFrom("swagger-ui", account).value();
        assertThat(scopesOf(token)).isEqualTo(words(granted));
    }

    @Test
    void theCounterAndTheReadingGuidanceClientObtainDifferentDuties() throws IOException {
        assertThat(scopesOf(city.system().tokenFrom("counter", "handler-1").value()))
                .isEqualTo(words("patron.name:read patron.class:read circulation:write duty:counter duty:user-data"));
        assertThat(scopesOf(
                        city.system().tokenFrom("reading-guidance", "handler-1").value()))
                .isEqualTo(words("loan.history:read duty:learning-support duty:reading-guidance"));
    }

    @Test
    void theIntegrationClientImportsRostersAndNothingElse() throws IOException {
        assertThat(scopesOf(city.system().clientToken("intranet").value())).isEqualTo(words("roster:import"));
    }

    @Test
    void aTokenSaysWhatTheServicesDecideBy() throws IOException {
        JsonNode claims = claims(city.token("handler-1"));
        assertThat(claims.get("aud").toString()).contains("madoguchi");
        assertThat(claims.get("preferred_username").asText()).isEqualTo("handler-1");
        assertThat(claims.get("sub").asText()).isNotBlank();
        assertThat(claims.get("assignments")).hasSize(2);
        assertThat(claims.get("assignments").get(0).get("school").asText()).isEqualTo(City.school(1));
        assertThat(claims.get("designation").get("id").asText()).isNotBlank();
        assertThat(claims.get("contract").get("id").asText()).isEqualTo("school-library-support-2013");
        assertThat(claims.get("exp").asLong() - claims.get("iat").asLong()).isLessThanOrEqualTo(300);
    }

    @Test
    void atTheWrongSchoolAHandlerIsRefused() {
        city.patrons()
                .as(city.token("handler-2"), "COUNTER")
                .body("{\"name\": \"佐藤\"}")
                .post("/v1/schools/{school}/patron-searches", City.school(1))
                .then()
                .statusCode(403)
                .body("code", is("school-not-assigned"));
    }

    @Test
    void aTokenThatKeycloakDidNotSignIsRefused() {
        String[] parts = city.token("library-1").split("\\.");
        String none = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"none\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8));
        String otherSignature = new StringBuilder(parts[2]).reverse().toString();
        for (String forged :
                new String[] {none + "." + parts[1] + ".", parts[0] + "." + parts[1] + "." + otherSignature, "x"}) {
            for (City.Client service : new City.Client[] {city.patrons(), city.circulation(), city.audit()}) {
                given().baseUri(service.url().toString())
                        .auth()
                        .oauth2(forged)
                        .contentType("application/json")
                        .get(
                                service.equals(city.audit())
                                        ? "/v1/access-records"
                                        : "/v1/patrons/6f9619ff-8b86-4d01-b42d-00cf4fc964ff"
                                                + (service.equals(city.circulation()) ? "/loans" : ""))
                        .then()
                        .statusCode(401)
                        .contentType("application/problem+json")
                        .body("code", is("token-invalid"));
            }
        }
    }

    private static Set<String> scopesOf(String token) throws IOException {
        return words(claims(token).path("scope").asText(""));
    }

    private static Set<String> words(String text) {
        Set<String> words = new TreeSet<>(Set.of(text.trim().split(" +")));
        words.remove("");
        return words;
    }

    private static JsonNode claims(String token) throws IOException {
        return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
    }
}
