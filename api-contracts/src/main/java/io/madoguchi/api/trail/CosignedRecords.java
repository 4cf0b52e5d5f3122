package io.madoguchi.api.trail;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How far a service's records are beyond anybody's reach: under a checkpoint of the log that its witnesses have cosigned.
 *
 * @param until all records of this source that were made before; missing where no cosigned checkpoint covers any
 */
public record CosignedRecords(@Schema(examples = "circulation-service") String source, @Nullable Instant until) {}
