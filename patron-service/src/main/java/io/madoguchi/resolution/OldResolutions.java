package io.madoguchi.resolution;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Deletes requests some time after they are over. What was asked, approved and resolved stays in the trail. */
@ApplicationScoped
class OldResolutions {
    private final Resolutions resolutions;
    private final ResolutionSettings settings;
    private final Clock clock;

    OldResolutions(Resolutions resolutions, ResolutionSettings settings, Clock clock) {
        this.resolutions = resolutions;
        this.settings = settings;
        this.clock = clock;
    }

    @Scheduled(every = "1h", identity = "old-resolutions", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void drop() {
        QuarkusTransaction.requiringNew()
                .run(() -> resolutions.dropExpiredBefore(clock.instant().minus(settings.keptFor())));
    }
}
