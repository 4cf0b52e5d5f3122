package io.madoguchi.directory;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.madoguchi.disclosure.Scopes;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@PatronServiceTest
class ApiDocumentTest {
    private static final String SEARCH = "paths.'/v1/schools/{school}/patron-searches'.post.";

    private String text;
    private JsonPath document;

    @BeforeEach
    void read() {
        text = given().get("/q/openapi.json").asString();
        document = new JsonPath(text);
    }

    @Test
    void isOfAVersionThatToolsReadAndNamesNoServer() {
        assertThat(document.getString("openapi")).isEqualTo("3.0.3");
        assertThat(document.getString("servers")).isNull();
    }

    @Test
    void refersToNothingThatIsNotThere() {
        List<String> references = Pattern.compile("\"\\$ref\"\\s*:\\s*\"#/([^\"]+)\"")
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .distinct()
                .toList();

        assertThat(references).isNotEmpty().allSatisfy(reference -> assertThat(
                        document.<Object>get("'" + reference.replace("/", "'.'") + "'"))
                .as(reference)
                .isNotNull());
    }

    @Test
    void saysOfASearchAllThatAClientMustKnow() {
        assertThat(document.getString(SEARCH + "operationId")).isEqualTo("searchPatrons");
        assertThat(document.getList(SEARCH + "security[0].keycloak"))
                .isEqualTo(List.of(Scopes.PATRON_NAME_READ, Scopes.LOAN_HISTORY_READ));
        assertThat(document.getString("components.parameters.'Purpose-Of-Use'.in"))
                .isEqualTo("header");
        assertThat(document.getList(SEARCH + "parameters.'$ref'")).contains("#/components/parameters/Purpose-Of-Use");
        assertThat(document.getMap("components.responses.Problem.content"))
                .containsOnlyKeys("application/problem+json");
        assertThat(document.<Map<String, Object>>get(SEARCH + "responses.'200'.content"))
                .containsOnlyKeys("application/json");
        assertThat(document.getString("components.schemas.SchoolCode.type")).isEqualTo("string");
        assertThat(document.getString("components.schemas.PatronView.properties.displayName.example"))
                .isEqualTo("山田 花子");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/q/health/ready", "/q/health/live", "/q/metrics", "/q/swagger-ui/"})
    void standsBesideWhatOperatorsAndDevelopersLookAt(String path) {
        assertThat(given().get(path).statusCode()).isEqualTo(200);
    }

    @Test
    void aPageForDevelopersMayRunItsScriptsButStandInNoFrame() {
        assertThat(given().get("/q/swagger-ui/").header("Content-Security-Policy"))
                .contains("frame-ancestors 'none'", "object-src 'none'", "base-uri 'none'")
                .doesNotContain("default-src", "script-src");
    }

    @Test
    void noPageOfAnotherOriginMayAskUnlessItIsNamed() {
        Response answer = given().header("Origin", "https://elsewhere.example").get("/q/health/live");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.header("Access-Control-Allow-Origin")).isNull();
    }

    @Test
    void letsSwaggerUiSignInWithoutASecret() {
        assertThat(given().get("/q/swagger-ui/").asString())
                .contains("swagger-ui", "usePkceWithAuthorizationCodeGrant: true")
                .doesNotContain("clientSecret");
    }
}
