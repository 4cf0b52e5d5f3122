package io.madoguchi.api.holdings;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.madoguchi.school.SchoolCode;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A copy and where it is; never who has it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ItemView(
        @Schema(examples = "B000000123") String itemBarcode,
        @Schema(examples = "B113219000012") SchoolCode school,
        @Schema(examples = "森のふしぎな図書館 1") String title,
        @Schema(examples = "水野 かおる") @Nullable String author,
        @Schema(examples = "913") @Nullable String ndc,
        @Schema(examples = "9784990000011") @Nullable String isbn,
        @Schema(examples = "913/ミ") @Nullable String callNumber,
        Status status) {

    /** Whether it can be lent. */
    public enum Status {
        AVAILABLE,
        ON_LOAN,
        WITHDRAWN
    }
}
