package io.madoguchi.api.lending;

import io.madoguchi.api.MadoguchiApi;
import io.madoguchi.disclosure.Scopes;
import io.madoguchi.school.SchoolCode;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Whether handlers give reading guidance (読書指導支援, R9) at a school, which the school decides for itself. */
@Path("/v1")
@Tag(name = "reading guidance")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public interface ReadingGuidanceApi {
    String PATH = "/schools/{school}/reading-guidance";

    @GET
    @Path(PATH)
    @Operation(summary = "Whether the school has reading guidance by the contractor")
    @Parameter(ref = MadoguchiApi.PURPOSE)
    @APIResponse(responseCode = "200", description = "As the school decided; offered where it decided nothing")
    @APIResponse(responseCode = "default", ref = MadoguchiApi.PROBLEM)
    @SecurityRequirement(name = MadoguchiApi.OIDC, scopes = Scopes.SCHOOL_DECIDE)
    ReadingGuidance readReadingGuidance(@PathParam("school") SchoolCode school);

    @PUT
    @Path(PATH)
    @Operation(
            summary = "Switch reading guidance by the contractor on or off",
            description = "Off: no loan record leaves under READING_GUIDANCE at this school, from the next request on.")
    @Parameter(ref = MadoguchiApi.PURPOSE)
    @APIResponse(responseCode = "200", description = "As decided")
    @APIResponse(responseCode = "default", ref = MadoguchiApi.PROBLEM)
    @SecurityRequirement(name = MadoguchiApi.OIDC, scopes = Scopes.SCHOOL_DECIDE)
    ReadingGuidance switchReadingGuidance(
            @PathParam("school") SchoolCode school, @NotNull @Valid ReadingGuidance decision);
}
