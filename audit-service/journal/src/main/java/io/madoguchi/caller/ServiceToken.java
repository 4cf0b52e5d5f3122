package io.madoguchi.caller;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.lang.JoseException;

/**
 * A token that a service signs for itself, to deliver its records while the identity provider is down (JWT, RFC 7519; ES256, RFC
 * 7518). Good for a minute, and for the delivery of that service's records only: what it opens is decided where it is read, not
 * in it.
 */
public final class ServiceToken {
    private static final String AUDIENCE = "madoguchi";
    private static final Duration GOOD_FOR = Duration.ofSeconds(60);
    private static final int CLOCKS_DIFFER_SECONDS = 60;

    private ServiceToken() {}

    /** A new token of this client. */
    public static String sign(String client, PrivateKey key, Clock clock) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(client);
        claims.setSubject(client);
        claims.setAudience(AUDIENCE);
        claims.setIssuedAt(NumericDate.fromMilliseconds(clock.millis()));
        claims.setExpirationTime(NumericDate.fromMilliseconds(clock.millis() + GOOD_FOR.toMillis()));
        claims.setGeneratedJwtId();
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
        signature.setPayload(claims.toJson());
        signature.setKey(key);
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("the service's key can't sign", e);
        }
    }

    /** Whether the token says that one of these services signed it. Nothing is verified yet. */
    public static boolean isOneOf(String token, Map<String, List<PublicKey>> keysByClient) {
        return statedIssuer(token).filter(keysByClient::containsKey).isPresent();
    }

    /** The client whose token this is; nobody where no key of that client has signed it, or it is not for now and here. */
    public static Optional<String> verify(String token, Map<String, List<PublicKey>> keysByClient, Clock clock) {
        return statedIssuer(token).filter(client -> keysByClient.getOrDefault(client, List.of()).stream()
                .anyMatch(key -> isSignedBy(key, client, token, clock)));
    }

    private static boolean isSignedBy(PublicKey key, String client, String token, Clock clock) {
        try {
            JwtClaims claims = new JwtConsumerBuilder()
                    .setVerificationKey(key)
                    .setJwsAlgorithmConstraints(new AlgorithmConstraints(
                            ConstraintType.PERMIT, AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256))
                    .setExpectedIssuer(client)
                    .setExpectedSubject(client)
                    .setExpectedAudience(AUDIENCE)
                    .setRequireJwtId()
                    .setRequireIssuedAt()
                    .setRequireExpirationTime()
                    .setAllowedClockSkewInSeconds(CLOCKS_DIFFER_SECONDS)
                    .setEvaluationTime(NumericDate.fromMilliseconds(clock.millis()))
                    .build()
                    .processToClaims(token);
            NumericDate issued = claims.getIssuedAt();
            return issued.getValueInMillis() <= clock.millis() + 1000L * CLOCKS_DIFFER_SECONDS
                    && claims.getExpirationTime().getValue() - issued.getValue() <= GOOD_FOR.toSeconds();
        } catch (InvalidJwtException | MalformedClaimException e) {
            return false;
        }
    }

    private static Optional<String> statedIssuer(String token) {
        try {
            return Optional.ofNullable(new JwtConsumerBuilder()
                    .setSkipAllValidators()
                    .setSkipSignatureVerification()
                    .setDisableRequireSignature()
                    .build()
                    .processToClaims(token)
                    .getIssuer());
        } catch (InvalidJwtException | MalformedClaimException e) {
            return Optional.empty();
        }
    }

    /** A private key as the environment holds it: PKCS #8 in Base64. Refuses a text that is none, without repeating it. */
    public static PrivateKey privateKey(String text) {
        try {
            return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(decoded(text)));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("no private key of P-256 (PKCS #8 in Base64)");
        }
    }

    /** A public key as the environment holds it: SubjectPublicKeyInfo (X.509) in Base64. */
    public static PublicKey publicKey(String text) {
        try {
            return KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(decoded(text)));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("no public key of P-256 (SubjectPublicKeyInfo in Base64)");
        }
    }

    private static byte[] decoded(String text) throws GeneralSecurityException {
        try {
            return Base64.getDecoder().decode(text.trim());
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException(e);
        }
    }
}
