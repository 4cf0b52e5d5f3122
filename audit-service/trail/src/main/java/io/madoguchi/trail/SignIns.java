package io.madoguchi.trail;

import io.madoguchi.api.trail.SaltedRecord;
import io.madoguchi.journal.FailureText;
import io.madoguchi.journal.Salt;
import io.madoguchi.sequencing.Arrivals;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
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

    private final SignInEvents keycloak;
    private final SignInPosition position;
    private final AccessRecords records;
    private final Arrivals arrivals;
    private final AtomicLong failures = new AtomicLong();

    @Inject
    SignIns(
            @RestClient SignInEvents keycloak,
            SignInPosition position,
            AccessRecords records,
            Arrivals arrivals,
            MeterRegistry metrics) {
        this.keycloak = keycloak;
        this.position = position;
        this.records = records;
        this.arrivals = arrivals;
        metrics.gauge("madoguchi.sign-ins.failures", failures);
    }

    @Scheduled(
            every = "{sign-ins.every}",
            identity = "sign-ins",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
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
    void read() {
        Instant from = QuarkusTransaction.requiringNew()
                .call(position::get)
                .map(reached -> reached.minus(OVERLAP))
                .orElse(Instant.EPOCH);
        int read = 0;
        List<SignInEvent> page;
        do {
            page = keycloak.list(from.toEpochMilli(), "asc", read, PAGE);
            take(page);
            read += page.size();
        } while (page.size() == PAGE);
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
