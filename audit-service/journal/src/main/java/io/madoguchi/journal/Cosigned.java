package io.madoguchi.journal;

import java.time.Instant;
import java.util.Optional;

/** Up to when this service's records stand in the trail's log under a checkpoint that witnesses have cosigned. */
interface Cosigned {
    /** Nothing where no cosigned checkpoint covers any. */
    Optional<Instant> until();
}
