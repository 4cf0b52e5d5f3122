package io.madoguchi.local.city;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A generated loan; open while {@code returnedAt} is null. Times are whole seconds. */
public record SampleLoan(
        UUID id,
        UUID itemId,
        UUID patronId,
        Instant checkedOutAt,
        LocalDate dueDate,
        int renewals,
        @Nullable Instant returnedAt) {}
