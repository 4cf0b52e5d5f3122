package io.madoguchi.local.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Signs an account in as its browser would (authorization code with PKCE, RFC 7636), and a client by its secret. */
public final class SignIn {
    /** Nothing listens there: the code is read from the redirect, which is not followed. */
    static final String REDIRECT = "http://127.0.0.1/signed-in";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(3))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private final URI endpoint;

    /** {@code issuer}: such as {@code http://127.0.0.1:8080/realms/madoguchi}. */
    public SignIn(URI issuer) {
        this.endpoint = URI.create(issuer + "/protocol/openid-connect/");
    }

    /** Asks for {@code scopes}; what the account may not have, the token lacks. */
    public Token account(String client, String account, String password, Collection<String> scopes) throws IOException {
        String verifier = random();
        String state = random();
        URI page = endpoint.resolve("auth?"
                + form(Map.of(
                        "response_type",
                        "code",
                        "client_id",
                        client,
                        "redirect_uri",
                        REDIRECT,
                        "scope",
                        String.join(" ", scopes),
                        "state",
                        state,
                        "code_challenge",
                        challenge(verifier),
                        "code_challenge_method",
                        "S256")));
        HttpResponse<String> login = send(HttpRequest.newBuilder(page).GET());
        if (login.statusCode() != 200) {
            throw new Refused("no sign-in page" + explanation(login));
        }
        HttpResponse<String> answer = send(HttpRequest.newBuilder(formAction(page, login.body()))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Cookie", cookies(login))
                .POST(HttpRequest.BodyPublishers.ofString(form(Map.of("username", account, "password", password)))));
        Map<String, String> redirect = query(answer);
        if (!state.equals(redirect.get("state")) || !redirect.containsKey("code")) {
            throw new Refused("the account was not let in" + explanation(answer));
        }
        return token(Map.of(
                "grant_type", "authorization_code",
                "client_id", client,
                "redirect_uri", REDIRECT,
                "code", redirect.getOrDefault("code", ""),
                "code_verifier", verifier));
    }

    /** A token for the client itself, such as {@code intranet}. */
    public Token client(String client, String secret) throws IOException {
        return token(Map.of("grant_type", "client_credentials", "client_id", client, "client_secret", secret));
    }

    private Token token(Map<String, String> form) throws IOException {
        HttpResponse<String> response = send(HttpRequest.newBuilder(endpoint.resolve("token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form(form))));
        JsonNode answer = JSON.readTree(response.body());
        if (response.statusCode() != 200) {
            throw new Refused("no token: " + answer.path("error").asText() + ", "
                    + answer.path("error_description").asText());
        }
        return new Token(
                answer.path("access_token").asText(), answer.path("scope").asText());
    }

    /** Where the page's form goes. Refuses a page without a form for a password. */
    static URI formAction(URI page, String html) {
        Document document = Jsoup.parse(html, page.toString());
        Element form = document.selectFirst("form:has(input[type=password])");
        if (form == null) {
            throw new Refused("no form for a password" + explanation(document));
        }
        return URI.create(form.absUrl("action"));
    }

    private static String explanation(HttpResponse<String> answer) {
        Map<String, String> redirect = query(answer);
        String error = redirect.getOrDefault("error_description", redirect.getOrDefault("error", ""));
        return error.isEmpty() ? explanation(Jsoup.parse(answer.body())) : ": " + error;
    }

    private static String explanation(Document page) {
        Element element = page.selectFirst("#input-error, #kc-error-message, .kc-feedback-text, .pf-v5-c-alert__title");
        return element == null ? "" : ": " + element.text();
    }

    /** All of them: Keycloak marks its cookies Secure, and the JDK's own store keeps such from plain HTTP on 127.0.0.1 too. */
    static String cookies(HttpResponse<?> response) {
        return response.headers().allValues("Set-Cookie").stream()
                .map(cookie -> cookie.split(";", 2)[0])
                .collect(Collectors.joining("; "));
    }

    private static Map<String, String> query(HttpResponse<?> response) {
        String location = response.headers().firstValue("Location").orElse("");
        String query = location.startsWith(REDIRECT + "?") ? location.substring(REDIRECT.length() + 1) : "";
        return Arrays.stream(query.split("&"))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> pair.length == 2)
                .collect(Collectors.toMap(
                        pair -> pair[0],
                        pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8),
                        (first, second) -> first,
                        LinkedHashMap::new));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return HTTP.send(
                    request.timeout(Duration.ofSeconds(20)).build(),
                    HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static String random() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String challenge(String verifier) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The identity provider did not give a token; the message says why and holds no secret. */
    public static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }
}
