package io.madoguchi.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.madoguchi.local.KeycloakAdministration;
import io.madoguchi.local.LocalSystem;
import io.madoguchi.local.account.SignIn;
import io.madoguchi.local.account.Token;
import io.madoguchi.local.progress.Messages;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The accounts that ask: contractors' handlers of the benchmark's own, two schools each, made in Keycloak with all that it asks of
 * such an account, and the sample accounts.
 */
final class Handlers implements AutoCloseable {
    private static final int COUNT = 64;
    private static final List<String> ROLES = List.of(
            "LIBRARY_SUPPORT_STAFF",
            "DUTY_COUNTER",
            "DUTY_USER_DATA",
            "DUTY_LEARNING_SUPPORT",
            "DUTY_READING_GUIDANCE");

    /** Each of Keycloak's tokens, well before it ends, which it does five minutes after it was given. */
    private static final Duration RENEWED_EVERY = Duration.ofSeconds(120);

    /** Of services' own, which are good for a minute. */
    private static final Duration SIGNED_EVERY = Duration.ofSeconds(20);

    private final ObjectMapper json = new ObjectMapper();
    private final LocalSystem system;
    private final KeycloakAdministration keycloak;
    /** The one whose token is the oldest first. */
    private final Queue<Session> sessions = new ConcurrentLinkedQueue<>();

    private final List<Bearer> services = new CopyOnWriteArrayList<>();

    private final ScheduledExecutorService renewal = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "renewal");
        thread.setDaemon(true);
        return thread;
    });

    Handlers(LocalSystem system) {
        this.system = system;
        this.keycloak = new KeycloakAdministration(system);
        every(Duration.ofSeconds(1), this::renewSome);
        every(SIGNED_EVERY, () -> services.forEach(service -> service.renewed(ownToken(service.account()))));
    }

    private record Session(Bearer bearer, String client, String refreshToken) {}

    /** Signed in at this application; each account holds one session only, so each application has accounts of its own. */
    List<Bearer> at(String client, List<String> schools) throws IOException {
        List<Bearer> bearers = new ArrayList<>();
        JsonNode roles = roles();
        for (int i = 0; i < Math.min(COUNT, schools.size()); i++) {
            List<String> two = List.of(schools.get(2 * i % schools.size()), schools.get((2 * i + 1) % schools.size()));
            String account = "bench-" + client + "-" + (i + 1);
            if (keycloak.call("GET", "/users?exact=true&username=" + account, null)
                    .isEmpty()) {
                make(account, two, roles);
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
        sessions.add(new Session(bearer, client, token.refresh()));
        return bearer;
    }

    private void every(Duration pause, Runnable work) {
        renewal.scheduleWithFixedDelay(work, pause.toSeconds(), pause.toSeconds(), TimeUnit.SECONDS);
    }

    /** One after the other, as accounts at many counters do: all at once would be felt by the requests that are measured. */
    private void renewSome() {
        for (long left = sessions.size() / RENEWED_EVERY.toSeconds(); left >= 0; left--) {
            Session session = sessions.poll();
            if (session == null) {
                return;
            }
            sessions.add(renewed(session));
        }
    }

    /** The same where that fails: it is tried again, and by then its requests are refused, and counted as that. */
    private Session renewed(Session session) {
        try {
            Token token = new SignIn(system.issuer()).refreshed(session.client(), session.refreshToken());
            session.bearer().renewed(token.value());
            return new Session(session.bearer(), session.client(), token.refresh());
        } catch (IOException | RuntimeException e) {
            Messages.err().println(Bench.text("not-renewed", session.bearer().account()));
            return session;
        }
    }

    @Override
    public void close() {
        renewal.shutdownNow();
    }

    private void make(String account, List<String> schools, JsonNode roles) throws IOException {
        LocalDate from = LocalDate.now().minusYears(1);
        LocalDate until = LocalDate.now().plusYears(1);
        String assignments = schools.stream()
                .map(school ->
                        "{\"school\": \"%s\", \"from\": \"%s\", \"until\": \"%s\"}".formatted(school, from, until))
                .collect(Collectors.joining(", ", "[", "]"));
        keycloak.call(
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
        String id = keycloak.call("GET", "/users?exact=true&username=" + account, null)
                .get(0)
                .get("id")
                .asText();
        keycloak.call("POST", "/users/" + id + "/role-mappings/realm", roles);
    }

    private JsonNode roles() throws IOException {
        List<JsonNode> roles = new ArrayList<>();
        for (String role : ROLES) {
            roles.add(keycloak.call("GET", "/roles/" + role, null));
        }
        return json.valueToTree(roles);
    }
}
