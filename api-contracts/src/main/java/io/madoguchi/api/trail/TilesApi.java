package io.madoguchi.api.trail;

import io.madoguchi.api.MadoguchiApi;
import io.madoguchi.disclosure.Scopes;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The log over the access records as its readers know it (C2SP tlog-tiles). Holds no personal data. */
@Path("/")
@Tag(name = "log")
public interface TilesApi {
    @GET
    @Path("checkpoint")
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(
            summary = "The newest checkpoint",
            description =
                    "A signed note (C2SP tlog-checkpoint) with the cosignatures that it has so far. Holds no personal data.")
    @APIResponse(
            responseCode = "200",
            description = "The note",
            content = @Content(mediaType = MediaType.TEXT_PLAIN, schema = @Schema(type = SchemaType.STRING)))
    @APIResponse(responseCode = "default", ref = MadoguchiApi.PROBLEM)
    @SecurityRequirement(name = MadoguchiApi.OIDC, scopes = Scopes.AUDIT_READ)
    Response readCheckpoint();

    @GET
    @Path("tile/{path:.+}")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @Operation(
            summary = "A tile or an entry bundle",
            description =
                    "C2SP tlog-tiles, such as tile/0/000 or tile/entries/000.p/17. Entries are salted hashes of records.")
    @APIResponse(
            responseCode = "200",
            description = "Its bytes",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_OCTET_STREAM,
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(responseCode = "default", ref = MadoguchiApi.PROBLEM)
    @SecurityRequirement(name = MadoguchiApi.OIDC, scopes = Scopes.AUDIT_READ)
    Response readTile(@PathParam("path") @Size(max = 60) @Pattern(regexp = "[a-z0-9./]+") String path);
}
