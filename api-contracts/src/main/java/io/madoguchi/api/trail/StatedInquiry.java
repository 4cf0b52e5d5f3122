package io.madoguchi.api.trail;

import io.madoguchi.api.Headers;
import io.madoguchi.problem.ProblemCode;
import io.madoguchi.problem.ProblemException;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.HeaderParam;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Why the trail is asked, as the request's headers state it (R37). Staff are people too: nobody looks into what they did
 * without a reason, and the reason stands on the record of the look.
 */
public record StatedInquiry(
        @HeaderParam(Headers.INQUIRY_REASON)
                @Parameter(required = true, description = "Why the trail is asked; stands on record with the answer.")
                @Nullable
                InquiryReason reason,
        @HeaderParam(Headers.CASE_NUMBER)
                @Parameter(description = "The city's own number of the case; stands on record with the answer.")
                @Schema(examples = "R8-17")
                @Pattern(regexp = Inquiry.CASE_NUMBER)
                @Nullable
                String caseNumber) {

    /** Refuses a request that states no reason, as {@code inquiry-reason-required}. */
    public Inquiry required() {
        if (reason == null) {
            throw ProblemException.of(ProblemCode.INQUIRY_REASON_REQUIRED);
        }
        return Inquiry.of(reason, caseNumber);
    }
}
