package io.madoguchi.caller;

import io.madoguchi.api.Headers;
import io.madoguchi.disclosure.Caller;
import io.madoguchi.disclosure.Duty;
import io.madoguchi.problem.ProblemCode;
import io.madoguchi.problem.ProblemException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** The caller of the present request, and the duty stated with it. */
@RequestScoped
public class CurrentCaller {
    private final SecurityIdentity identity;
    private final HttpHeaders headers;
    private @Nullable Caller caller;

    @Inject
    CurrentCaller(SecurityIdentity identity, HttpHeaders headers) {
        this.identity = identity;
        this.headers = headers;
    }

    /** Only behind a security annotation, which has verified the token. */
    public Caller get() {
        return find().orElseThrow(() -> ProblemException.of(ProblemCode.TOKEN_MISSING));
    }

    /** Nobody where the request bore no valid token. */
    public Optional<Caller> find() {
        if (caller == null && !identity.isAnonymous() && identity.getPrincipal() instanceof JsonWebToken token) {
            caller = TokenCaller.from(token);
        }
        return Optional.ofNullable(caller);
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
