package io.madoguchi.api.directory;

import io.madoguchi.api.MadoguchiApi;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What the caller may do. */
@Path("/v1/me/permissions")
@Tag(name = "me")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public interface PermissionsApi {
    @GET
    @Operation(summary = "What my token allows today", description = "Any valid token; no duty is needed.")
    @APIResponse(responseCode = "200", description = "Acts, fields and schools, by duty")
    @APIResponse(responseCode = "default", ref = MadoguchiApi.PROBLEM)
    @SecurityRequirement(name = MadoguchiApi.OIDC)
    Permissions readMyPermissions();
}
