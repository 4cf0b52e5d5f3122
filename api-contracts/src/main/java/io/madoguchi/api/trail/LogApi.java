package io.madoguchi.api.trail;

import io.madoguchi.api.MadoguchiApi;
import io.madoguchi.disclosure.Scopes;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What an auditor takes home to check the trail with (R37). */
@Path("/v1/log")
@Tag(name = "log")
public interface LogApi {
    /** A bundle is one file of lines of JSON. */
    String BUNDLE = "application/x-ndjson";

    @GET
    @Path("cosigned-checkpoint")
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(
            summary = "The newest checkpoint that enough witnesses have cosigned",
            description = "To be kept outside of the operator's hands: on paper, or in the auditor's files.")
    @APIResponse(
            responseCode = "200",
            description = "The note",
            content = @Content(mediaType = MediaType.TEXT_PLAIN, schema = @Schema(type = SchemaType.STRING)))
    @APIResponse(responseCode = "default", ref = MadoguchiApi.PROBLEM)
    @SecurityRequirement(name = MadoguchiApi.OIDC, scopes = Scopes.AUDIT_READ)
    Response readCosignedCheckpoint();

    @GET
    @Path("consistency")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "That the log of one size is the beginning of the log of another (RFC 6962, 2.1.2)")
    @APIResponse(responseCode = "200", description = "The proof")
    @APIResponse(responseCode = "default", ref = MadoguchiApi.PROBLEM)
    @SecurityRequirement(name = MadoguchiApi.OIDC, scopes = Scopes.AUDIT_READ)
    ConsistencyProof proveConsistency(
            @QueryParam("from") @NotNull @Min(0) Long from, @QueryParam("to") @NotNull @Min(0) Long to);

    @GET
    @Path("statements")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "What the operator of the log has stated",
            description = "Signed notes: records removed after their time, records lost with a database, a new origin.")
    @APIResponse(responseCode = "200", description = "The oldest first")
    @APIResponse(responseCode = "default", ref = MadoguchiApi.PROBLEM)
    @SecurityRequirement(name = MadoguchiApi.OIDC, scopes = Scopes.AUDIT_READ)
    LogStatements listStatements();

    @GET
    @Path("bundle")
    @Produces(BUNDLE)
    @Operation(
            summary = "A range of the log to be checked offline",
            description =
                    "All entries of the range with their records, salts and proofs under the newest cosigned checkpoint, for"
                            + " the verifier: it applies the filters, so that nothing can be left out unseen. Recorded with its SHA-256.")
    @APIResponse(
            responseCode = "200",
            description = "The bundle",
            content = @Content(mediaType = BUNDLE, schema = @Schema(type = SchemaType.STRING)))
    @APIResponse(responseCode = "default", ref = MadoguchiApi.PROBLEM)
    @SecurityRequirement(name = MadoguchiApi.OIDC, scopes = Scopes.AUDIT_READ)
    Response exportBundle(
            @BeanParam @Valid StatedInquiry inquiry,
            @QueryParam("from") @NotNull @Min(0) @Schema(description = "The first index") Long from,
            @QueryParam("until")
                    @Min(0)
                    @Nullable
                    @Schema(description = "The index after the last; as far as is cosigned where it is absent")
                    Long until,
            @QueryParam("since")
                    @Min(0)
                    @Nullable
                    @Schema(description = "The size of an older checkpoint that the bundle is to be compared with")
                    Long since);
}
