package io.madoguchi.resolution;

import io.madoguchi.caller.Regularly;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
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

    void begin(@Observes StartupEvent start, Regularly regularly) {
        regularly.run("old-resolutions", "1h", this::drop);
    }

    void drop() {
        QuarkusTransaction.requiringNew()
                .run(() -> resolutions.dropExpiredBefore(clock.instant().minus(settings.keptFor())));
    }
}
