package io.madoguchi.changefeed;

import io.madoguchi.api.directory.BorrowerChanges;
import io.madoguchi.api.directory.BorrowerChangesApi;
import io.madoguchi.caller.Gate;
import io.madoguchi.disclosure.Act;
import io.madoguchi.disclosure.Scopes;
import io.quarkus.security.PermissionsAllowed;
import org.jspecify.annotations.Nullable;

/** The change feed over HTTP. */
class BorrowerChangesResource implements BorrowerChangesApi {
    private final Gate gate;
    private final ReadBorrowerChanges read;

    BorrowerChangesResource(Gate gate, ReadBorrowerChanges read) {
        this.gate = gate;
        this.read = read;
    }

    @Override
    @PermissionsAllowed(Scopes.BORROWER_SYNC)
    public BorrowerChanges listBorrowerChanges(@Nullable String after) {
        return read.after(after, gate.permit(Act.SYNC_BORROWERS, null)).orProblem();
    }
}
