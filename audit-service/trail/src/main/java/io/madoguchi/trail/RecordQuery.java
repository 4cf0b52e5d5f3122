package io.madoguchi.trail;

import io.madoguchi.api.trail.AccessRecord;
import io.madoguchi.disclosure.Duty;
import io.madoguchi.disclosure.Field;
import io.madoguchi.school.SchoolCode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an auditor asks by; all that is stated must hold.
 *
 * @param patron among the disclosed, or named by a refused request
 * @param from the earliest moment, included
 * @param until the moment before which a record was made
 */
record RecordQuery(
        @Nullable UUID patron,
        @Nullable String person,
        @Nullable SchoolCode school,
        @Nullable Duty duty,
        @Nullable Field field,
        AccessRecord.@Nullable Result decision,
        @Nullable Instant from,
        @Nullable Instant until) {}
