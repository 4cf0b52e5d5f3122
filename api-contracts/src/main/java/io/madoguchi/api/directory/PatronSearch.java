package io.madoguchi.api.directory;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.madoguchi.api.ValidBarcode;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A search by exactly one of card, beginning of the name or beginning of the reading. Contractors ask for a card, or for
 * a name of two characters or more, and have no pages (R33).
 */
public record PatronSearch(
        @Schema(examples = "P000000017") @ValidBarcode @Nullable String cardBarcode,
        @Schema(examples = "山田") @Size(min = 1, max = 60) @Pattern(regexp = NO_CONTROL) @Nullable String name,
        @Schema(examples = "やまだ") @Size(min = 1, max = 60) @Pattern(regexp = NO_CONTROL) @Nullable String kana,
        @Min(1) @Max(100) @Nullable Integer limit,
        @Size(max = 200) @Pattern(regexp = "[A-Za-z0-9_-]*") @Nullable String cursor) {

    private static final String NO_CONTROL = "\\P{Cntrl}*";

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "exactly-one-of-card-name-kana")
    public boolean isOneQuestion() {
        return Stream.of(cardBarcode, name, kana).filter(Objects::nonNull).count() == 1;
    }

    /** Without what was searched for: a card and a name are personal data. */
    @Override
    public String toString() {
        return "PatronSearch[by=" + (cardBarcode != null ? "card" : name != null ? "name" : "kana") + "]";
    }
}
