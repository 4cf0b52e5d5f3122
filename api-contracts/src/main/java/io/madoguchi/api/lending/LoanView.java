package io.madoguchi.api.lending;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The result of a check-out or a renewal: what was scanned and when it is due. Names no borrower. */
public record LoanView(
        UUID loanId,
        @Schema(examples = "B000000123") String itemBarcode,
        Instant checkedOutAt,
        LocalDate dueDate,
        int renewals) {}
