package io.madoguchi.caller;

import static org.assertj.core.api.Assertions.assertThat;

import io.madoguchi.disclosure.Caller;
import io.quarkus.security.StringPermission;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.Test;

class KnownTokensTest {
    private static final Instant NOW = Instant.parse("2026-11-22T01:00:00Z");
    private static final String TOKEN = "header.payload.signature";

    private final KnownTokens tokens = new KnownTokens(Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void whoseTokenWasVerifiedIsKnownWithItsScopesAndNoOthers() {
        tokens.augment(verified(TOKEN, NOW.plusSeconds(300)), null);

        SecurityIdentity known = tokens.find(TOKEN);

        assertThat(KnownTokens.callerOf(known)).extracting(Caller::account).isEqualTo("handler-1");
        assertThat(mayDo(known, "patron.name", "read")).isTrue();
        assertThat(mayDo(known, "patron", "write")).isFalse();
    }

    @Test
    void aTokenWithoutScopesMayDoNothing() {
        tokens.augment(verified(TOKEN, NOW.plusSeconds(300), ""), null);

        assertThat(mayDo(tokens.find(TOKEN), "patron.name", "read")).isFalse();
    }

    @Test
    void aTokenWithAnotherSignatureIsNotKnown() {
        tokens.augment(verified(TOKEN, NOW.plusSeconds(300)), null);

        assertThat(tokens.find("header.payload.forged")).isNull();
    }

    @Test
    void aTokenThatHasEndedIsNotKnown() {
        tokens.augment(verified(TOKEN, NOW), null);

        assertThat(tokens.find(TOKEN)).isNull();
    }

    @Test
    void theRequestInWhichATokenCameFirstIsNotKept() {
        tokens.augment(verified(TOKEN, NOW.plusSeconds(300)), null);

        assertThat(tokens.find(TOKEN).getAttributes()).doesNotContainKey(RoutingContext.class.getName());
    }

    private static boolean mayDo(SecurityIdentity identity, String what, String action) {
        return identity.checkPermission(new StringPermission(what, action))
                .await()
                .indefinitely();
    }

    private static SecurityIdentity verified(String token, Instant ends) {
        return verified(token, ends, "patron.name:read duty:counter");
    }

    private static SecurityIdentity verified(String token, Instant ends, String scope) {
        JwtClaims claims = new JwtClaims();
        claims.setSubject("a-subject");
        claims.setClaim("raw_token", token);
        claims.setClaim("preferred_username", "handler-1");
        claims.setClaim("azp", "counter");
        claims.setClaim("scope", scope);
        claims.setClaim("exp", ends.getEpochSecond());
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new DefaultJWTCallerPrincipal(claims))
                .addAttribute(RoutingContext.class.getName(), "the first request")
                .build();
    }
}
