package io.madoguchi.api.lending;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.madoguchi.api.ValidBarcode;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Who borrows what. By card alone where the directory can't be reached. */
public record CheckOutRequest(
        @Schema(examples = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff") @Nullable UUID patronId,
        @Schema(examples = "P000000017") @ValidBarcode @Nullable String cardBarcode,
        @Schema(examples = "B000000123") @NotNull @ValidBarcode String itemBarcode) {

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "exactly-one-of-patron-card")
    public boolean isOneBorrower() {
        return (patronId == null) != (cardBarcode == null);
    }

    /** Without the card and the item: together with a person they are a loan record. */
    @Override
    public String toString() {
        return "CheckOutRequest[by=" + (patronId != null ? "patron" : "card") + "]";
    }
}
