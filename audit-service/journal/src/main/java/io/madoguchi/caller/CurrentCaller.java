package io.madoguchi.caller;

import io.madoguchi.api.Headers;
import io.madoguchi.disclosure.Caller;
import io.madoguchi.disclosure.Duty;
import io.madoguchi.problem.ProblemCode;
import io.madoguchi.problem.ProblemException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** The caller of the present request, and the duty stated with it. */
@RequestScoped
public class CurrentCaller {
    private final CurrentIdentityAssociation identities;
    private final HttpHeaders headers;
    private @Nullable Caller caller;

    @Inject
    CurrentCaller(CurrentIdentityAssociation identities, HttpHeaders headers) {
        this.identities = identities;
        this.headers = headers;
    }

    /** Only behind a security annotation, which has verified the token. */
    public Caller get() {
        if (caller == null) {
            caller = callerOf(identities.getIdentity())
                    .orElseThrow(() -> ProblemException.of(ProblemCode.TOKEN_MISSING));
        }
        return caller;
    }

    /** Nobody where the request bore no valid token. For requests that end before a security annotation was met. */
    public Uni<Optional<Caller>> find() {
        return caller != null
                ? Uni.createFrom().item(Optional.of(caller))
                : identities
                        .getDeferredIdentity()
                        .map(CurrentCaller::callerOf)
                        .onFailure()
                        .recoverWithItem(Optional.empty());
    }

    private static Optional<Caller> callerOf(SecurityIdentity identity) {
        Caller known = KnownTokens.callerOf(identity);
        if (known != null) {
            return Optional.of(known);
        }
        return !identity.isAnonymous() && identity.getPrincipal() instanceof JsonWebToken token
                ? Optional.of(TokenCaller.from(token))
                : Optional.empty();
    }

    /** The stated duty; nothing where none is stated. Refuses a word that is no duty (R17). */
    public Optional<Duty> declaredDuty() {
        String header = headers.getHeaderString(Headers.PURPOSE_OF_USE);
        if (header == null || header.isBlank()) {
            return Optional.empty();
        }
        return Optional.of(Duty.named(header).orElseThrow(() -> ProblemException.of(ProblemCode.DUTY_UNKNOWN)));
    }
}
