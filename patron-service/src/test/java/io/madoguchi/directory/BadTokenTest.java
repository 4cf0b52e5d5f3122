package io.madoguchi.directory;

import static io.madoguchi.testing.TestAccount.aLibrarian;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.madoguchi.problem.Problem;
import io.madoguchi.problem.ProblemCode;
import io.madoguchi.testing.TestAccount;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@PatronServiceTest
class BadTokenTest {
    static Stream<Arguments> tokens() {
        return Stream.of(
                bearer("token-invalid", () -> account().expired().token()),
                bearer(
                        "token-invalid",
                        () -> account().fromIssuer("http://elsewhere").token()),
                bearer("token-invalid", () -> account().forAudience("elsewhere").token()),
                bearer("token-invalid", () -> unsigned(account().token())),
                bearer("token-invalid", () -> withAnotherPayload(account().token())),
                bearer("token-invalid", () -> "garbage"),
                bearer("token-invalid", () -> ""),
                Arguments.of("token-missing", (Supplier<RequestSpecification>) () -> given()),
                Arguments.of("token-invalid", (Supplier<RequestSpecification>)
                        () -> given().header("Authorization", "Basic bGlicmFyeTpwYXNz")));
    }

    @ParameterizedTest(name = "{index} {0}")
    @MethodSource("tokens")
    void opensNothing(String code, Supplier<RequestSpecification> request) {
        for (Locale language : List.of(Locale.JAPANESE, Locale.ENGLISH)) {
            Response answer = request.get()
                    .header("Accept-Language", language.getLanguage())
                    .get("/v1/patrons/{id}", UUID.randomUUID());

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.contentType()).startsWith("application/problem+json");
            assertThat(answer.jsonPath().getString("code")).isEqualTo(code);
            assertThat(answer.jsonPath().getString("title"))
                    .isEqualTo(Problem.of(ProblemCode.named(code), language, List.of())
                            .title());
            assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
            assertThat(answer.header("Access-Record")).as("nobody is known").isNull();
        }
    }

    private static TestAccount account() {
        return aLibrarian();
    }

    private static Arguments bearer(String code, Supplier<String> token) {
        return Arguments.of(
                code, (Supplier<RequestSpecification>) () -> given().header("Authorization", "Bearer " + token.get()));
    }

    private static String unsigned(String token) {
        return encoded("{\"alg\":\"none\",\"typ\":\"JWT\"}") + "." + token.split("\\.")[1] + ".";
    }

    private static String withAnotherPayload(String token) {
        String[] parts = token.split("\\.");
        String payload = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        return parts[0] + "." + encoded(payload.replace("library-t", "library-x")) + "." + parts[2];
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
