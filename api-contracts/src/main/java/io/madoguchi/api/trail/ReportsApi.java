package io.madoguchi.api.trail;

import io.madoguchi.api.MadoguchiApi;
import io.madoguchi.disclosure.Scopes;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Reports made of the access records (R36, R40), as JSON and, with {@code Accept: text/html}, as a page to print. */
@Path("/v1/reports")
@Tag(name = "reports")
@Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_HTML})
public interface ReportsApi {
    @GET
    @Path("/handling")
    @Operation(
            summary = "The handling report of a contract",
            description =
                    "Who read which fields of how many persons for which duty at which school, what was refused, and what was unusual (取扱状況報告). Names accounts and no patron; reading it is itself recorded.")
    @APIResponse(responseCode = "200", description = "The report")
    @APIResponse(responseCode = "default", ref = MadoguchiApi.PROBLEM)
    @SecurityRequirement(name = MadoguchiApi.OIDC, scopes = Scopes.AUDIT_READ)
    HandlingReport readHandlingReport(
            @BeanParam @Valid StatedInquiry inquiry,
            @QueryParam("contract") @NotNull @Size(max = 255) @Pattern(regexp = "[A-Za-z0-9._:-]+") String contract,
            @QueryParam("from") @NotNull LocalDate from,
            @QueryParam("until") @NotNull LocalDate until);

    @GET
    @Path("/yearly")
    @Operation(
            summary = "A year's report, fit for publication",
            description =
                    "What contractors were shown in a fiscal year (年度, April to March), by duty, field and kind of school. Small numbers are hidden, and nothing on the page depends on them.")
    @APIResponse(responseCode = "200", description = "The report")
    @APIResponse(responseCode = "default", ref = MadoguchiApi.PROBLEM)
    @SecurityRequirement(name = MadoguchiApi.OIDC, scopes = Scopes.AUDIT_READ)
    YearlyReport readYearlyReport(
            @BeanParam @Valid StatedInquiry inquiry, @QueryParam("year") @NotNull @Min(2013) @Max(2999) Integer year);
}
