package io.madoguchi.api.directory;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Requests to resolve an identity, newest first. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record IdentityResolutions(
        List<IdentityResolution> resolutions,
        @Schema(description = "The cursor of the next page") @Nullable String next) {}
