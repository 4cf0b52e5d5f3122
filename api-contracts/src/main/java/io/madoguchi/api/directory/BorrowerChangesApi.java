package io.madoguchi.api.directory;

import io.madoguchi.api.MadoguchiApi;
import io.madoguchi.disclosure.Scopes;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The change feed from which circulation keeps its borrowers. */
@Path("/v1/borrowers/changes")
@Tag(name = "borrowers")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public interface BorrowerChangesApi {
    @GET
    @Operation(
            summary = "Borrowers changed since a cursor",
            description =
                    "For services only; no names. A cursor of an older epoch is answered with feed-epoch-changed: read again without a cursor.")
    @APIResponse(responseCode = "200", description = "A page of changes")
    @APIResponse(responseCode = "default", ref = MadoguchiApi.PROBLEM)
    @SecurityRequirement(name = MadoguchiApi.OIDC, scopes = Scopes.BORROWER_SYNC)
    BorrowerChanges listBorrowerChanges(
            @QueryParam("after") @Size(max = 200) @Pattern(regexp = "[A-Za-z0-9._-]*") @Nullable String after);
}
