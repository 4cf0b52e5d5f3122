package io.madoguchi.api.roster;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A page of the rules that a roster breaks, by file and line.
 *
 * @param next the cursor of the next page; null on the last
 */
public record RosterFaults(List<Found> faults, @Nullable String next) {

    /**
     * Where a rule is broken; never what stands there.
     *
     * @param file null where it is the package
     * @param line from 1, the header's; null where it is the whole file
     * @param column null where it is the whole line
     * @param rule its code
     * @param text what it asks for, in the language of the request
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Found(
            @Nullable @Schema(examples = "users.csv") String file,
            @Nullable Long line,
            @Nullable @Schema(examples = "familyName") String column,
            @Schema(examples = "kana-half-width") String rule,
            String text) {}
}
