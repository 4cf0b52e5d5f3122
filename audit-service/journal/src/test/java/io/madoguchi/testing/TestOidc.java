package io.madoguchi.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.madoguchi.caller.ServiceToken;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;

/**
 * An identity provider that publishes one key, with which {@link TestAccount} signs, and gives services their tokens. Also the
 * key with which a service signs what it delivers to the trail, the same for all services.
 */
public class TestOidc implements QuarkusTestResourceLifecycleManager {
    static final String ISSUER = "test.issuer";
    static final String KEY = "test.key";
    private static final String OWN_KEY = "test.own-key";
    private static volatile boolean answering = true;
    private HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            KeyPair pair = generator.generateKeyPair();
            byte[] jwks = jwks((RSAPublicKey) pair.getPublic()).getBytes(StandardCharsets.UTF_8);
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/protocol/openid-connect/certs", exchange -> answer(exchange, jwks));
            server.createContext(
                    "/protocol/openid-connect/token", exchange -> answer(exchange, tokenFor(client(exchange))));
            server.start();
            String issuer = "http://127.0.0.1:" + server.getAddress().getPort();
            System.setProperty(ISSUER, issuer);
            System.setProperty(
                    KEY, Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()));
            KeyPair own = ownKey();
            String publicKey =
                    Base64.getEncoder().encodeToString(own.getPublic().getEncoded());
            System.setProperty(
                    OWN_KEY, Base64.getEncoder().encodeToString(own.getPrivate().getEncoded()));
            return Map.of(
                    "quarkus.oidc.auth-server-url",
                    issuer,
                    "quarkus.oidc.token.issuer",
                    issuer,
                    "MADOGUCHI_TRAIL_KEY",
                    System.getProperty(OWN_KEY),
                    "MADOGUCHI_PATRON_SERVICE_KEYS",
                    publicKey,
                    "MADOGUCHI_CIRCULATION_SERVICE_KEYS",
                    publicKey,
                    "MADOGUCHI_AUDIT_SERVICE_KEYS",
                    publicKey,
                    // For records as the audit service makes them of sign-ins.
                    "madoguchi.trail.services.keycloak",
                    publicKey);
        } catch (NoSuchAlgorithmException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair ownKey() throws NoSuchAlgorithmException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        try {
            generator.initialize(new ECGenParameterSpec("secp256r1"));
        } catch (InvalidAlgorithmParameterException e) {
            throw new NoSuchAlgorithmException(e);
        }
        return generator.generateKeyPair();
    }

    /** Answers nobody until it is closed. */
    public static Down down() {
        answering = false;
        return () -> answering = true;
    }

    /** An identity provider that is down. */
    public interface Down extends AutoCloseable {
        @Override
        void close();
    }

    /** What a service presents to the trail, signed by itself. */
    public static String ownToken(String client) {
        return ServiceToken.sign(client, ServiceToken.privateKey(System.getProperty(OWN_KEY)), Clock.systemUTC());
    }

    @Override
    public void stop() {
        if (server != null) {
            server.stop(0);
        }
    }

    private static void answer(HttpExchange exchange, byte[] json) throws IOException {
        if (!answering) {
            exchange.close();
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, json.length);
        exchange.getResponseBody().write(json);
        exchange.close();
    }

    /** The client of a {@code client_credentials} request, which names itself by HTTP Basic. */
    private static String client(HttpExchange exchange) {
        String basic = exchange.getRequestHeaders().getFirst("Authorization").substring("Basic ".length());
        return new String(Base64.getDecoder().decode(basic), StandardCharsets.UTF_8).split(":", 2)[0];
    }

    private static byte[] tokenFor(String client) {
        return "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":300}"
                .formatted(TestAccount.aService(client).token())
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String jwks(RSAPublicKey key) {
        return "{\"keys\":[{\"kty\":\"RSA\",\"use\":\"sig\",\"alg\":\"RS256\",\"kid\":\"test\",\"n\":\""
                + unsigned(key.getModulus()) + "\",\"e\":\"" + unsigned(key.getPublicExponent()) + "\"}]}";
    }

    private static String unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        int from = bytes[0] == 0 ? 1 : 0;
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(java.util.Arrays.copyOfRange(bytes, from, bytes.length));
    }
}
