package io.madoguchi.journal;

import static io.madoguchi.notes.NotesClient.write;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import io.madoguchi.journal.Undelivered.Waiting;
import io.madoguchi.notes.JournalRows;
import io.madoguchi.notes.NotesClient;
import io.madoguchi.notes.NotesServiceTest;
import io.madoguchi.notes.TestClock;
import io.madoguchi.testing.TestPostgres;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A service with no working journal discloses nothing and changes nothing, says so soon, and goes on by itself afterwards. */
@NotesServiceTest
class FailClosedTest {
    private static final int AT_ONCE = 50;
    private static final Duration SOON = Duration.ofSeconds(2);

    @Inject
    Backlog backlog;

    @Inject
    Clock clock;

    @BeforeEach
    void startEmptyAndWarm() {
        JournalRows.empty();
        assertThat(manyAtOnce()).allMatch(answered -> answered.answer().statusCode() == 200);
        JournalRows.empty();
    }

    @AfterEach
    void nothingWaitsOrRuns() throws InterruptedException {
        backlog.measured(Waiting.NOBODY);
        // What was refused for being late still ends in the service.
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!JournalRows.json(
                        "SELECT pid FROM pg_stat_activity WHERE usename = 'journaltest_app' AND state <> 'idle'")
                .isEmpty()) {
            assertThat(System.nanoTime()).as("still running").isLessThan(deadline);
            Thread.sleep(50);
        }
    }

    @Test
    void aDatabaseThatStallsIsNotWaitedFor() throws Exception {
        try (TestPostgres.Stalled stalled = TestPostgres.stall()) {
            allRefusedSoon();
            allRefusedSoon();
        }
        lendsAgain();
        assertThat(JournalRows.notes())
                .as("of the refused nothing is done later")
                .isEqualTo(1);
    }

    @Test
    void aJournalThatIsLockedIsNotWaitedFor() throws Exception {
        try (Connection admin = TestPostgres.administrator();
                Statement statement = admin.createStatement()) {
            admin.setAutoCommit(false);
            statement.execute("LOCK TABLE access_journal IN ACCESS EXCLUSIVE MODE");
            allRefusedSoon();
            allRefusedSoon();
        }
        lendsAgain();
        assertThat(JournalRows.notes()).isEqualTo(1);
    }

    @Test
    void aSlowRequestIsNotRefusedWhileTheJournalCanBeWritten() {
        write("takes two seconds").statusCode(200);
    }

    @Test
    void beyondTheLongestWaitNothingIsDisclosedOrChangedUntilTheTrailHasTakenWhatWaited() {
        backlog.measured(Waiting.NOBODY);
        UUID first = UUID.randomUUID();
        backlog.measured(new Waiting(1, first, Duration.ZERO, 0, 0));
        ((TestClock) clock).pass(Duration.ofHours(72));
        backlog.measured(new Waiting(9, first, Duration.ZERO, 0, 0));
        write("lent").statusCode(200);
        ((TestClock) clock).pass(Duration.ofSeconds(1));
        write("lent").statusCode(503).header("Retry-After", is("5")).body("code", is("journal-full"));
        NotesClient.post("{").statusCode(503).body("code", is("journal-full"));
        given().get("/q/health/ready")
                .then()
                .statusCode(503)
                .body("checks.find { it.name == 'journal' }.status", is("DOWN"));
        given().get("/q/health/live").then().statusCode(200);
        assertThat(JournalRows.all()).hasSize(1);

        backlog.measured(new Waiting(8, UUID.randomUUID(), Duration.ofHours(71), 0, 0));
        write("lent").statusCode(200);
        given().get("/q/health/ready").then().statusCode(200);
    }

    @Test
    void aFullDiskClosesOnlyWhileRecordsWait() {
        backlog.measured(new Waiting(0, null, Duration.ZERO, 700_000_000, 0));
        write("lent").statusCode(200);
        UUID first = UUID.randomUUID();
        backlog.measured(new Waiting(1, first, Duration.ofDays(1), 700_000_000, 0));
        ((TestClock) clock).pass(Duration.ofSeconds(61));
        write("lent").statusCode(503).body("code", is("journal-full"));
        backlog.measured(new Waiting(1, first, Duration.ofDays(1), 690_000_000, 0));
        write("lent").statusCode(200);
    }

    @Test
    void aClockThatIsSteppedMakesNothingOlder() {
        TestClock stepped = (TestClock) clock;
        backlog.measured(Waiting.NOBODY);
        stepped.pass(Duration.ofSeconds(15));
        stepped.step(Duration.ofDays(30));
        UUID first = UUID.randomUUID();
        backlog.measured(new Waiting(1, first, Duration.ofDays(30), 0, 0));
        assertThat(backlog.age()).isLessThanOrEqualTo(Duration.ofSeconds(15));
        stepped.step(Duration.ofDays(-60));
        stepped.pass(Duration.ofSeconds(20));
        backlog.measured(new Waiting(1, first, Duration.ZERO, 0, 0));
        assertThat(backlog.age()).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(35));
    }

    private static void allRefusedSoon() {
        for (Answered answered : manyAtOnce()) {
            HttpHeaders headers = answered.answer().headers();
            assertThat(answered.answer().statusCode()).isEqualTo(503);
            assertThat(headers.firstValue("Retry-After")).contains("5");
            assertThat(headers.firstValue("Access-Record")).isEmpty();
            assertThat(answered.answer().body()).contains("\"code\":\"record-unavailable\"");
            assertThat(answered.after()).isLessThan(SOON);
        }
    }

    /** By a client that takes little time itself. */
    private static List<Answered> manyAtOnce() {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + RestAssured.port + NotesClient.NOTES))
                .header("Authorization", "Bearer " + NotesClient.handler().token())
                .header("Purpose-Of-Use", "COUNTER")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"text\": \"lent\", \"copies\": 1}"))
                .build();
        HttpClient client = HttpClient.newHttpClient();
        List<CompletableFuture<Answered>> answers = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            long begin = System.nanoTime();
            answers.add(client.sendAsync(request, BodyHandlers.ofString())
                    .thenApply(answer -> new Answered(answer, Duration.ofNanos(System.nanoTime() - begin))));
        }
        return answers.stream().map(CompletableFuture::join).toList();
    }

    private record Answered(HttpResponse<String> answer, Duration after) {}

    /** Without a hand, and soon: no connection and no thread stays stuck. */
    private static void lendsAgain() throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (write("lent").extract().statusCode() != 200) {
            assertThat(System.nanoTime()).as("still closed").isLessThan(deadline);
            Thread.sleep(100);
        }
    }
}
