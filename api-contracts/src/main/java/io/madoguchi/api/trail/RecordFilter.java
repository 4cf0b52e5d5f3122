package io.madoguchi.api.trail;

import io.madoguchi.disclosure.Duty;
import io.madoguchi.disclosure.Field;
import io.madoguchi.school.SchoolCode;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * What an auditor asks the trail by; all that is stated must hold.
 *
 * @param patron among the disclosed, or named by a refused request
 * @param duty as the request declared it
 * @param reason of a refusal
 * @param authorisation the id of a document that was cited
 * @param caseNumber of those who looked into the trail or an identity
 * @param from the earliest moment, included
 * @param until the moment before which a record was made
 */
public record RecordFilter(
        @QueryParam("patron") @Nullable UUID patron,
        @QueryParam("person") @Size(max = 255) @Nullable String person,
        @QueryParam("designation") @Pattern(regexp = PAPER) @Schema(examples = "designation-1") @Nullable
                String designation,
        @QueryParam("contract") @Pattern(regexp = PAPER) @Schema(examples = "school-library-support-2013") @Nullable
                String contract,
        @QueryParam("school") @Nullable SchoolCode school,
        @QueryParam("duty") @Nullable Duty duty,
        @QueryParam("field") @Nullable Field field,
        @QueryParam("decision") AccessRecord.@Nullable Result decision,
        @QueryParam("reason") @Pattern(regexp = CODE) @Schema(examples = "not-visible") @Nullable String reason,
        @QueryParam("authorisation")
                @Parameter(description = "The id of a document that was cited")
                @Pattern(regexp = CODE)
                @Schema(examples = "shiryo-71")
                @Nullable
                String authorisation,
        @QueryParam("caseNumber") @Pattern(regexp = Inquiry.CASE_NUMBER) @Schema(examples = "R8-17") @Nullable
                String caseNumber,
        @QueryParam("from") @Nullable Instant from,
        @QueryParam("until") @Nullable Instant until) {

    private static final String CODE = "[a-z0-9-]{1,60}";
    private static final String PAPER = "[A-Za-z0-9._:/-]{1,255}";
}
