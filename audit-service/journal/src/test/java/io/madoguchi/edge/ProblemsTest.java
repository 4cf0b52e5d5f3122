package io.madoguchi.edge;

import static io.madoguchi.notes.NotesClient.NOTES;
import static io.madoguchi.notes.NotesClient.as;
import static io.madoguchi.notes.NotesClient.handler;
import static io.madoguchi.notes.NotesClient.post;
import static io.madoguchi.notes.NotesClient.write;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.madoguchi.notes.JournalRows;
import io.madoguchi.notes.Notes;
import io.madoguchi.notes.NotesServiceTest;
import io.madoguchi.notes.TestClock;
import io.quarkus.bootstrap.logging.InitialConfigurator;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.stream.Stream;
import org.hamcrest.Matchers;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.jboss.logmanager.handlers.ConsoleHandler;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@NotesServiceTest
class ProblemsTest {
    private static final String NAME = "山田太郎";

    @Inject
    Clock clock;

    @BeforeEach
    void startEmptyInANewMinute() {
        JournalRows.empty();
        ((TestClock) clock).pass(Duration.ofMinutes(1));
    }

    @Test
    void answersUnreadableJson() {
        for (String body : List.of("{", "{\"text\": \"" + NAME, "{\"text\": " + NAME + "}", "{\"text\" \"x\"}")) {
            problem(post(body), 400, "malformed-json");
        }
    }

    @Test
    void namesAFieldOfTheWrongTypeButNotItsValue() {
        problem(post("{\"text\": \"x\", \"copies\": \"" + NAME + "\"}"), 400, "wrong-type")
                .body("faults[0].field", is("copies"))
                .body("faults[0].rule", is("type"));
        problem(post("{\"text\": {\"a\": 1}}"), 400, "wrong-type").body("faults[0].field", is("text"));
        problem(post("[]"), 400, "wrong-type");
        problem(post("\"" + NAME + "\""), 400, "wrong-type");
    }

    @Test
    void doesNotRepeatTheNameOfAnUnknownField() {
        problem(post("{\"text\": \"x\", \"" + NAME + "\": 1}"), 400, "unknown-field")
                .body("faults", nullValue());
    }

    @Test
    void namesTheRuleThatAValueBreaks() {
        problem(write(NAME.repeat(16)), 400, "invalid-value")
                .body("faults[0].field", is("text"))
                .body("faults[0].rule", is("size"));
        problem(post("{}"), 400, "invalid-value").body("faults[0].rule", is("notnull"));
        problem(post("null"), 400, "invalid-value");
        problem(post(""), 400, "invalid-value");
        problem(as(handler()).get("/v1/patrons/" + Notes.PATRON + "?copies=10"), 400, "invalid-value")
                .body("faults[0].field", is("copies"));
    }

    @Test
    void answersWhatCannotBeConverted() {
        problem(as(handler()).get("/v1/patrons/" + "nobody"), 400, "invalid-value");
        problem(as(handler()).body("{}").post("/v1/schools/B101210000019/notes"), 400, "invalid-value");
        problem(as(handler()).get("/v1/patrons/" + Notes.PATRON + "?copies=many"), 400, "invalid-value");
    }

    @Test
    void answersWhatIsNotThere() {
        problem(as(handler()).get("/v1/nowhere"), 404, "not-found");
        problem(as(handler()).delete(NOTES), 405, "method-not-allowed");
        problem(as(handler()).contentType("text/plain").body("x").post(NOTES), 415, "unsupported-media-type");
        problem(as(handler()).accept("text/csv").body("{\"text\": \"x\"}").post(NOTES), 406, "not-acceptable");
    }

    @Test
    void answersABodyThatIsTooLarge() {
        problem(post("{\"text\": \"" + "x".repeat(20_000) + "\"}"), 413, "body-too-large");
    }

    @Test
    void answersWithoutATokenOrWithOneThatIsNotValidHere() {
        String patron = "/v1/patrons/" + Notes.PATRON;
        given().get(patron).then().statusCode(401).body("code", is("token-missing"));
        for (String token : List.of(
                handler().expired().token(),
                handler().forAudience("another").token(),
                handler().fromIssuer("https://elsewhere.example").token(),
                unsigned(handler().token()),
                "nonsense")) {
            given().auth()
                    .oauth2(token)
                    .get(patron)
                    .then()
                    .statusCode(401)
                    .contentType("application/problem+json")
                    .header("WWW-Authenticate", "Bearer error=\"invalid_token\"")
                    .body("code", is("token-invalid"));
        }
    }

    @Test
    void speaksJapaneseUnlessAskedForEnglish() {
        given().get("/nowhere").then().header("Content-Language", "ja").body("title", is("見つかりません。"));
        given().header("Accept-Language", "en-GB,en;q=0.8")
                .get("/nowhere")
                .then()
                .header("Content-Language", "en")
                .body("title", is("There is nothing at this address."));
    }

    @Test
    void noValueReachesTheLogOrTheAnswerWhateverFails() {
        try (LogCapture log = new LogCapture()) {
            problem(write("no such number " + NAME), 500, "internal-error");
            problem(write("fails after the record " + NAME), 500, "internal-error");
            write("only once " + NAME);
            problem(write("only once " + NAME), 500, "internal-error");
            problem(write("refused at commit " + NAME), 503, "record-unavailable");
            withoutRecord(write("cut at commit " + NAME), 503, "record-unavailable");
            problem(post("{\"text\": \"x\", \"copies\": \"" + NAME + "\"}"), 400, "wrong-type");
            problem(as(handler()).get("/v1/patrons/{id}", NAME), 400, "invalid-value");
            assertThat(log.text())
                    .contains("a request failed:", "SQLSTATE 22P02", "SQLSTATE 23505")
                    .doesNotContain(NAME);
        }
    }

    private static ValidatableResponse problem(Response answer, int status, String code) {
        return problem(answer.then(), status, code);
    }

    private static ValidatableResponse problem(ValidatableResponse answer, int status, String code) {
        return problemOf(answer, status, code).header("Access-Record", notNullValue());
    }

    /** The request may be on record already. */
    private static void withoutRecord(ValidatableResponse answer, int status, String code) {
        problemOf(answer, status, code).header("Access-Record", nullValue());
    }

    private static ValidatableResponse problemOf(ValidatableResponse answer, int status, String code) {
        return answer.statusCode(status)
                .contentType(Matchers.startsWith("application/problem+json"))
                .header("Cache-Control", "no-store")
                .body("code", is(code))
                .body("status", is(status))
                .body("title", notNullValue())
                .body("detail", notNullValue())
                .body(not(Matchers.containsString(NAME)));
    }

    private static String unsigned(String token) {
        String header = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"none\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8));
        return header + "." + token.split("\\.")[1] + ".";
    }

    /** All that the console is given, with the messages of exceptions, behind the console's own filter. */
    private static final class LogCapture extends Handler implements AutoCloseable {
        private final StringBuffer text = new StringBuffer();

        LogCapture() {
            Handler console = Stream.of(InitialConfigurator.DELAYED_HANDLER.getHandlers())
                    .filter(ConsoleHandler.class::isInstance)
                    .findFirst()
                    .orElseThrow();
            setFilter(console.getFilter());
            setFormatter(new PatternFormatter("%c %s%e%n"));
            InitialConfigurator.DELAYED_HANDLER.addHandler(this);
        }

        @Override
        public void publish(LogRecord record) {
            // The test's PostgreSQL writes to this log; the service's own words are what is looked at.
            if (isLoggable(record) && !record.getLoggerName().startsWith("io.zonky")) {
                text.append(getFormatter().format(ExtLogRecord.wrap(record)));
            }
        }

        String text() {
            return text.toString();
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            InitialConfigurator.DELAYED_HANDLER.removeHandler(this);
        }
    }
}
