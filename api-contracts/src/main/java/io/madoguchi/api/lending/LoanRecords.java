package io.madoguchi.api.lending;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A page of a patron's loan records (貸出記録), newest first, without a name (R8, R9). */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LoanRecords(@Nullable UUID patronId, List<LoanRecord> loans, @Nullable String next) {

    /** One loan. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record LoanRecord(
            @Schema(examples = "B000000123") String itemBarcode,
            @Schema(examples = "森のふしぎな図書館 1") String title,
            @Schema(examples = "水野 かおる") @Nullable String author,
            @Schema(examples = "913") @Nullable String ndc,
            Instant checkedOutAt,
            LocalDate dueDate,
            int renewals,
            @Nullable Instant returnedAt) {

        /** Without the title: what somebody reads does not belong in a log. */
        @Override
        public String toString() {
            return "LoanRecord[]";
        }
    }
}
