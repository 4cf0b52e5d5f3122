package io.madoguchi.journal;

import static io.madoguchi.notes.NotesClient.NOTES;
import static io.madoguchi.notes.NotesClient.SCHOOL;
import static io.madoguchi.notes.NotesClient.as;
import static io.madoguchi.notes.NotesClient.handler;
import static io.madoguchi.notes.NotesClient.post;
import static io.madoguchi.testing.TestAccount.aHandler;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.madoguchi.disclosure.Duty;
import io.madoguchi.notes.JournalRows;
import io.madoguchi.notes.Notes;
import io.madoguchi.notes.NotesServiceTest;
import io.madoguchi.notes.TestClock;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@NotesServiceTest
class RefusalsTest {
    @Inject
    Refusals refusals;

    @Inject
    Clock clock;

    @BeforeEach
    void startEmptyInANewMinute() {
        JournalRows.empty();
        ((TestClock) clock).pass(Duration.ofMinutes(1));
    }

    @Test
    void aKnownCallersRefusalIsOnRecordOnceWithWhatWasTried() {
        String id = as(aHandler().withDuty(Duty.COUNTER).atSchool("B101210000027"))
                .body("{\"text\": \"lent\"}")
                .post(NOTES)
                .then()
                .statusCode(403)
                .extract()
                .header("Access-Record");
        JsonNode record = JournalRows.only();
        assertThat(record.get("id").asText()).isEqualTo(id);
        assertThat(record.get("decision").asText()).isEqualTo("REFUSED");
        assertThat(record.get("reason").asText()).isEqualTo("school-not-assigned");
        assertThat(record.get("status").asInt()).isEqualTo(403);
        assertThat(record.at("/who/person").asText()).isEqualTo("handler-t");
        assertThat(record.at("/who/client").asText()).isEqualTo("counter");
        assertThat(record.get("declaredDuty").asText()).isEqualTo("COUNTER");
        assertThat(record.get("act").asText()).isEqualTo("CHECK_OUT");
        assertThat(record.get("school").asText()).isEqualTo(SCHOOL);
        assertThat(record.get("disclosed")).isEmpty();
    }

    @Test
    void aRefusalBeforeTheGateNamesTheSchoolInThePath() {
        as(aHandler()).body("{\"text\": \"lent\"}").post(NOTES).then().statusCode(403);
        JsonNode record = JournalRows.only();
        assertThat(record.get("reason").asText()).isEqualTo("scope-missing");
        assertThat(record.get("school").asText()).isEqualTo(SCHOOL);
        assertThat(record.has("act")).isFalse();
    }

    @Test
    void aRefusalNamesThePatronInThePath() {
        given().auth()
                .oauth2(aHandler().withDuty(Duty.COUNTER).atSchool(SCHOOL).token())
                .get("/v1/patrons/" + Notes.PATRON)
                .then()
                .statusCode(400);
        JsonNode record = JournalRows.only();
        assertThat(record.get("reason").asText()).isEqualTo("duty-required");
        assertThat(record.get("act").asText()).isEqualTo("READ_PATRON");
        assertThat(record.get("requested").asText()).isEqualTo(Notes.PATRON.toString());
    }

    @Test
    void nobodysRefusalIsNotRecorded() {
        given().get("/v1/patrons/" + Notes.PATRON).then().statusCode(401);
        given().auth()
                .oauth2(handler().expired().token())
                .get("/v1/patrons/" + Notes.PATRON)
                .then()
                .statusCode(401);
        given().auth().oauth2("no.such.token").get("/nowhere").then().statusCode(404);
        given().get("/nowhere").then().statusCode(404);
        assertThat(JournalRows.all()).isEmpty();
    }

    @Test
    void beyondSixtyAMinuteTheRestIsOneRecordForEachCode() {
        for (int i = 0; i < 60; i++) {
            post("{").statusCode(400);
        }
        assertThat(JournalRows.all()).hasSize(60);
        Set<String> beyond = new HashSet<>();
        for (int i = 0; i < 4; i++) {
            beyond.add(named(post("{").statusCode(400)));
        }
        String other = named(as(handler()).get("/nowhere").then().statusCode(404));
        assertThat(JournalRows.all()).hasSize(60);
        assertThat(beyond).hasSize(1).doesNotContain(other);

        ((TestClock) clock).pass(Duration.ofMinutes(1));
        String minute = clock.instant().minusSeconds(60).toString().substring(0, 16) + ":00Z";
        refusals.closeMinutes();
        refusals.closeMinutes();
        Map<String, JsonNode> closed = JournalRows.all().stream()
                .filter(record -> record.get("times").asInt() != 1
                        || record.get("id").asText().equals(other))
                .collect(Collectors.toMap(record -> record.get("id").asText(), record -> record));
        assertThat(JournalRows.all()).hasSize(62);
        assertThat(closed).containsOnlyKeys(Set.of(beyond.iterator().next(), other));
        JsonNode malformed = closed.get(beyond.iterator().next());
        assertThat(malformed.get("times").asInt()).isEqualTo(4);
        assertThat(malformed.get("reason").asText()).isEqualTo("malformed-json");
        assertThat(malformed.get("status").asInt()).isEqualTo(400);
        assertThat(malformed.get("at").asText()).isEqualTo(minute);
        assertThat(malformed.at("/who/person").asText()).isEqualTo("handler-t");
        assertThat(closed.get(other).get("reason").asText()).isEqualTo("not-found");

        assertThat(named(post("{"))).isNotIn(closed.keySet());
        assertThat(JournalRows.all()).hasSize(63);
    }

    @Test
    void anAccountsFloodDoesNotHideAnothersRefusals() {
        for (int i = 0; i < 61; i++) {
            post("{").statusCode(400);
        }
        as(handler().named("handler-2")).body("{").post(NOTES).then().statusCode(400);
        assertThat(JournalRows.all()).hasSize(61);
    }

    @Test
    void twoInstancesThatCloseAMinuteAtOnceWriteOneRecord() throws Exception {
        for (int i = 0; i < 62; i++) {
            post("{").statusCode(400);
        }
        ((TestClock) clock).pass(Duration.ofMinutes(1));
        ExecutorService instances = Executors.newFixedThreadPool(4);
        try {
            Callable<Void> close = () -> {
                refusals.closeMinutes();
                return null;
            };
            instances.invokeAll(List.of(close, close, close, close));
        } finally {
            instances.shutdownNow();
        }
        assertThat(JournalRows.all()).hasSize(61);
    }

    private static String named(ValidatableResponse answer) {
        return answer.extract().header("Access-Record");
    }
}
