package io.madoguchi.api.directory;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The name once more, from the file of the case: so that what is approved and what is resolved is the name that was asked for.
 * Empty where a patron id was.
 */
public record RepeatedName(
        @Schema(examples = "山田 花子") @Size(min = 1, max = LONGEST) @Pattern(regexp = NO_CONTROL) @Nullable
                String displayName) {

    static final int LONGEST = 120;
    static final String NO_CONTROL = "\\P{Cntrl}*";

    /** Without the name, which is personal data. */
    @Override
    public String toString() {
        return "RepeatedName[]";
    }
}
