package io.madoguchi.trail;

import static io.madoguchi.trail.ARecord.aRecord;
import static io.madoguchi.trail.TrailClients.append;
import static io.madoguchi.trail.TrailClients.ask;
import static io.madoguchi.trail.TrailClients.found;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.madoguchi.disclosure.Role;
import io.madoguchi.sequencing.Arrivals;
import io.madoguchi.trail.FakeKeycloak.Event;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** R24: what happens to an account at the identity provider is on record, and who it is as far as services know. */
@TrailServiceTest
class SignInsTest {
    @Inject
    SignIns signIns;

    @Inject
    @RestClient
    SignInEvents keycloak;

    @Inject
    SignInPosition position;

    @Inject
    AccessRecords records;

    @Inject
    Arrivals arrivals;

    private final String handler = "handler-" + UUID.randomUUID();
    private final String subject = "s-" + handler;

    @AfterEach
    void up() {
        FakeKeycloak.isDown(false);
    }

    @ParameterizedTest
    @CsvSource({
        "LOGIN,,,,PERMITTED,signed-in",
        "LOGOUT,,,,PERMITTED,signed-out",
        "LOGOUT,,code_id,another,PERMITTED,older-session-ended",
        "LOGIN_ERROR,invalid_user_credentials,,,REFUSED,wrong-password",
        "LOGIN_ERROR,invalid_user_credentials,selected_credential_id,x,REFUSED,wrong-second-factor",
        "LOGIN_ERROR,user_temporarily_disabled,,,REFUSED,account-locked",
        "LOGIN_ERROR,user_disabled,,,REFUSED,account-disabled",
        "LOGIN_ERROR,expired_code,,,REFUSED,sign-in-refused",
        "USER_DISABLED_BY_TEMPORARY_LOCKOUT,,,,REFUSED,locked-after-failures",
        "UPDATE_CREDENTIAL,,,,PERMITTED,credential-changed",
    })
    void eachHasAReasonOfItsOwn(
            String type, String error, String detail, String value, String decision, String reason) {
        aServiceHasMet(handler, Role.LIBRARY_SUPPORT_STAFF);
        Event event = Event.of(type, subject).failing(error).ofSession("this");
        FakeKeycloak.happened(detail == null ? event : event.with(detail, value));
        signIns.read();
        TrailClients.sequence();

        ask(Map.of("person", handler, "limit", 1))
                .body("records[0].source", is("keycloak"))
                .body("records[0].decision", is(decision))
                .body("records[0].reason", is(reason))
                .body("records[0].who.subject", is(subject))
                .body("records[0].who.client", is("counter"))
                .body("records[0].disclosed", empty());
    }

    @Test
    void anEventThatIsReadAgainIsOnRecordOnce() {
        FakeKeycloak.happened(Event.of("LOGIN", subject));
        signIns.read();
        TrailClients.sequence();
        aServiceHasMet(handler, Role.LIBRARY_SUPPORT_STAFF);
        signIns.read();
        TrailClients.sequence();

        assertThat(found(Map.of("person", subject))).hasSize(1);
    }

    @Test
    void anAccountThatNoServiceHasMetIsRecordedByItsSubject() {
        FakeKeycloak.happened(Event.of("LOGIN_ERROR", subject).failing("user_temporarily_disabled"));
        signIns.read();
        TrailClients.sequence();

        ask(Map.of("person", subject))
                .body("records.reason", contains("account-locked"))
                .body("records[0].who.roles", empty());
    }

    @Test
    void aPatronsSignInsAreNotOnRecord() {
        aServiceHasMet(handler, Role.PATRON);
        FakeKeycloak.happened(Event.of("LOGIN", subject), Event.of("LOGIN_ERROR", subject));
        signIns.read();
        TrailClients.sequence();

        assertThat(found(Map.of("person", subject))).isEmpty();
        assertThat(found(Map.of("person", handler))).hasSize(1);
    }

    @Test
    void neitherTheAddressNorWhatSomebodyTypedIsOnRecord() {
        FakeKeycloak.happened(
                Event.of("LOGIN_ERROR", null).failing("user_not_found"),
                Event.of("LOGIN_ERROR", subject).failing("invalid_user_credentials"));
        signIns.read();
        TrailClients.sequence();

        assertThat(found(Map.of("person", "typed-by-somebody"))).isEmpty();
        ask(Map.of("person", subject)).body(not(containsString("typed"))).body(not(containsString("192.0.2.77")));
    }

    @Test
    void whatHappenedWhileTheReadingFailedIsReadAfterwards() {
        FakeKeycloak.isDown(true);
        FakeKeycloak.happened(Event.of("LOGIN", subject));
        assertThatThrownBy(signIns::read).isInstanceOf(RuntimeException.class);
        signIns.readWhenDue();
        TrailClients.sequence();
        assertThat(found(Map.of("person", subject))).isEmpty();

        FakeKeycloak.isDown(false);
        signIns.readWhenDue();
        TrailClients.sequence();
        assertThat(found(Map.of("person", subject))).hasSize(1);
    }

    @Test
    void whatHappenedAfterTheClockWasSetBackIsReadToo() {
        Instant right = Instant.now();
        AtomicReference<Instant> now = new AtomicReference<>(right.plus(Duration.ofHours(2)));
        InstantSource source = now::get;
        Clock clock = source.withZone(ZoneOffset.UTC);
        SignIns reader = new SignIns(keycloak, position, records, arrivals, clock, new SimpleMeterRegistry());
        FakeKeycloak.happened(Event.of("LOGIN", subject).at(clock.instant()));
        reader.read();

        now.set(right);
        FakeKeycloak.happened(Event.of("LOGOUT", subject).at(clock.instant()));
        FakeKeycloak.isDown(true);
        reader.readWhenDue();
        now.set(right.plus(Duration.ofMinutes(20)));
        FakeKeycloak.isDown(false);
        reader.read();
        TrailClients.sequence();

        assertThat(found(Map.of("person", subject))).hasSize(2);
    }

    @Test
    void manyAtOnceAreReadPageByPage() {
        int before = FakeKeycloak.pages();
        FakeKeycloak.happened(IntStream.range(0, 450)
                .mapToObj(i -> Event.of("LOGIN", subject))
                .toArray(Event[]::new));
        signIns.read();
        TrailClients.sequence();

        assertThat(found(Map.of("person", subject, "limit", 500))).hasSize(450);
        assertThat(FakeKeycloak.pages() - before).isBetween(3, 4);
    }

    private static void aServiceHasMet(String account, Role role) {
        append(aRecord().by(account).as(role).build()).statusCode(200);
    }
}
