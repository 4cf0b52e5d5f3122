package io.madoguchi.api.directory;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** For how many minutes; four hours, half a school day, at most. */
public record ClassWindowRequest(@Min(1) @Max(240) @Schema(examples = "50") int minutes) {}
