package io.madoguchi.api.lending;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.madoguchi.api.ValidBarcode;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Whose loan records are asked for: a patron by id, or by card without a name. */
public record LoanRecordQuery(
        @Schema(examples = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff") @Nullable UUID patronId,
        @Schema(examples = "P000000017") @ValidBarcode @Nullable String cardBarcode,
        @Min(1) @Max(100) @Nullable Integer limit,
        @Size(max = 200) @Pattern(regexp = "[A-Za-z0-9_-]*") @Nullable String cursor) {

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "exactly-one-of-patron-card")
    public boolean isOneBorrower() {
        return (patronId == null) != (cardBarcode == null);
    }

    /** Without the card. */
    @Override
    public String toString() {
        return "LoanRecordQuery[by=" + (patronId != null ? "patron" : "card") + "]";
    }
}
