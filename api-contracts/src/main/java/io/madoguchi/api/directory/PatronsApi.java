package io.madoguchi.api.directory;

import io.madoguchi.api.MadoguchiApi;
import io.madoguchi.disclosure.Scopes;
import io.madoguchi.school.SchoolCode;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The name directory. */
@Path("/v1")
@Tag(name = "patrons")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public interface PatronsApi {
    @POST
    @Path("/schools/{school}/patron-searches")
    @Operation(
            summary = "Find patrons of a school by card, name or reading",
            description = "Names and cards stand in the body, never in a URL.")
    @Parameter(ref = MadoguchiApi.PURPOSE)
    @APIResponse(responseCode = "200", description = "Who was found")
    @APIResponse(responseCode = "default", ref = MadoguchiApi.PROBLEM)
    @SecurityRequirement(
            name = MadoguchiApi.OIDC,
            scopes = {Scopes.PATRON_NAME_READ, Scopes.LOAN_HISTORY_READ})
    PatronMatches searchPatrons(@PathParam("school") SchoolCode school, @NotNull @Valid PatronSearch search);

    @GET
    @Path("/patrons/{id}")
    @Operation(summary = "Read one patron")
    @Parameter(ref = MadoguchiApi.PURPOSE)
    @APIResponse(responseCode = "200", description = "The patron")
    @APIResponse(responseCode = "default", ref = MadoguchiApi.PROBLEM)
    @SecurityRequirement(
            name = MadoguchiApi.OIDC,
            scopes = {Scopes.PATRON_NAME_READ})
    PatronView readPatron(@PathParam("id") UUID id);
}
