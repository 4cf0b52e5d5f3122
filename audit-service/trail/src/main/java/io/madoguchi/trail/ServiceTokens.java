package io.madoguchi.trail;

import io.madoguchi.caller.CallerSettings;
import io.madoguchi.caller.ServiceToken;
import io.madoguchi.disclosure.Role;
import io.madoguchi.disclosure.Scopes;
import io.quarkus.runtime.Startup;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.StringPermission;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.PublicKey;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jose4j.jwt.JwtClaims;

/**
 * Lets services in by tokens of their own, so that records arrive while Keycloak is down, also where it never was reachable.
 * Such a token opens the services' part of {@code /v1/access-records} and nothing else; what the caller is follows from whose
 * key signed it.
 */
@Startup
@ApplicationScoped
public class ServiceTokens implements HttpAuthenticationMechanism {
    private static final Logger LOG = Logger.getLogger(ServiceTokens.class);
    private static final String BEARER = "Bearer ";
    private static final String SELF_SIGNED = ServiceTokens.class.getName();
    private static final String UNSET = "unset";

    private final Map<String, List<PublicKey>> keys;
    private final Clock clock;

    @Inject
    ServiceTokens(CallerSettings settings, Clock clock) {
        this.keys = read(settings.trail().services());
        this.clock = clock;
    }

    /** Several keys of one service, with commas: the old and the new while they change. */
    private static Map<String, List<PublicKey>> read(Map<String, String> configured) {
        Map<String, List<PublicKey>> keys = new HashMap<>();
        configured.forEach((client, texts) -> {
            try {
                if (texts.equals(UNSET)) {
                    throw new IllegalArgumentException("not set");
                }
                keys.put(
                        client,
                        Arrays.stream(texts.split(","))
                                .map(ServiceToken::publicKey)
                                .toList());
            } catch (IllegalArgumentException e) {
                // Said here, because the log takes the words out of exceptions.
                LOG.errorf("起動しません。%s の公開鍵がありません（madoguchi.trail.services.%s）。", client, client);
                LOG.errorf(
                        "Not started: the public key of %s (madoguchi.trail.services.%s): %s",
                        client, client, e.getMessage());
                throw e;
            }
        });
        return keys;
    }

    /** Whether the caller came by such a token. */
    static boolean isSelfSigned(SecurityIdentity identity) {
        return identity.getAttribute(SELF_SIGNED) != null;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext request, IdentityProviderManager others) {
        Optional<String> token = token(request);
        if (token.isEmpty() || !isForServices(request) || !ServiceToken.isOneOf(token.get(), keys)) {
            return Uni.createFrom().nullItem();
        }
        return ServiceToken.verify(token.get(), keys, clock)
                .map(client -> Uni.createFrom().item(identity(client, token.get())))
                .orElseGet(() -> Uni.createFrom().failure(new AuthenticationFailedException()));
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext request) {
        return Uni.createFrom().nullItem();
    }

    @Override
    public int getPriority() {
        return HttpAuthenticationMechanism.DEFAULT_PRIORITY + 100;
    }

    private static SecurityIdentity identity(String client, String token) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(client);
        claims.setSubject(client);
        claims.setClaim("raw_token", token);
        claims.setClaim("preferred_username", "service-account-" + client);
        claims.setClaim("azp", client);
        claims.setClaim("scope", Scopes.AUDIT_APPEND);
        claims.setStringListClaim("roles", Role.SERVICE.name());
        StringPermission append = new StringPermission("audit", "append");
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new DefaultJWTCallerPrincipal(claims))
                .addPermissionChecker(required -> Uni.createFrom().item(append.implies(required)))
                .addAttribute(SELF_SIGNED, client)
                .build();
    }

    private static boolean isForServices(RoutingContext request) {
        String call = request.request().method() + " " + request.normalizedPath();
        return Set.of("POST /v1/access-records", "GET /v1/access-records/cosigned")
                .contains(call);
    }

    private static Optional<String> token(RoutingContext request) {
        return Optional.ofNullable(request.request().getHeader("Authorization"))
                .filter(header -> header.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(header -> header.substring(BEARER.length()).trim());
    }
}
