package io.madoguchi.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.junit.jupiter.api.Test;

class ServiceTokenTest {
    private static final Clock NOW = Clock.fixed(Instant.parse("2026-11-22T01:00:00Z"), ZoneOffset.UTC);
    private final KeyPair patron = pair();
    private final KeyPair audit = pair();
    private final Map<String, List<PublicKey>> keys =
            Map.of("patron-service", List.of(patron.getPublic()), "audit-service", List.of(audit.getPublic()));

    @Test
    void isTheClientWhoseKeySignedIt() {
        String token = ServiceToken.sign("patron-service", patron.getPrivate(), NOW);
        assertThat(ServiceToken.verify(token, keys, NOW)).contains("patron-service");
        assertThat(ServiceToken.isOneOf(token, keys)).isTrue();
    }

    @Test
    void isNobodyWhereAnotherServiceSignedIt() {
        String token = ServiceToken.sign("patron-service", audit.getPrivate(), NOW);
        assertThat(ServiceToken.verify(token, keys, NOW)).isEmpty();
        assertThat(ServiceToken.verify(ServiceToken.sign("intranet", audit.getPrivate(), NOW), keys, NOW))
                .isEmpty();
    }

    @Test
    void isNobodyWhenItIsOldOrFromTheFuture() {
        String token = ServiceToken.sign("patron-service", patron.getPrivate(), NOW);
        assertThat(ServiceToken.verify(token, keys, Clock.offset(NOW, Duration.ofSeconds(115))))
                .isPresent();
        assertThat(ServiceToken.verify(token, keys, Clock.offset(NOW, Duration.ofSeconds(125))))
                .isEmpty();
        assertThat(ServiceToken.verify(token, keys, Clock.offset(NOW, Duration.ofHours(-1))))
                .isEmpty();
    }

    @Test
    void twoKeysOfAServiceAreGoodWhileTheyChange() {
        KeyPair next = pair();
        Map<String, List<PublicKey>> both = Map.of("patron-service", List.of(patron.getPublic(), next.getPublic()));
        for (KeyPair key : List.of(patron, next)) {
            assertThat(ServiceToken.verify(ServiceToken.sign("patron-service", key.getPrivate(), NOW), both, NOW))
                    .contains("patron-service");
        }
    }

    @Test
    void isNobodyWithoutASignatureOrForLongerThanAMinute() throws Exception {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer("patron-service");
        claims.setSubject("patron-service");
        claims.setAudience("madoguchi");
        claims.setIssuedAt(NumericDate.fromMilliseconds(NOW.millis()));
        claims.setExpirationTime(NumericDate.fromMilliseconds(NOW.millis() + 3_600_000));
        claims.setGeneratedJwtId();
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmHeaderValue("ES256");
        signature.setPayload(claims.toJson());
        signature.setKey(patron.getPrivate());
        assertThat(ServiceToken.verify(signature.getCompactSerialization(), keys, NOW))
                .isEmpty();
        String token = ServiceToken.sign("patron-service", patron.getPrivate(), NOW);
        String unsigned = Base64.getUrlEncoder().withoutPadding().encodeToString("{\"alg\":\"none\"}".getBytes())
                + token.substring(token.indexOf('.'), token.lastIndexOf('.') + 1);
        assertThat(ServiceToken.verify(unsigned, keys, NOW)).isEmpty();
        assertThat(ServiceToken.verify("no token", keys, NOW)).isEmpty();
    }

    @Test
    void refusesATextThatIsNoKeyWithoutRepeatingIt() {
        assertThatThrownBy(() -> ServiceToken.privateKey("c2VjcmV0"))
                .hasMessage("no private key of P-256 (PKCS #8 in Base64)");
        assertThatThrownBy(() -> ServiceToken.publicKey("?")).hasMessageStartingWith("no public key");
    }

    private static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
