package io.madoguchi.api.holdings;

import io.madoguchi.api.MadoguchiApi;
import io.madoguchi.api.ValidBarcode;
import io.madoguchi.disclosure.Scopes;
import io.madoguchi.school.SchoolCode;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The collection of a school. Says nothing of persons, so no record is made. */
@Path("/v1/schools/{school}/items")
@Tag(name = "items")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public interface ItemsApi {
    @GET
    @Operation(summary = "Items of a school by barcode, or by words of the title")
    @Parameter(ref = MadoguchiApi.PURPOSE)
    @APIResponse(responseCode = "200", description = "Items, by title")
    @APIResponse(responseCode = "default", ref = MadoguchiApi.PROBLEM)
    @SecurityRequirement(
            name = MadoguchiApi.OIDC,
            scopes = {Scopes.CIRCULATION_WRITE, Scopes.LOAN_HISTORY_READ, Scopes.LOAN_OWN_READ, Scopes.HOLDINGS_WRITE})
    Items findItems(
            @PathParam("school") SchoolCode school,
            @QueryParam("barcode") @ValidBarcode @Nullable String barcode,
            @QueryParam("title") @Size(min = 1, max = 100) @Pattern(regexp = "\\P{Cntrl}*") @Nullable String title,
            @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(100) int limit,
            @QueryParam("cursor") @Size(max = 800) @Pattern(regexp = "[A-Za-z0-9_-]*") @Nullable String cursor);
}
