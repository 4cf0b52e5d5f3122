package io.madoguchi.api.trail;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.madoguchi.api.trail.HandlingReport.Sums;
import io.madoguchi.disclosure.Duty;
import io.madoguchi.school.SchoolCode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What the handling manager sees of the own contract (R23, R36): numbers by handler, school and duty. No field of anybody, no
 * patron.
 *
 * @param until the last day, included
 */
public record ContractHandling(
        @Schema(examples = "school-library-support-2013") String contract,
        LocalDate from,
        LocalDate until,
        Instant generatedAt,
        List<Work> works) {

    /** One handler at one school for one duty. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Work(
            @Schema(examples = "handler-1") String person,
            @Nullable String designation,
            @Nullable SchoolCode school,
            @Nullable Duty duty,
            Sums sums) {}
}
