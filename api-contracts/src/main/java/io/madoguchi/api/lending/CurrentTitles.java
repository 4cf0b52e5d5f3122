package io.madoguchi.api.lending;

import io.madoguchi.api.ValidBarcode;
import jakarta.validation.constraints.NotNull;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What somebody has on loan now, without a name and without the past (amendment D). */
public record CurrentTitles(UUID patronId, List<CurrentTitle> titles) {

    /** The card that was just tapped; nobody is asked for by id, so that nobody is asked about who is not there. */
    public record Query(@NotNull @ValidBarcode @Schema(examples = "P000000017") String cardBarcode) {
        /** Without the card. */
        @Override
        public String toString() {
            return "Query[by=card]";
        }
    }

    /** One item that is out. */
    public record CurrentTitle(
            @Schema(examples = "B000000123") String itemBarcode,
            @Schema(examples = "森のふしぎな図書館 1") String title,
            LocalDate dueDate) {

        /** Without the title: what somebody reads does not belong in a log. */
        @Override
        public String toString() {
            return "CurrentTitle[]";
        }
    }
}
