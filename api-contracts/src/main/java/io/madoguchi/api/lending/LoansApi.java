package io.madoguchi.api.lending;

import io.madoguchi.api.Headers;
import io.madoguchi.api.MadoguchiApi;
import io.madoguchi.disclosure.Scopes;
import io.madoguchi.school.SchoolCode;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The counter: check-out, return, renewal. */
@Path("/v1")
@Tag(name = "loans")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public interface LoansApi {
    @POST
    @Path("/schools/{school}/loans")
    @Operation(summary = "Lend an item (貸出)")
    @Parameter(ref = MadoguchiApi.PURPOSE)
    @APIResponse(responseCode = "201", description = "Lent")
    @APIResponse(responseCode = "default", ref = MadoguchiApi.PROBLEM)
    @SecurityRequirement(name = MadoguchiApi.OIDC, scopes = Scopes.CIRCULATION_WRITE)
    LoanView checkOut(
            @PathParam("school") SchoolCode school,
            @HeaderParam(Headers.IDEMPOTENCY_KEY)
                    @Size(min = 1, max = 100)
                    @Pattern(regexp = Headers.KEY_FORM)
                    @Nullable
                    String key,
            @NotNull @Valid CheckOutRequest request);

    @POST
    @Path("/schools/{school}/returns")
    @Operation(summary = "Take an item back (返却)", description = "The answer names no borrower.")
    @Parameter(ref = MadoguchiApi.PURPOSE)
    @APIResponse(responseCode = "200", description = "Returned")
    @APIResponse(responseCode = "default", ref = MadoguchiApi.PROBLEM)
    @SecurityRequirement(name = MadoguchiApi.OIDC, scopes = Scopes.CIRCULATION_WRITE)
    ReturnView checkIn(
            @PathParam("school") SchoolCode school,
            @HeaderParam(Headers.IDEMPOTENCY_KEY)
                    @Size(min = 1, max = 100)
                    @Pattern(regexp = Headers.KEY_FORM)
                    @Nullable
                    String key,
            @NotNull @Valid ItemScan scan);

    @POST
    @Path("/schools/{school}/renewals")
    @Operation(summary = "Extend a loan (延長)", description = "The answer names no borrower.")
    @Parameter(ref = MadoguchiApi.PURPOSE)
    @APIResponse(responseCode = "200", description = "Renewed")
    @APIResponse(responseCode = "default", ref = MadoguchiApi.PROBLEM)
    @SecurityRequirement(name = MadoguchiApi.OIDC, scopes = Scopes.CIRCULATION_WRITE)
    LoanView renew(
            @PathParam("school") SchoolCode school,
            @HeaderParam(Headers.IDEMPOTENCY_KEY)
                    @Size(min = 1, max = 100)
                    @Pattern(regexp = Headers.KEY_FORM)
                    @Nullable
                    String key,
            @NotNull @Valid ItemScan scan);
}
