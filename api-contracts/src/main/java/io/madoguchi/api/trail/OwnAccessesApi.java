package io.madoguchi.api.trail;

import io.madoguchi.api.MadoguchiApi;
import io.madoguchi.disclosure.Scopes;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
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

/** What a patron may know of the trail: who read their own record (R36). */
@Path("/v1")
@Tag(name = "access records")
@Produces(MediaType.APPLICATION_JSON)
public interface OwnAccessesApi {
    @GET
    @Path("/me/access-records")
    @Operation(
            summary = "Who read what of mine",
            description =
                    "Role, duty, school, fields and day; no person's name. What one read oneself is marked as own.")
    @APIResponse(responseCode = "200", description = "A page, newest arrival first")
    @APIResponse(responseCode = "default", ref = MadoguchiApi.PROBLEM)
    @SecurityRequirement(name = MadoguchiApi.OIDC, scopes = Scopes.AUDIT_OWN_READ)
    OwnAccesses listMyAccessRecords(
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit,
            @QueryParam("cursor") @Size(max = 100) @Pattern(regexp = "[A-Za-z0-9_-]*") @Nullable String cursor);
}
