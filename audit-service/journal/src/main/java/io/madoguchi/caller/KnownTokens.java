package io.madoguchi.caller;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.madoguchi.disclosure.Caller;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * Remembers whose a token is that was verified a moment ago, and asks no signature of it for a minute: to verify one took two
 * fifths of the time of a check-out. A token that has ended is not known any more, and one whose key was withdrawn for a minute at most. What
 * is kept is a hash of the token, not the token.
 */
@ApplicationScoped
public class KnownTokens implements HttpAuthenticationMechanism, SecurityIdentityAugmentor {
    private static final Duration REMEMBERED = Duration.ofMinutes(1);
    private static final int MOST = 20_000;
    private static final String BEARER = "Bearer ";
    private static final String CALLER = Caller.class.getName();

    private final Clock clock;
    private final Cache<ByteBuffer, Known> known =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(REMEMBERED).build();

    @Inject
    KnownTokens(Clock clock) {
        this.clock = clock;
    }

    /** @param ends in seconds since 1970, as the token says */
    private record Known(SecurityIdentity identity, long ends) {}

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext request, IdentityProviderManager others) {
        String header = request.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.startsWith(BEARER)) {
            return Uni.createFrom().nullItem();
        }
        return Uni.createFrom().item(find(header.substring(BEARER.length())));
    }

    /** Null for a token that was not verified lately, or has ended since. */
    @Nullable
    SecurityIdentity find(String token) {
        Known found = known.getIfPresent(hash(token));
        return found != null && clock.instant().getEpochSecond() < found.ends() ? found.identity() : null;
    }

    /** Of a token that was just verified. */
    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        if (identity.getPrincipal() instanceof JsonWebToken token && token.getRawToken() != null) {
            known.put(hash(token.getRawToken()), new Known(lean(token), token.getExpirationTime()));
        }
        return Uni.createFrom().item(identity);
    }

    /** Without the request in which the token came first. */
    private static SecurityIdentity lean(JsonWebToken token) {
        Caller caller = TokenCaller.from(token);
        QuarkusSecurityIdentity.Builder identity =
                QuarkusSecurityIdentity.builder().setPrincipal(token).addAttribute(CALLER, caller);
        caller.scopes().stream().filter(scope -> !scope.isEmpty()).forEach(identity::addPermissionAsString);
        return identity.build();
    }

    /** What was read from the token when it was verified; null where it was verified for the present request. */
    static @Nullable Caller callerOf(SecurityIdentity identity) {
        return identity.getAttribute(CALLER);
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext request) {
        return Uni.createFrom().nullItem();
    }

    /** Before a token is verified. */
    @Override
    public int getPriority() {
        return HttpAuthenticationMechanism.DEFAULT_PRIORITY + 200;
    }

    private static ByteBuffer hash(String token) {
        try {
            return ByteBuffer.wrap(
                    MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
