package io.madoguchi.journal;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.madoguchi.caller.CallerSettings;
import io.madoguchi.caller.Regularly;
import io.madoguchi.caller.SteadyTime;
import io.madoguchi.notes.FakeTrail;
import io.madoguchi.notes.FakeTrail.Answer;
import io.madoguchi.notes.JournalRows;
import io.madoguchi.notes.NotesServiceTest;
import io.madoguchi.notes.TestClock;
import io.madoguchi.testing.TestOidc;
import io.madoguchi.testing.TestPostgres;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Inject;
import jakarta.ws.rs.ProcessingException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@NotesServiceTest
class RelayTest {
    @Inject
    Regularly regularly;

    @Inject
    JournalRelay relay;

    @Inject
    @DataSource("relay")
    AgroalDataSource dataSource;

    @Inject
    @RestClient
    TrailClient trailClient;

    @Inject
    Backlog backlog;

    @Inject
    CallerSettings settings;

    @Inject
    Clock clock;

    @Inject
    SteadyTime time;

    @BeforeEach
    void startEmpty() {
        JournalRows.empty();
    }

    @Test
    void deliversInTheOrderOfCommitsAsThisServiceAndEachOnce() throws SQLException {
        try (FakeTrail trail = new FakeTrail()) {
            List<UUID> inserted = List.of(JournalRows.insert(), JournalRows.insert(), JournalRows.insert());
            assertThat(relay.deliver()).isEqualTo(3);
            assertThat(relay.deliver()).isZero();
            assertThat(trail.deliveries()).containsExactly(inserted);
            assertThat(trail.authorizations()).allMatch(header -> header.startsWith("Bearer ey"));
        }
    }

    @Test
    void aTransactionThatCommitsLateIsNotSkipped() throws SQLException {
        try (FakeTrail trail = new FakeTrail();
                Connection slow = TestPostgres.administrator()) {
            slow.setAutoCommit(false);
            UUID late = JournalRows.insert(slow);
            UUID early = JournalRows.insert();
            assertThat(relay.deliver()).isZero();
            slow.commit();
            UUID next = JournalRows.insert();
            relay.deliver();
            assertThat(trail.records()).containsExactly(late, early, next);
        }
    }

    @Test
    void aTransactionThatRollsBackHoldsNothingUpAndDeliversNothing() throws SQLException {
        try (FakeTrail trail = new FakeTrail();
                Connection slow = TestPostgres.administrator()) {
            slow.setAutoCommit(false);
            JournalRows.insert(slow);
            UUID kept = JournalRows.insert();
            slow.rollback();
            relay.deliver();
            assertThat(trail.records()).containsExactly(kept);
        }
    }

    @Test
    void recordsStayWhileTheTrailIsDownAndAreDeliveredOnceItIsBack() throws SQLException {
        UUID first = JournalRows.insert();
        assertThatThrownBy(relay::deliver).isInstanceOf(RuntimeException.class);
        UUID second = JournalRows.insert();
        try (FakeTrail failing = new FakeTrail().answering(Answer.FAIL)) {
            assertThatThrownBy(relay::deliver).isInstanceOf(RuntimeException.class);
            assertThat(failing.records()).isEmpty();
        }
        try (FakeTrail back = new FakeTrail()) {
            deliverOverANewConnection();
            assertThat(back.records()).containsExactly(first, second);
        }
    }

    @Test
    void aRecordWhoseAnswerWasLostIsDeliveredAgain() throws SQLException {
        try (FakeTrail trail = new FakeTrail().answering(Answer.TAKE_AND_BE_CUT_OFF)) {
            UUID first = JournalRows.insert();
            assertThatThrownBy(relay::deliver).isInstanceOf(RuntimeException.class);
            trail.answering(Answer.TAKE);
            UUID second = JournalRows.insert();
            relay.deliver();
            assertThat(trail.deliveries()).endsWith(List.of(first, second));
            assertThat(trail.records()).containsExactly(first, second);
        }
    }

    @Test
    void deliversWhileTheIdentityProviderIsDownWithATokenOfItsOwnThatIsGoodForAMinute() throws Exception {
        try (FakeTrail trail = new FakeTrail();
                TestOidc.Down down = TestOidc.down()) {
            UUID record = JournalRows.insert();
            relay.deliver();
            assertThat(trail.records()).containsExactly(record);
            JwtClaims claims = new JwtConsumerBuilder()
                    .setSkipAllValidators()
                    .setSkipSignatureVerification()
                    .build()
                    .processToClaims(trail.authorizations().get(0).substring("Bearer ".length()));
            assertThat(claims.getIssuer()).isEqualTo("notes-service");
            assertThat(claims.getAudience()).containsExactly("madoguchi");
            assertThat(claims.getExpirationTime().getValueInMillis() - clock.millis())
                    .isBetween(59_000L, 60_000L);
        }
    }

    @Test
    void ofTwoInstancesOneDelivers() throws SQLException {
        JournalRelay other = new JournalRelay(dataSource, trailClient, backlog, settings, regularly, time);
        AtomicInteger deliveredByOther = new AtomicInteger(-1);
        try (FakeTrail trail = new FakeTrail()) {
            trail.meanwhile(() -> {
                try {
                    deliveredByOther.set(other.deliver());
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            UUID only = JournalRows.insert();
            assertThat(relay.deliver()).isEqualTo(1);
            assertThat(deliveredByOther).hasValue(0);
            assertThat(trail.deliveries()).containsExactly(List.of(only));
            trail.meanwhile(() -> {});
            UUID next = JournalRows.insert();
            assertThat(other.deliver()).isEqualTo(1);
            assertThat(trail.records()).containsExactly(only, next);
        }
    }

    @Test
    void severalInstancesAtOnceDeliverEachRecordOnce() throws Exception {
        List<UUID> inserted = new CopyOnWriteArrayList<>();
        ExecutorService instances = Executors.newFixedThreadPool(3);
        try (FakeTrail trail = new FakeTrail()) {
            List<Future<?>> running = new ArrayList<>();
            AtomicBoolean more = new AtomicBoolean(true);
            for (int i = 0; i < 3; i++) {
                running.add(instances.submit(() -> {
                    try (AgroalDataSource own = anotherPool()) {
                        JournalRelay instance = new JournalRelay(own, trailClient, backlog, settings, regularly, time);
                        while (more.get() || instance.deliver() > 0) {
                            instance.deliver();
                        }
                    }
                    return null;
                }));
            }
            for (int i = 0; i < 60; i++) {
                inserted.add(JournalRows.insert());
            }
            more.set(false);
            for (Future<?> instance : running) {
                instance.get();
            }
            relay.deliver();
            assertThat(trail.deliveries().stream().flatMap(List::stream)).containsExactlyElementsOf(inserted);
        } finally {
            instances.shutdownNow();
        }
    }

    @Test
    void whereTheInstanceThatDeliversIsKilledAnotherTakesOver() throws Exception {
        UUID first = JournalRows.insert();
        UUID second = JournalRows.insert();
        try (FakeTrail trail = new FakeTrail();
                AgroalDataSource itsOwn = anotherPool()) {
            JournalRelay other = new JournalRelay(itsOwn, trailClient, backlog, settings, regularly, time);
            AtomicBoolean once = new AtomicBoolean(true);
            trail.meanwhile(() -> {
                if (once.getAndSet(false)) {
                    JournalRows.execute("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'");
                    try {
                        assertThat(relay.deliver()).isEqualTo(2);
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                }
            });
            assertThatThrownBy(other::deliver).isInstanceOf(SQLException.class);
            assertThat(trail.records()).containsExactly(first, second);
            assertThat(relay.deliver()).isZero();
        }
    }

    @Test
    void aRecordThatTheTrailRefusesForGoodIsSetAsideAndHoldsUpNoOther() throws Exception {
        List<UUID> inserted = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            inserted.add(JournalRows.insert());
        }
        UUID bad = inserted.get(4);
        try (FakeTrail trail = new FakeTrail().refusing("record-conflict", bad)) {
            relay.deliver();
            assertThat(trail.records()).hasSize(8).doesNotContain(bad).isSubsetOf(inserted);
            assertThat(setAside()).containsExactly(bad + " record-conflict");
            assertThat(relay.deliver()).as("it waits an hour").isZero();

            trail.refusing("");
            ((TestClock) clock).pass(Duration.ofHours(1));
            relay.deliver();
            assertThat(trail.records()).containsAll(inserted);
            assertThat(setAside()).isEmpty();
        }
    }

    @Test
    void aRefusalThatMayPassSetsNothingAside() {
        UUID record = JournalRows.insert();
        try (FakeTrail trail = new FakeTrail().refusing("scope-missing", record)) {
            assertThatThrownBy(relay::deliver).isInstanceOf(RuntimeException.class);
            assertThat(setAside()).isEmpty();
        }
    }

    @Test
    void aMisunderstandingSetsAHundredAsideAndThenWaits() throws SQLException {
        List<UUID> inserted = new ArrayList<>();
        try (Connection connection = TestPostgres.administrator()) {
            for (int i = 0; i < 120; i++) {
                inserted.add(JournalRows.insert(connection));
            }
        }
        try (FakeTrail trail = new FakeTrail().refusing("unknown-field", inserted.toArray(UUID[]::new))) {
            assertThatThrownBy(relay::deliver).isInstanceOf(RuntimeException.class);
            assertThat(setAside()).hasSize(100);
        }
    }

    /** A connection to the trail that was closed may be found out only by using it. */
    private void deliverOverANewConnection() throws SQLException {
        try {
            relay.deliver();
        } catch (ProcessingException closed) {
            relay.deliver();
        }
    }

    private static List<String> setAside() {
        return JournalRows.json("SELECT to_jsonb(id || ' ' || code) FROM journaltest.journal_set_aside").stream()
                .map(JsonNode::asText)
                .toList();
    }

    /** As in another process. */
    private AgroalDataSource anotherPool() throws SQLException {
        return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool -> pool.maxSize(1).connectionFactoryConfiguration(() -> dataSource
                        .getConfiguration()
                        .connectionPoolConfiguration()
                        .connectionFactoryConfiguration())));
    }

    @Test
    void thePositionNeverGoesBack() throws SQLException {
        try (FakeTrail trail = new FakeTrail();
                Connection connection = dataSource.getConnection()) {
            JournalRows.insert();
            relay.deliver();
            String before = position();
            Undelivered.advance(connection, new Undelivered.Row("3", UUID.randomUUID(), "{}"));
            assertThat(position()).isEqualTo(before);
            assertThat(relay.deliver()).isZero();
            assertThat(trail.deliveries()).hasSize(1);
        }
    }

    @Test
    void manyAndLargeRecordsGoInBatchesThatTheTrailTakes() throws SQLException {
        List<UUID> inserted = new ArrayList<>();
        try (FakeTrail trail = new FakeTrail();
                Connection connection = TestPostgres.administrator()) {
            for (int i = 0; i < settings.relay().batch() + 1; i++) {
                inserted.add(JournalRows.insert(connection));
            }
            JournalRows.execute("UPDATE journaltest.access_journal SET body = body || jsonb_build_object('pad',"
                    + " repeat('x', 900000)) WHERE body ->> 'id' IN ('" + inserted.get(0) + "', '" + inserted.get(1)
                    + "', '" + inserted.get(2) + "', '" + inserted.get(3) + "')");
            assertThat(relay.deliver()).isEqualTo(inserted.size());
            assertThat(trail.deliveries()).hasSize(2);
            assertThat(trail.deliveries().get(0)).hasSize(3);
            assertThat(trail.records()).isEqualTo(inserted);
        }
    }

    @Test
    void oneTransactionMayHoldMoreRecordsThanABatch() throws SQLException {
        List<UUID> inserted = new ArrayList<>();
        try (FakeTrail trail = new FakeTrail();
                Connection connection = TestPostgres.administrator()) {
            connection.setAutoCommit(false);
            for (int i = 0; i < 2 * settings.relay().batch() + 1; i++) {
                inserted.add(JournalRows.insert(connection));
            }
            connection.commit();
            relay.deliver();
            assertThat(trail.deliveries()).hasSize(3);
            Collections.sort(inserted, (a, b) -> a.toString().compareTo(b.toString()));
            assertThat(trail.records()).isEqualTo(inserted);
        }
    }

    @Test
    void afterAFailureItWaitsAndTheBacklogCanBeSeen() {
        JournalRows.insert();
        relay.deliverWhenDue();
        try (FakeTrail trail = new FakeTrail()) {
            relay.deliverWhenDue();
            assertThat(trail.deliveries()).as("not before the pause is over").isEmpty();
            given().get("/q/health/ready")
                    .then()
                    .statusCode(200)
                    .body("checks.find { it.name == 'journal' }.status", is("UP"))
                    .body("checks.find { it.name == 'journal' }.data.waiting", is(1))
                    .body("checks.find { it.name == 'journal' }.data.secondsWaiting", greaterThanOrEqualTo(0));
            given().get("/q/metrics")
                    .then()
                    .body(containsString("madoguchi_journal_backlog 1.0"))
                    .body(containsString("madoguchi_journal_backlog_age_seconds"));

            ((TestClock) clock).pass(Duration.ofSeconds(16));
            relay.deliverWhenDue();
            assertThat(trail.deliveries()).hasSize(1);
            given().get("/q/health/ready").then().body("checks.find { it.name == 'journal' }.data.waiting", is(0));
        }
    }

    @Test
    void pausesGrowToAQuarterOfAMinuteAndNoFurther() {
        TestClock passing = (TestClock) clock;
        RetryPause pause = new RetryPause(time);
        for (int failures = 1; failures <= 40; failures++) {
            assertThat(pause.failed()).isEqualTo(failures);
            assertThat(pause.isOver()).isFalse();
        }
        passing.pass(Duration.ofMillis(7_400));
        assertThat(pause.isOver()).isFalse();
        passing.pass(Duration.ofMillis(7_600));
        assertThat(pause.isOver()).isTrue();
    }

    private static String position() {
        return JournalRows.json("SELECT to_jsonb(p) FROM journaltest.journal_position p")
                .toString();
    }
}
