package io.madoguchi.trail;

import io.madoguchi.api.trail.SaltedRecord;
import io.madoguchi.caller.Regularly;
import io.madoguchi.journal.FailureText;
import io.madoguchi.journal.Salt;
import io.madoguchi.sequencing.Arrivals;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/**
 * Puts Keycloak's sign-in events on record, each once, however often it is read (R24). While Keycloak is down, nothing else
 * waits: the events are read when it is back, from where the reading stopped.
 */
@ApplicationScoped
public class SignIns {
    private static final Logger LOG = Logger.getLogger(SignIns.class);
    private static final int PAGE = 200;

    /** Keycloak dates an event when it begins and stores it when the request ends: a later one can be there before. */
    private static final Duration OVERLAP = Duration.ofMinutes(1);

    /** While this service stood still the clock may have been set back, too. */
    private static final Duration LONGEST_STOP = Duration.ofDays(1);

    private final SignInEvents keycloak;
    private final SignInPosition position;
    private final AccessRecords records;
    private final Arrivals arrivals;
    private final Clock clock;
    private final AtomicLong failures = new AtomicLong();
    /** What the clock has said since all was read, at its earliest: where it was set back, events are dated before others. */
    private Instant earliest;

    @Inject
    SignIns(
            @RestClient SignInEvents keycloak,
            SignInPosition position,
            AccessRecords records,
            Arrivals arrivals,
            Clock clock,
            MeterRegistry metrics) {
        this.keycloak = keycloak;
        this.position = position;
        this.records = records;
        this.arrivals = arrivals;
        this.clock = clock;
        this.earliest = clock.instant().minus(LONGEST_STOP);
        metrics.gauge("madoguchi.sign-ins.failures", failures);
    }

    void begin(
            @Observes StartupEvent start, Regularly regularly, @ConfigProperty(name = "sign-ins.every") String every) {
        regularly.run("sign-ins", every, this::readWhenDue);
    }

    void readWhenDue() {
        try {
            read();
            failures.set(0);
        } catch (RuntimeException e) {
            long count = failures.incrementAndGet();
            // The first failure and then ever fewer: an outage of hours must not fill the log.
            if (Long.bitCount(count) == 1) {
                LOG.warnf("sign-ins can't be read from Keycloak, attempt %d:%s", count, FailureText.of(e));
            }
        }
    }

    /** Reads all that is there by now. No transaction is open while Keycloak answers. */
    synchronized void read() {
        Instant now = clock.instant();
        earliest = earlier(now, earliest);
        Instant from = QuarkusTransaction.requiringNew()
                .call(position::get)
                .map(reached -> earlier(reached, earliest).minus(OVERLAP))
                .orElse(Instant.EPOCH);
        int read = 0;
        List<SignInEvent> page;
        do {
            page = keycloak.list(from.toEpochMilli(), "asc", read, PAGE);
            take(page);
            read += page.size();
        } while (page.size() == PAGE);
        earliest = now;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private void take(List<SignInEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        QuarkusTransaction.requiringNew().run(() -> {
            var known = records.whoIs(events.stream()
                    .map(SignInEvent::userId)
                    .filter(Objects::nonNull)
                    .distinct()
                    .toList());
            List<SaltedRecord> made = events.stream()
                    .map(event -> event.record(known))
                    .flatMap(Optional::stream)
                    .map(Salt::on)
                    .toList();
            arrivals.add(made);
            position.advance(events.get(events.size() - 1).at());
        });
    }
}
