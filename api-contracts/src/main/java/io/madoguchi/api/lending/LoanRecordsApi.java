package io.madoguchi.api.lending;

import io.madoguchi.api.MadoguchiApi;
import io.madoguchi.disclosure.Scopes;
import io.madoguchi.school.SchoolCode;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Loan records of one patron: for those whose duty it is, and for the patron. */
@Path("/v1")
@Tag(name = "loan records")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public interface LoanRecordsApi {
    /** The form of a page's cursor. */
    String CURSOR = "[A-Za-z0-9_-]*";

    @POST
    @Path("/schools/{school}/loan-record-queries")
    @Operation(summary = "A patron's loan records, by id or card", description = "Without a name (R8, R9).")
    @Parameter(ref = MadoguchiApi.PURPOSE)
    @APIResponse(responseCode = "200", description = "A page, newest first")
    @APIResponse(responseCode = "default", ref = MadoguchiApi.PROBLEM)
    @SecurityRequirement(name = MadoguchiApi.OIDC, scopes = Scopes.LOAN_HISTORY_READ)
    LoanRecords queryLoanRecords(@PathParam("school") SchoolCode school, @NotNull @Valid LoanRecordQuery query);

    @POST
    @Path("/schools/{school}/current-title-queries")
    @Operation(
            summary = "What somebody has on loan now, after a tap of the card",
            description = "For contractors only where the authorisation says so (amendment D), and of pupils only.")
    @Parameter(ref = MadoguchiApi.PURPOSE)
    @APIResponse(responseCode = "200", description = "The items that are out, the first due first")
    @APIResponse(responseCode = "default", ref = MadoguchiApi.PROBLEM)
    @SecurityRequirement(name = MadoguchiApi.OIDC, scopes = Scopes.CIRCULATION_WRITE)
    CurrentTitles queryCurrentTitles(@PathParam("school") SchoolCode school, @NotNull CurrentTitles.@Valid Query query);

    @GET
    @Path("/patrons/{id}/loans")
    @Operation(summary = "A patron's loan records")
    @Parameter(ref = MadoguchiApi.PURPOSE)
    @APIResponse(responseCode = "200", description = "A page, newest first")
    @APIResponse(responseCode = "default", ref = MadoguchiApi.PROBLEM)
    @SecurityRequirement(name = MadoguchiApi.OIDC, scopes = Scopes.LOAN_HISTORY_READ)
    LoanRecords listLoans(
            @PathParam("id") UUID patronId,
            @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(100) int limit,
            @QueryParam("cursor") @Size(max = 200) @Pattern(regexp = CURSOR) @Nullable String cursor);

    @GET
    @Path("/me/loans")
    @Operation(summary = "My own loans")
    @APIResponse(responseCode = "200", description = "A page, newest first")
    @APIResponse(responseCode = "default", ref = MadoguchiApi.PROBLEM)
    @SecurityRequirement(name = MadoguchiApi.OIDC, scopes = Scopes.LOAN_OWN_READ)
    LoanRecords listMyLoans(
            @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(100) int limit,
            @QueryParam("cursor") @Size(max = 200) @Pattern(regexp = CURSOR) @Nullable String cursor);
}
