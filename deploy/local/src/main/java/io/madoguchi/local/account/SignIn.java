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
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** Signs an account in as its browser would (authorization code with PKCE, RFC 7636), and a client by its secret. */
public final class SignIn {
    /** Nothing listens there: the code is read from the redirect, which is not followed. */
    static final String REDIRECT = "http://127.0.0.1/signed-in";

    static final String PASSWORD = "input[type=password]";
    static final String CODE = "input[name=otp]";
    private static final Pattern REQUIRED_ACTION = Pattern.compile("/required-action\\?.*execution=([A-Za-z_-]+)");

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

    /**
     * Asks for {@code scopes}; what the account may not have, the token lacks. Refused where the account is asked for a one-time
     * code and brings no {@code factor}, or has something to do first, such as register one.
     */
    public Token account(
            String client, String account, String password, @Nullable OneTimeCode factor, Collection<String> scopes)
            throws IOException {
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
        Browser browser = new Browser();
        HttpResponse<String> answer = browser.open(page);
        if (answer.statusCode() != 200) {
            throw new Refused("no sign-in page" + explanation(answer));
        }
        answer = browser.send(
                formAction(page, answer.body(), PASSWORD), Map.of("username", account, "password", password));
        if (Jsoup.parse(answer.body()).selectFirst(CODE) != null) {
            if (factor == null) {
                throw new Refused("a one-time code is needed");
            }
            answer = browser.send(formAction(page, answer.body(), CODE), Map.of("otp", factor.at(Instant.now())));
        }
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

    /** A new token within the same session. */
    public Token refreshed(String client, String refreshToken) throws IOException {
        return token(Map.of("grant_type", "refresh_token", "client_id", client, "refresh_token", refreshToken));
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
                answer.path("access_token").asText(),
                answer.path("refresh_token").asText(),
                answer.path("scope").asText());
    }

    /** Where the page's form goes. Refuses a page without a form that has such a {@code field}. */
    static URI formAction(URI page, String html, String field) {
        Document document = Jsoup.parse(html, page.toString());
        Element form = document.selectFirst("form:has(" + field + ")");
        if (form == null) {
            throw new Refused("no form to fill in" + explanation(document));
        }
        return URI.create(form.absUrl("action"));
    }

    private static String explanation(HttpResponse<String> answer) {
        Matcher action =
                REQUIRED_ACTION.matcher(answer.headers().firstValue("Location").orElse(""));
        if (action.find()) {
            return ": first " + action.group(1);
        }
        Map<String, String> redirect = query(answer);
        String error = redirect.getOrDefault("error_description", redirect.getOrDefault("error", ""));
        return error.isEmpty() ? explanation(Jsoup.parse(answer.body())) : ": " + error;
    }

    private static String explanation(Document page) {
        Element element = page.selectFirst("#input-error, #kc-error-message, .kc-feedback-text, .pf-v5-c-alert__title");
        return element == null ? "" : ": " + element.text();
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

    /** Keeps all cookies: Keycloak marks its own Secure, and the JDK's store keeps such from plain HTTP on 127.0.0.1 too. */
    private static final class Browser {
        private final Map<String, String> cookies = new LinkedHashMap<>();

        HttpResponse<String> open(URI page) throws IOException {
            return answer(HttpRequest.newBuilder(page).GET());
        }

        HttpResponse<String> send(URI action, Map<String, String> fields) throws IOException {
            return answer(HttpRequest.newBuilder(action)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(form(fields))));
        }

        private HttpResponse<String> answer(HttpRequest.Builder request) throws IOException {
            if (!cookies.isEmpty()) {
                request.header(
                        "Cookie",
                        cookies.entrySet().stream()
                                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                                .collect(Collectors.joining("; ")));
            }
            HttpResponse<String> response = SignIn.send(request);
            for (String cookie : response.headers().allValues("Set-Cookie")) {
                String[] pair = cookie.split(";", 2)[0].split("=", 2);
                cookies.put(pair[0], pair[1]);
            }
            return response;
        }
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
