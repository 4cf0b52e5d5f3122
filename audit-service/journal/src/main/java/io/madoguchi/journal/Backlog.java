package io.madoguchi.journal;

import io.agroal.api.AgroalDataSource;
import io.madoguchi.journal.Undelivered.Waiting;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/** How many records wait for the trail, and how long the first of them has; also as metrics. */
@ApplicationScoped
class Backlog {
    private static final Logger LOG = Logger.getLogger(Backlog.class);
    private static final Duration INTERVAL = Duration.ofSeconds(15);

    private final Clock clock;
    private volatile Waiting waiting = new Waiting(0, null);
    private volatile int failures;
    private volatile Instant measured = Instant.MIN;

    @Inject
    Backlog(Clock clock, MeterRegistry metrics) {
        this.clock = clock;
        Gauge.builder("madoguchi.journal.backlog", this, b -> b.waiting.records())
                .description("Access records that the trail does not have yet, as counted last; 10000 stands for more")
                .register(metrics);
        Gauge.builder("madoguchi.journal.backlog.age", this, b -> b.age().toSeconds())
                .description("How long the first of them has been waiting")
                .baseUnit("seconds")
                .register(metrics);
        Gauge.builder("madoguchi.journal.relay.failures", this, b -> b.failures)
                .description("Deliveries that failed in a row")
                .register(metrics);
    }

    /** After each failure, which come ever more rarely, and every 15 s. */
    void measureWhenDue(AgroalDataSource dataSource, int failuresInARow) {
        boolean failedAgain = failuresInARow > failures;
        failures = failuresInARow;
        if (failedAgain || !clock.instant().isBefore(measured.plus(INTERVAL))) {
            measured = clock.instant();
            try (Connection connection = dataSource.getConnection()) {
                waiting = Undelivered.waiting(connection);
            } catch (SQLException e) {
                LOG.debug("the backlog can't be measured:" + FailureText.of(e));
            }
        }
    }

    Waiting waiting() {
        return waiting;
    }

    int failures() {
        return failures;
    }

    Duration age() {
        Instant since = waiting.since();
        return since == null ? Duration.ZERO : Duration.between(since, clock.instant());
    }
}
