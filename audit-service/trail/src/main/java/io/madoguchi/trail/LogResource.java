package io.madoguchi.trail;

import io.madoguchi.api.trail.ConsistencyProof;
import io.madoguchi.api.trail.LogApi;
import io.madoguchi.api.trail.LogStatements;
import io.madoguchi.api.trail.StatedInquiry;
import io.madoguchi.disclosure.Scopes;
import io.quarkus.security.PermissionsAllowed;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** The log over HTTP. */
class LogResource implements LogApi {
    private final ReadLog read;

    LogResource(ReadLog read) {
        this.read = read;
    }

    @Override
    @PermissionsAllowed(Scopes.AUDIT_READ)
    public Response readCosignedCheckpoint() {
        return TilesResource.note(read.cosigned());
    }

    @Override
    @PermissionsAllowed(Scopes.AUDIT_READ)
    public ConsistencyProof proveConsistency(Long from, Long to) {
        return read.consistency(from, to);
    }

    @Override
    @PermissionsAllowed(Scopes.AUDIT_READ)
    public LogStatements listStatements() {
        return read.statements();
    }

    @Override
    @PermissionsAllowed(Scopes.AUDIT_READ)
    public Response exportBundle(StatedInquiry inquiry, Long from, @Nullable Long until, @Nullable Long since) {
        try {
            return read.bundle(inquiry, from, until, since).answer(LogApi.BUNDLE, "access-records.madoguchi-bundle");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
