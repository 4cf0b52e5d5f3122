package io.madoguchi.api.directory;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.madoguchi.disclosure.PatronCategory;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A patron, with the fields the caller may receive; a withheld field is absent. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PatronView(
        @Schema(examples = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff") UUID patronId,
        @Schema(examples = "ELEMENTARY_PUPIL") PatronCategory category,
        @Schema(examples = "山田 花子") @Nullable String displayName,
        @Schema(examples = "ヤマダ ハナコ") @Nullable String nameKana,
        @Schema(examples = "3") @Nullable Integer grade,
        @Schema(examples = "2") @Nullable String homeClass,
        @Schema(examples = "14") @Nullable Integer attendanceNumber,
        @Schema(examples = "10000017") @Nullable String patronNumber,
        @Schema(examples = "P000000017") @Nullable String cardBarcode) {

    /** Only the id: everything else is personal data, and a text of this may end in a log. */
    @Override
    public String toString() {
        return "PatronView[" + patronId + "]";
    }
}
