package io.madoguchi.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.madoguchi.local.LocalSystem;
import io.madoguchi.local.account.SignIn;
import io.madoguchi.local.account.Token;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The accounts that ask: contractors' handlers of the benchmark's own, two schools each, made in Keycloak with all that it asks of
 * such an account, and the sample accounts.
 */
final class Handlers {
    private static final int COUNT = 64;
    private static final List<String> ROLES = List.of(
            "LIBRARY_SUPPORT_STAFF",
            "DUTY_COUNTER",
            "DUTY_USER_DATA",
            "DUTY_LEARNING_SUPPORT",
            "DUTY_READING_GUIDANCE");

    private static final Duration RENEWED_EVERY = Duration.ofSeconds(120);

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http = HttpClient.newHttpClient();
    private final LocalSystem system;
    /** By the bearer, how its token is renewed. */
    private final Map<Bearer, Session> sessions = new ConcurrentHashMap<>();

    private final List<Bearer> services = new ArrayList<>();

    private long renewed = System.nanoTime();

    Handlers(LocalSystem system) {
        this.system = system;
    }

    private record Session(String client, String refreshToken) {}

    /** Signed in at this application; each account holds one session only, so each application has accounts of its own. */
    List<Bearer> at(String client, List<String> schools) throws IOException {
        String administrator = administrator();
        List<Bearer> bearers = new ArrayList<>();
        JsonNode roles = roles(administrator);
        for (int i = 0; i < Math.min(COUNT, schools.size()); i++) {
            List<String> two = List.of(schools.get(2 * i % schools.size()), schools.get((2 * i + 1) % schools.size()));
            String account = "bench-" + client + "-" + (i + 1);
            if (call(administrator, "GET", "/users?exact=true&username=" + account, null)
                    .isEmpty()) {
                make(administrator, account, two, roles);
            }
            Token token = new SignIn(system.issuer())
                    .account(
                            client,
                            account,
                            system.secrets().password(account),
                            system.oneTimeCode(account),
                            system.scopesByClient().getOrDefault(client, List.of()));
            bearers.add(bearer(account, two, client, token));
        }
        return bearers;
    }

    /** A sample account. */
    Bearer sample(String account, String client, String school) throws IOException {
        return bearer(account, List.of(school), client, system.tokenFrom(client, account));
    }

    /** A service that delivers its records. */
    Bearer service(String name) {
        Bearer bearer = new Bearer(name, List.of(), ownToken(name));
        services.add(bearer);
        return bearer;
    }

    private String ownToken(String service) {
        return Deliveries.token(
                service, system.secrets().signing(service + ".signing").privateKey());
    }

    private Bearer bearer(String account, List<String> schools, String client, Token token) {
        Bearer bearer = new Bearer(account, schools, token.value());
        sessions.put(bearer, new Session(client, token.refresh()));
        return bearer;
    }

    /** Well before the tokens end, which they do five minutes after they were given. */
    void renewWhenDue() {
        services.forEach(service -> service.renewed(ownToken(service.account())));
        if (System.nanoTime() - renewed < RENEWED_EVERY.toNanos()) {
            return;
        }
        renewed = System.nanoTime();
        for (Map.Entry<Bearer, Session> entry : sessions.entrySet()) {
            Session session = entry.getValue();
            try {
                Token token = new SignIn(system.issuer()).refreshed(session.client(), session.refreshToken());
                entry.getKey().renewed(token.value());
                entry.setValue(new Session(session.client(), token.refresh()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void make(String administrator, String account, List<String> schools, JsonNode roles) throws IOException {
        LocalDate from = LocalDate.now().minusYears(1);
        LocalDate until = LocalDate.now().plusYears(1);
        String assignments = schools.stream()
                .map(school ->
                        "{\"school\": \"%s\", \"from\": \"%s\", \"until\": \"%s\"}".formatted(school, from, until))
                .collect(Collectors.joining(", ", "[", "]"));
        call(
                administrator,
                "POST",
                "/users",
                Map.of(
                        "username",
                        account,
                        "enabled",
                        true,
                        "firstName",
                        "試",
                        "lastName",
                        "見本",
                        "email",
                        account + "@example.invalid",
                        "attributes",
                        Map.of(
                                "assignments",
                                List.of(assignments),
                                "designation",
                                List.of("{\"id\": \"designation-bench\", \"from\": \"%s\", \"until\": \"%s\"}"
                                        .formatted(from, until)),
                                "contract",
                                List.of("{\"id\": \"school-library-support-2013\", \"from\": \"2013-04-01\"}")),
                        "credentials",
                        List.of(
                                Map.of(
                                        "type",
                                        "password",
                                        "value",
                                        system.secrets().password(account),
                                        "temporary",
                                        false),
                                Map.of(
                                        "type",
                                        "otp",
                                        "secretData",
                                        "{\"value\": \"" + system.secrets().factor(account) + "\"}",
                                        "credentialData",
                                        "{\"subType\": \"totp\", \"digits\": 6, \"period\": 30, \"algorithm\":"
                                                + " \"HmacSHA1\", \"secretEncoding\": \"BASE32\"}"))));
        String id = call(administrator, "GET", "/users?exact=true&username=" + account, null)
                .get(0)
                .get("id")
                .asText();
        call(administrator, "POST", "/users/" + id + "/role-mappings/realm", roles);
    }

    private JsonNode roles(String administrator) {
        return json.valueToTree(IntStream.range(0, ROLES.size())
                .mapToObj(i -> {
                    try {
                        return call(administrator, "GET", "/roles/" + ROLES.get(i), null);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .toList());
    }

    private JsonNode call(String administrator, String method, String path, @Nullable Object body) throws IOException {
        return json.readTree(send(HttpRequest.newBuilder(URI.create(system.keycloakAdminUrl() + path))
                .header("Authorization", "Bearer " + administrator)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofString(json.writeValueAsString(body)))));
    }

    private String administrator() throws IOException {
        String form = "grant_type=password&client_id=admin-cli&username=admin&password="
                + URLEncoder.encode(system.secrets().password("keycloak-admin"), StandardCharsets.UTF_8);
        String answer = send(HttpRequest.newBuilder(
                        URI.create(system.keycloakUrl() + "/realms/master/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
        return json.readTree(answer).get("access_token").asText();
    }

    private String send(HttpRequest.Builder request) throws IOException {
        try {
            HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new IOException("Keycloak answered " + answer.statusCode());
            }
            return answer.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
