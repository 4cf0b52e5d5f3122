package io.madoguchi.api.trail;

import io.madoguchi.api.MadoguchiApi;
import io.madoguchi.disclosure.Scopes;
import io.madoguchi.school.SchoolCode;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The trail: takes each record once, answers auditors. */
@Path("/v1/access-records")
@Tag(name = "access records")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public interface TrailApi {
    @POST
    @Operation(
            summary = "Append records",
            description =
                    "For services only. A record that is known already is taken as delivered; the source must be the token's client.")
    @APIResponse(responseCode = "200", description = "Durably appended")
    @APIResponse(responseCode = "default", ref = MadoguchiApi.PROBLEM)
    @SecurityRequirement(name = MadoguchiApi.OIDC, scopes = Scopes.AUDIT_APPEND)
    Appended appendAccessRecords(@NotNull @Size(min = 1, max = 1000) List<@NotNull @Valid SaltedRecord> records);

    @GET
    @Path("/cosigned")
    @Operation(
            summary = "How far a service's records are cosigned",
            description = "For services only. Their journals keep what no cosigned checkpoint of the log covers.")
    @APIResponse(responseCode = "200", description = "Of the caller's own records")
    @APIResponse(responseCode = "default", ref = MadoguchiApi.PROBLEM)
    @SecurityRequirement(name = MadoguchiApi.OIDC, scopes = Scopes.AUDIT_APPEND)
    CosignedRecords getCosignedRecords();

    @GET
    @Path("/volumes")
    @Operation(
            summary = "Who read how much",
            description =
                    "Per account and day of the city, those who were shown most persons first: bulk reading stands at the top (R33).")
    @APIResponse(responseCode = "200", description = "At most as many rows as asked for")
    @APIResponse(responseCode = "default", ref = MadoguchiApi.PROBLEM)
    @SecurityRequirement(name = MadoguchiApi.OIDC, scopes = Scopes.AUDIT_READ)
    ReadingVolumes listReadingVolumes(
            @BeanParam @Valid StatedInquiry inquiry,
            @QueryParam("from") @NotNull Instant from,
            @QueryParam("until") @NotNull Instant until,
            @QueryParam("school") @Nullable SchoolCode school,
            @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(500) int limit);

    @GET
    @Operation(
            summary = "Ask the trail",
            description = "Filters combine. Asking is itself recorded. Pages stay stable while records arrive.")
    @APIResponse(responseCode = "200", description = "A page, newest arrival first")
    @APIResponse(responseCode = "default", ref = MadoguchiApi.PROBLEM)
    @SecurityRequirement(name = MadoguchiApi.OIDC, scopes = Scopes.AUDIT_READ)
    AccessRecordPage findAccessRecords(
            @BeanParam @Valid StatedInquiry inquiry,
            @BeanParam @Valid RecordFilter filter,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(500) int limit,
            @QueryParam("cursor") @Size(max = 100) @Pattern(regexp = "[A-Za-z0-9_-]*") @Nullable String cursor);

    @GET
    @Path("/counts")
    @Operation(
            summary = "Count records by group",
            description = "By one to four groups, over at most 400 days. Filters combine. Asking is itself recorded.")
    @APIResponse(responseCode = "200", description = "At most as many groups as asked for")
    @APIResponse(responseCode = "default", ref = MadoguchiApi.PROBLEM)
    @SecurityRequirement(name = MadoguchiApi.OIDC, scopes = Scopes.AUDIT_READ)
    RecordCounts countAccessRecords(
            @BeanParam @Valid StatedInquiry inquiry,
            @BeanParam @Valid RecordFilter filter,
            @QueryParam("groupBy") @NotNull @Size(min = 1, max = 4) List<@NotNull CountGroup> groupBy,
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(1000) int limit);

    @POST
    @Path("/exports")
    @Consumes(MediaType.WILDCARD)
    @Produces({"text/csv", "application/x-ndjson"})
    @Operation(
            summary = "Export records",
            description =
                    "All that the filters leave, oldest arrival first. The export is itself recorded, with the SHA-256 of"
                            + " the file, before its first byte leaves; Repr-Digest carries the same digest (RFC 9530).")
    @APIResponse(
            responseCode = "200",
            description = "The file",
            content = {
                @Content(mediaType = "text/csv", schema = @Schema(type = SchemaType.STRING)),
                @Content(mediaType = "application/x-ndjson", schema = @Schema(type = SchemaType.STRING))
            })
    @APIResponse(responseCode = "default", ref = MadoguchiApi.PROBLEM)
    @SecurityRequirement(name = MadoguchiApi.OIDC, scopes = Scopes.AUDIT_READ)
    Response exportAccessRecords(
            @BeanParam @Valid StatedInquiry inquiry,
            @BeanParam @Valid RecordFilter filter,
            @QueryParam("format") @NotNull ExportFormat format);

    @GET
    @Path("/{id}/proof")
    @Operation(
            summary = "Prove a record",
            description =
                    "The record with its salt, and that the log has it under a checkpoint that enough witnesses have cosigned."
                            + " Asking is itself recorded.")
    @APIResponse(responseCode = "200", description = "The proof")
    @APIResponse(responseCode = "default", ref = MadoguchiApi.PROBLEM)
    @SecurityRequirement(name = MadoguchiApi.OIDC, scopes = Scopes.AUDIT_READ)
    RecordProof proveAccessRecord(@BeanParam @Valid StatedInquiry inquiry, @PathParam("id") UUID id);
}
