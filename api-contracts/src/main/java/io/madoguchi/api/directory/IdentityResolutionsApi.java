package io.madoguchi.api.directory;

import io.madoguchi.api.Headers;
import io.madoguchi.api.MadoguchiApi;
import io.madoguchi.disclosure.Scopes;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * From a name to patron ids and back, for auditors and the district: the trail knows ids only, and a complaint begins with a
 * name (R37). Asked for with a coded reason and a case number, approved by a second person, resolved once, every step on record.
 */
@Path("/v1")
@Tag(name = "identity resolutions")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public interface IdentityResolutionsApi {
    String PATH = "/identity-resolutions";

    @POST
    @Path(PATH)
    @Operation(
            summary = "Ask to resolve a name to ids, or an id to a name",
            description = "Nothing is looked up yet. The name stands in the body; a keyed hash of it is kept.")
    @APIResponse(responseCode = "201", description = "Waits for a second person")
    @APIResponse(responseCode = "default", ref = MadoguchiApi.PROBLEM)
    @SecurityRequirement(name = MadoguchiApi.OIDC, scopes = Scopes.PATRON_IDENTITY_RESOLVE)
    IdentityResolution requestIdentityResolution(
            @HeaderParam(Headers.IDEMPOTENCY_KEY)
                    @Size(min = 1, max = 100)
                    @Pattern(regexp = Headers.KEY_FORM)
                    @Nullable
                    String key,
            @NotNull @Valid IdentityResolutionRequest request);

    @GET
    @Path(PATH)
    @Operation(summary = "The requests and how far they have come", description = "Newest first, without names.")
    @APIResponse(responseCode = "200", description = "A page")
    @APIResponse(responseCode = "default", ref = MadoguchiApi.PROBLEM)
    @SecurityRequirement(name = MadoguchiApi.OIDC, scopes = Scopes.PATRON_IDENTITY_RESOLVE)
    IdentityResolutions findIdentityResolutions(
            @QueryParam("state") IdentityResolution.@Nullable State state,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(100) int limit,
            @QueryParam("cursor") @Size(max = 200) @Pattern(regexp = "[A-Za-z0-9_-]*") @Nullable String cursor);

    @GET
    @Path(PATH + "/{id}")
    @Operation(summary = "One request")
    @APIResponse(responseCode = "200", description = "The request")
    @APIResponse(responseCode = "default", ref = MadoguchiApi.PROBLEM)
    @SecurityRequirement(name = MadoguchiApi.OIDC, scopes = Scopes.PATRON_IDENTITY_RESOLVE)
    IdentityResolution readIdentityResolution(@PathParam("id") UUID id);

    @POST
    @Path(PATH + "/{id}/approvals")
    @Operation(
            summary = "Approve as the second person",
            description =
                    "Not for who asked, whichever account they use; one of the two must be an auditor. Where a name is to be resolved, the second person gives it, too, from the file of the case.")
    @APIResponse(responseCode = "200", description = "Approved")
    @APIResponse(responseCode = "default", ref = MadoguchiApi.PROBLEM)
    @SecurityRequirement(name = MadoguchiApi.OIDC, scopes = Scopes.PATRON_IDENTITY_RESOLVE)
    IdentityResolution approveIdentityResolution(@PathParam("id") UUID id, @NotNull @Valid RepeatedName name);

    @POST
    @Path(PATH + "/{id}/refusals")
    @Operation(
            summary = "Refuse, or take back",
            description = "By who asked it is taken back. An approval that is not used yet ends, too.")
    @APIResponse(responseCode = "200", description = "Refused or withdrawn")
    @APIResponse(responseCode = "default", ref = MadoguchiApi.PROBLEM)
    @SecurityRequirement(name = MadoguchiApi.OIDC, scopes = Scopes.PATRON_IDENTITY_RESOLVE)
    IdentityResolution refuseIdentityResolution(@PathParam("id") UUID id);

    @POST
    @Path(PATH + "/{id}/result")
    @Operation(
            summary = "Resolve what was approved",
            description =
                    "For who asked, once, within the time of the request; for a few minutes the same answer can be had again, should it be lost on the way. Each answer is on record.")
    @APIResponse(responseCode = "200", description = "Who they are")
    @APIResponse(responseCode = "default", ref = MadoguchiApi.PROBLEM)
    @SecurityRequirement(name = MadoguchiApi.OIDC, scopes = Scopes.PATRON_IDENTITY_RESOLVE)
    ResolvedIdentities resolveIdentity(@PathParam("id") UUID id, @NotNull @Valid RepeatedName name);
}
