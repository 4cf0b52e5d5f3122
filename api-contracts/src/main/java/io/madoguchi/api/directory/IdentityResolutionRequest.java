package io.madoguchi.api.directory;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.madoguchi.api.trail.Inquiry;
import io.madoguchi.api.trail.InquiryReason;
import io.madoguchi.school.SchoolCode;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the ids of everybody of exactly this name, or for the name of this id, for a case. Of the name a keyed hash is kept.
 *
 * @param displayName the whole name; width, spaces and kana count as in a search, other writings of a character don't
 * @param school where alone the name is looked for
 */
public record IdentityResolutionRequest(
        @Schema(examples = "山田 花子")
                @Size(min = 1, max = RepeatedName.LONGEST)
                @Pattern(regexp = RepeatedName.NO_CONTROL)
                @Nullable
                String displayName,
        @Nullable SchoolCode school,
        @Schema(examples = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff") @Nullable UUID patronId,
        @NotNull InquiryReason reason,
        @NotNull @Schema(examples = "2026-114") @Pattern(regexp = Inquiry.CASE_NUMBER) String caseNumber) {

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "exactly-one-of-name-patron")
    public boolean isOneQuestion() {
        return (displayName == null) != (patronId == null) && (school == null || displayName != null);
    }

    /** To see whether the system works, or to report on a contract, nobody needs to know who a person is. */
    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "reason-concerns-no-person")
    public boolean isAboutAPerson() {
        return reason != InquiryReason.OPERATION && reason != InquiryReason.HANDLING_REPORT;
    }

    /** Without the name, which is personal data. */
    @Override
    public String toString() {
        return "IdentityResolutionRequest[" + caseNumber + "]";
    }
}
