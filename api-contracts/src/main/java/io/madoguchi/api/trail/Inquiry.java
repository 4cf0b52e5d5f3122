package io.madoguchi.api.trail;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Why somebody looked into the trail or an identity (R37), with the city's own number of the case. Coded, no sentence (R30).
 *
 * @param approvedBy the account of the second person, where the act needs one
 * @param sha256 of the file that left with the answer, in hexadecimal digits
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Inquiry(
        @NotNull InquiryReason reason,
        @Schema(examples = "R8-17") @Pattern(regexp = CASE_NUMBER) @Nullable String caseNumber,
        @Size(max = 255) @Nullable String approvedBy,
        @Pattern(regexp = "[0-9a-f]{64}") @Nullable String sha256) {

    /** What a case number may be. */
    public static final String CASE_NUMBER = "[A-Za-z0-9-]{1,40}";

    public static Inquiry of(InquiryReason reason, @Nullable String caseNumber) {
        return new Inquiry(reason, caseNumber, null, null);
    }

    public Inquiry approvedBy(String account) {
        return new Inquiry(reason, caseNumber, account, sha256);
    }

    public Inquiry withSha256(String digest) {
        return new Inquiry(reason, caseNumber, approvedBy, digest);
    }
}
