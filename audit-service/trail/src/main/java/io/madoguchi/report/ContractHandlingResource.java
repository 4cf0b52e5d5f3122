package io.madoguchi.report;

import io.madoguchi.api.trail.ContractHandling;
import io.madoguchi.api.trail.ContractHandlingApi;
import io.madoguchi.disclosure.Scopes;
import io.quarkus.security.PermissionsAllowed;
import java.time.LocalDate;

/** The handling manager's numbers over HTTP. */
class ContractHandlingResource implements ContractHandlingApi {
    private final OwnContract contract;

    ContractHandlingResource(OwnContract contract) {
        this.contract = contract;
    }

    @Override
    @PermissionsAllowed(Scopes.AUDIT_CONTRACT_READ)
    public ContractHandling readHandlingOfMyContract(LocalDate from, LocalDate until) {
        return contract.handling(from, until);
    }
}
