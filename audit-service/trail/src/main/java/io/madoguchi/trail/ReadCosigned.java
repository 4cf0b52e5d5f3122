package io.madoguchi.trail;

import io.madoguchi.api.trail.CosignedRecords;
import io.madoguchi.caller.CurrentCaller;
import io.madoguchi.sequencing.PublishedLog;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;

/**
 * Tells a service how far its records are cosigned, so that its journal may let them go. Discloses nobody and makes no record,
 * as appending does.
 */
@ApplicationScoped
public class ReadCosigned {
    private final CurrentCaller current;
    private final PublishedLog log;
    private final Clock clock;

    @Inject
    ReadCosigned(CurrentCaller current, PublishedLog log, Clock clock) {
        this.current = current;
        this.log = log;
        this.clock = clock;
    }

    /** No time before the first checkpoint is cosigned. */
    @Transactional
    public CosignedRecords ofCaller() {
        String source = current.get().client();
        return new CosignedRecords(source, log.cosigned().isEmpty() ? null : log.coveredUntil(source, clock.instant()));
    }
}
