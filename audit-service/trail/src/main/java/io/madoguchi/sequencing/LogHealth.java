package io.madoguchi.sequencing;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Shows where the log stands. Unready while it is closed; a missing cosignature is a detail, for the counters and the trail work on. */
@Readiness
@ApplicationScoped
public class LogHealth implements HealthCheck {
    private final Standing standing;
    private final LogDatabase database;
    private final LogKeys keys;
    private final Clock clock;

    @Inject
    LogHealth(Standing standing, LogDatabase database, LogKeys keys, Clock clock, MeterRegistry metrics) {
        this.standing = standing;
        this.database = database;
        this.keys = keys;
        this.clock = clock;
        Gauge.builder("madoguchi.log.open", standing, s -> s.closed().isEmpty() ? 1 : 0)
                .description("1 while the log is open")
                .register(metrics);
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder health =
                HealthCheckResponse.named("log").status(standing.closed().isEmpty());
        standing.closed().ifPresent(why -> health.withData("closed", why.text()));
        details(health);
        return health.build();
    }

    private void details(HealthCheckResponseBuilder health) {
        database.change(connection -> {
            health.withData("size", LogState.read(connection).size());
            Optional<Checkpoints.Stored> newest = Checkpoints.newest(connection, keys.origin());
            Optional<Checkpoints.Stored> cosigned = Checkpoints.newestCosigned(connection, keys.origin());
            health.withData(
                    "cosignedSize", cosigned.map(Checkpoints.Stored::size).orElse(0L));
            newest.filter(checkpoint -> checkpoint.cosignedAt() == null)
                    .ifPresent(waiting -> health.withData(
                            "secondsWithoutCosignature",
                            Math.max(
                                    0,
                                    Duration.between(waiting.signedAt(), clock.instant())
                                            .toSeconds())));
        });
    }
}
