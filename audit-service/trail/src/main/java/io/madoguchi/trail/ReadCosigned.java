package io.madoguchi.trail;

import io.madoguchi.api.trail.CosignedRecords;
import io.madoguchi.caller.CurrentCaller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/**
 * Tells a service how far its records are cosigned, so that its journal may let them go. Discloses nobody and makes no record,
 * as appending does.
 */
@ApplicationScoped
public class ReadCosigned {
    private final CurrentCaller current;

    @Inject
    ReadCosigned(CurrentCaller current) {
        this.current = current;
    }

    /** Nothing is cosigned where the log has no witness. */
    public CosignedRecords ofCaller() {
        return new CosignedRecords(current.get().client(), null);
    }
}
