package io.madoguchi.api.roster;

import io.madoguchi.api.Headers;
import io.madoguchi.api.MadoguchiApi;
import io.madoguchi.disclosure.Scopes;
import io.madoguchi.school.SchoolCode;
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
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Rosters: name lists of the district in OneRoster 1.2 (CSV binding, Japan profiles). */
@Path(RosterImportsApi.PATH)
@Tag(name = "rosters")
@Produces(MediaType.APPLICATION_JSON)
public interface RosterImportsApi {
    String PATH = "/v1/roster-imports";
    String ZIP = "application/zip";

    @POST
    @Consumes(ZIP)
    @Operation(
            summary = "Send a roster",
            description =
                    "A OneRoster 1.2 package, read as it comes. Only what the directory knows is taken; the rest is dropped and"
                            + " counted. What becomes of it is told at the address in Location. One import is worked on at a time;"
                            + " the same package sent twice changes nothing the second time.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = ZIP, schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(
            responseCode = "202",
            description = "Received",
            content = @Content(schema = @Schema(implementation = RosterImport.class)))
    @APIResponse(responseCode = "default", ref = MadoguchiApi.PROBLEM)
    @SecurityRequirement(name = MadoguchiApi.OIDC, scopes = Scopes.ROSTER_IMPORT)
    Response importRoster(
            @QueryParam("dryRun") @DefaultValue("false") boolean dryRun,
            @QueryParam("onError") @DefaultValue("STOP") @NotNull OnError onError,
            @QueryParam("mostDepartures") @DefaultValue("20") @Min(0) @Max(100) int mostDepartures,
            @HeaderParam(Headers.IDEMPOTENCY_KEY)
                    @Size(min = 1, max = 100)
                    @Pattern(regexp = Headers.KEY_FORM)
                    @Nullable
                    String key,
            InputStream roster)
            throws IOException;

    @GET
    @Path("/{id}")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "An import")
    @APIResponse(responseCode = "200", description = "How far it has come, in numbers")
    @APIResponse(responseCode = "default", ref = MadoguchiApi.PROBLEM)
    @SecurityRequirement(name = MadoguchiApi.OIDC, scopes = Scopes.ROSTER_IMPORT)
    RosterImport readRosterImport(@PathParam("id") UUID id);

    @GET
    @Path("/{id}/faults")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Rules that an import breaks",
            description =
                    "By file, line and column; never what stands there. All are counted, the first 10,000 are listed.")
    @APIResponse(responseCode = "200", description = "A page of them")
    @APIResponse(responseCode = "default", ref = MadoguchiApi.PROBLEM)
    @SecurityRequirement(name = MadoguchiApi.OIDC, scopes = Scopes.ROSTER_IMPORT)
    RosterFaults listRosterFaults(
            @PathParam("id") UUID id,
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(1000) int limit,
            @QueryParam("cursor") @Size(max = 200) @Pattern(regexp = "[A-Za-z0-9_-]*") @Nullable String cursor);

    @GET
    @Path("/{id}/changes")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "What an import makes of whom", description = "By patron id, without names.")
    @APIResponse(responseCode = "200", description = "A page of changes")
    @APIResponse(responseCode = "default", ref = MadoguchiApi.PROBLEM)
    @SecurityRequirement(name = MadoguchiApi.OIDC, scopes = Scopes.ROSTER_IMPORT)
    RosterChanges listRosterChanges(
            @PathParam("id") UUID id,
            @QueryParam("school") @Nullable SchoolCode school,
            @QueryParam("kind") @Nullable ChangeKind kind,
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(1000) int limit,
            @QueryParam("cursor") @Size(max = 200) @Pattern(regexp = "[A-Za-z0-9_-]*") @Nullable String cursor);
}
