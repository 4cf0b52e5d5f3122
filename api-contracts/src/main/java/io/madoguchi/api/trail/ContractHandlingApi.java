package io.madoguchi.api.trail;

import io.madoguchi.api.MadoguchiApi;
import io.madoguchi.disclosure.Scopes;
import jakarta.validation.constraints.NotNull;
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

/** What a handling manager (取扱責任者) sees of the contract that the own token names. */
@Path("/v1/me/contract/handling")
@Tag(name = "reports")
@Produces(MediaType.APPLICATION_JSON)
public interface ContractHandlingApi {
    @GET
    @Operation(
            summary = "How my contract's handlers handled personal data",
            description =
                    "Numbers by handler, school and duty, of the contract in the token and of no other; no patron. Needs no stated duty: overseeing is none of the fourteen.")
    @APIResponse(responseCode = "200", description = "The numbers")
    @APIResponse(responseCode = "default", ref = MadoguchiApi.PROBLEM)
    @SecurityRequirement(name = MadoguchiApi.OIDC, scopes = Scopes.AUDIT_CONTRACT_READ)
    ContractHandling readHandlingOfMyContract(
            @QueryParam("from") @NotNull LocalDate from, @QueryParam("until") @NotNull LocalDate until);
}
