package io.madoguchi.api.directory;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Who was found, by name. {@code next} is the cursor of the next page, never given to contractors. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PatronMatches(
        List<PatronView> patrons, @Schema(description = "The cursor of the next page") @Nullable String next) {}
