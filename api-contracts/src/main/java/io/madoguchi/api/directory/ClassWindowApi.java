package io.madoguchi.api.directory;

import io.madoguchi.api.MadoguchiApi;
import io.madoguchi.disclosure.Scopes;
import io.madoguchi.school.SchoolCode;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
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

/** The class window of a school: an act of the school that shows handlers grade, class and attendance number for a while. */
@Path("/v1")
@Tag(name = "class window")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public interface ClassWindowApi {
    String PATH = "/schools/{school}/class-window";

    @PUT
    @Path(PATH)
    @Operation(
            summary = "Open the school's class window for some minutes",
            description = "Closes by itself. A window that is open already ends, and this one takes its place.")
    @Parameter(ref = MadoguchiApi.PURPOSE)
    @APIResponse(responseCode = "200", description = "The window")
    @APIResponse(responseCode = "default", ref = MadoguchiApi.PROBLEM)
    @SecurityRequirement(name = MadoguchiApi.OIDC, scopes = Scopes.SCHOOL_DECIDE)
    ClassWindow openClassWindow(@PathParam("school") SchoolCode school, @NotNull @Valid ClassWindowRequest request);

    @GET
    @Path(PATH)
    @Operation(summary = "The school's class window")
    @Parameter(ref = MadoguchiApi.PURPOSE)
    @APIResponse(responseCode = "200", description = "The window; without times where none is open")
    @APIResponse(responseCode = "default", ref = MadoguchiApi.PROBLEM)
    @SecurityRequirement(name = MadoguchiApi.OIDC, scopes = Scopes.SCHOOL_DECIDE)
    ClassWindow readClassWindow(@PathParam("school") SchoolCode school);

    @DELETE
    @Path(PATH)
    @Operation(summary = "Close the school's class window now")
    @Parameter(ref = MadoguchiApi.PURPOSE)
    @APIResponse(responseCode = "200", description = "No window is open")
    @APIResponse(responseCode = "default", ref = MadoguchiApi.PROBLEM)
    @SecurityRequirement(name = MadoguchiApi.OIDC, scopes = Scopes.SCHOOL_DECIDE)
    ClassWindow closeClassWindow(@PathParam("school") SchoolCode school);
}
