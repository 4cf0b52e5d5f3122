package io.madoguchi.journal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** What the trail says of it. */
@ApplicationScoped
class CosignedByTrail implements Cosigned {
    private final TrailClient trail;

    @Inject
    CosignedByTrail(@RestClient TrailClient trail) {
        this.trail = trail;
    }

    @Override
    public Optional<Instant> until() {
        return Optional.ofNullable(trail.cosigned().until());
    }
}
