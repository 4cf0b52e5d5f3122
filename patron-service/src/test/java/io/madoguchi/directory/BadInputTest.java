package io.madoguchi.directory;

import static io.madoguchi.directory.Ask.ask;
import static io.madoguchi.directory.TestSchool.aSchool;
import static io.madoguchi.testing.TestAccount.aLibrarian;
import static org.assertj.core.api.Assertions.assertThat;

import io.madoguchi.problem.Problem;
import io.madoguchi.problem.ProblemCode;
import io.madoguchi.school.SchoolCode;
import io.madoguchi.testing.TestJournal;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@PatronServiceTest
class BadInputTest {
    /** Stands in each body and each address; no answer and no record may hold it. */
    private static final String MARK = "マドグチ";

    static Stream<Arguments> requests() {
        return Stream.of(
                body("malformed-json", "{\"name\":\"マドグチ", ""),
                body("malformed-json", "{\"name\":\"マドグチ\",}", ""),
                body("malformed-json", "{\"name\":\"マドグチ\"} マドグチ", ""),
                body("wrong-type", "[".repeat(5000), ""),
                body("unknown-field", "{\"name\":\"マドグチ\",\"マドグチ\":1}", ""),
                body("unknown-field", "{\"name\":\"マドグチ\",\"oneQuestion\":true}", ""),
                body("wrong-type", "{\"name\":{\"マドグチ\":1}}", "name"),
                body("wrong-type", "{\"name\":[\"マドグチ\"]}", "name"),
                body("wrong-type", "{\"cardBarcode\":12345678}", "cardBarcode"),
                body("wrong-type", "{\"name\":\"山田\",\"limit\":\"マドグチ\"}", "limit"),
                body("wrong-type", "{\"name\":\"山田\",\"limit\":\"5\"}", "limit"),
                body("wrong-type", "{\"name\":\"山田\",\"limit\":1.5}", "limit"),
                body("wrong-type", "[\"マドグチ\"]", ""),
                body("wrong-type", "\"マドグチ\"", ""),
                body("invalid-value", "null", "search"),
                body("invalid-value", "", "search"),
                body("invalid-value", "{}", "oneQuestion"),
                body("invalid-value", "{\"name\":\"マドグチ\",\"kana\":\"マドグチ\"}", "oneQuestion"),
                body("invalid-value", "{\"name\":\"マドグチ\",\"cardBarcode\":\"P000000017\"}", "oneQuestion"),
                body("invalid-value", "{\"name\":\"" + MARK.repeat(16) + "\"}", "name"),
                body("invalid-value", "{\"name\":\"\"}", "name"),
                body("invalid-value", "{\"name\":\"マドグチ\\u0000\"}", "name"),
                body("invalid-value", "{\"name\":\"マドグチ\\u007f\"}", "name"),
                body("invalid-value", "{\"kana\":\"マドグチ\\n\"}", "kana"),
                body("invalid-value", "{\"cardBarcode\":\"P00000017\\u0007\"}", "cardBarcode"),
                body("invalid-value", "{\"cardBarcode\":\"マドグチ\"}", "cardBarcode"),
                body("invalid-value", "{\"cardBarcode\":\"P00000000000000000017\"}", "cardBarcode"),
                body("invalid-value", "{\"cardBarcode\":\"P17\"}", "cardBarcode"),
                body("invalid-value", "{\"name\":\"山田\",\"limit\":0}", "limit"),
                body("invalid-value", "{\"name\":\"山田\",\"limit\":101}", "limit"),
                body("invalid-value", "{\"name\":\"山田\",\"cursor\":\"マドグチ\"}", "cursor"),
                request("invalid-value", "", (r, s) -> r.post("/v1/schools/{s}/patron-searches", MARK)),
                request("invalid-value", "", (r, s) -> r.post("/v1/schools/{s}/patron-searches", wrongDigit(s))),
                request("invalid-value", "", (r, s) -> r.get("/v1/patrons/{id}", MARK)),
                request("invalid-value", "", (r, s) -> r.get("/v1/patrons/{id}", "00000000-0000-0000-0000")),
                request("not-found", "", (r, s) -> r.get("/v1/{path}", MARK)),
                request("not-found", "", (r, s) -> r.get("/{path}", MARK)),
                request("method-not-allowed", "", (r, s) -> r.delete("/v1/schools/{s}/patron-searches", s.value())),
                request("unsupported-media-type", "", (r, s) -> r.contentType(ContentType.TEXT)
                        .body(MARK)
                        .post("/v1/schools/{s}/patron-searches", s.value())),
                request("not-acceptable", "", (r, s) -> r.accept("text/html")
                        .body("{\"name\":\"マドグチ\"}")
                        .post("/v1/schools/{s}/patron-searches", s.value())));
    }

    @ParameterizedTest(name = "{index} {0} {1}")
    @MethodSource("requests")
    void isAnsweredWithItsCodeInBothLanguagesAndRepeatsNothing(
            String code, String field, BiFunction<RequestSpecification, SchoolCode, Response> request) {
        SchoolCode school = aSchool();
        Ask librarian = ask(aLibrarian().atSchool(school));
        for (Locale language : List.of(Locale.JAPANESE, Locale.ENGLISH)) {
            Problem expected = Problem.of(ProblemCode.named(code), language, List.of());

            Response answer =
                    request.apply(librarian.request().header("Accept-Language", language.getLanguage()), school);

            String body = answer.asString();
            assertThat(answer.contentType()).as(body).startsWith("application/problem+json");
            assertThat(answer.jsonPath().getString("code")).as(body).isEqualTo(code);
            assertThat(answer.statusCode()).isEqualTo(expected.status());
            assertThat(answer.jsonPath().getString("title")).isEqualTo(expected.title());
            assertThat(answer.jsonPath().getString("detail")).isEqualTo(expected.detail());
            if (!field.isEmpty()) {
                assertThat(answer.jsonPath().getList("faults.field")).as(body).containsExactly(field);
            }
            assertThat(body).doesNotContain(MARK, "Exception", "io.madoguchi", "java.", "\tat ");
        }
        assertThat(TestJournal.textsOf(librarian.account())).hasSize(2).allSatisfy(record -> assertThat(record)
                .contains("REFUSED", code)
                .doesNotContain(MARK));
    }

    private static String wrongDigit(SchoolCode school) {
        char last = school.value().charAt(12);
        return school.value().substring(0, 12) + (last == '9' ? '0' : (char) (last + 1));
    }

    private static Arguments body(String code, String json, String field) {
        return request(code, field, (request, school) -> request.contentType("application/json")
                .body(json.getBytes(StandardCharsets.UTF_8))
                .post("/v1/schools/{school}/patron-searches", school.value()));
    }

    private static Arguments request(
            String code, String field, BiFunction<RequestSpecification, SchoolCode, Response> request) {
        return Arguments.of(code, field, request);
    }
}
