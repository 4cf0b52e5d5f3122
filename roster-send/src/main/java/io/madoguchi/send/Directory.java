package io.madoguchi.send;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The patron service, and Keycloak that gives it tokens (OAuth 2.0 client credentials). Asks again, ever less often, as long as there is
 * patience, where a network or a server fails; what is sent twice becomes one import, by its key.
 */
final class Directory {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofMinutes(30);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final String IMPORTS = "/v1/roster-imports";

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
    private final ObjectMapper json = new ObjectMapper();
    private final URI directory;
    private final URI issuer;
    private final String client;
    private final String secret;
    private final String language;
    private final Duration patience;
    private final Retries retries;
    private @Nullable String token;

    /** Is told that something failed and that it is tried again. */
    interface Retries {
        void after(String what, Duration pause);
    }

    /** What the server said that is no success and won't be one if asked again. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }

    Directory(
            URI directory,
            URI issuer,
            String client,
            String secret,
            String language,
            Duration patience,
            Retries retries) {
        this.directory = directory;
        this.issuer = issuer;
        this.client = client;
        this.secret = secret;
        this.language = language;
        this.patience = patience;
        this.retries = retries;
    }

    JsonNode send(Path zip, String key, Map<String, String> options) throws IOException, Refused, InterruptedException {
        String query = options.entrySet().stream()
                .map(option -> option.getKey() + "=" + encoded(option.getValue()))
                .collect(Collectors.joining("&"));
        return ask(() -> request(IMPORTS + "?" + query)
                .header("Content-Type", "application/zip")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofFile(zip)));
    }

    JsonNode read(String id) throws IOException, Refused, InterruptedException {
        return ask(() -> request(IMPORTS + "/" + id).GET());
    }

    JsonNode faults(String id, int limit) throws IOException, Refused, InterruptedException {
        return ask(() -> request(IMPORTS + "/" + id + "/faults?limit=" + limit).GET());
    }

    private interface Question {
        HttpRequest.Builder build() throws IOException;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(directory.resolve(path)).timeout(ANSWER).header("Accept-Language", language);
    }

    private JsonNode ask(Question question) throws IOException, Refused, InterruptedException {
        Instant end = Instant.now().plus(patience);
        Duration pause = Duration.ofSeconds(1);
        while (true) {
            String failed;
            try {
                HttpResponse<String> answer = http.send(
                        question.build()
                                .header("Authorization", "Bearer " + token())
                                .build(),
                        BodyHandlers.ofString());
                if (answer.statusCode() / 100 == 2) {
                    return json.readTree(answer.body());
                }
                if (!mayPass(answer.statusCode())) {
                    throw new Refused(said(answer));
                }
                failed = said(answer);
                token = null;
            } catch (IOException e) {
                failed = e.getClass().getSimpleName();
            }
            if (Instant.now().plus(pause).isAfter(end)) {
                throw new IOException(failed);
            }
            retries.after(failed, pause);
            Thread.sleep(pause.toMillis());
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    /** A token that ended, somebody else who is sending, too many requests, a server that is not well. */
    private static boolean mayPass(int status) {
        return status == 401 || status == 409 || status == 429 || status >= 500;
    }

    private String said(HttpResponse<String> answer) {
        try {
            JsonNode problem = json.readTree(answer.body());
            return "%d %s %s"
                    .formatted(
                            answer.statusCode(),
                            problem.path("code").asText(),
                            problem.path("title").asText());
        } catch (IOException notJson) {
            return String.valueOf(answer.statusCode());
        }
    }

    private String token() throws IOException, Refused, InterruptedException {
        if (token == null) {
            BodyPublisher form = BodyPublishers.ofString("grant_type=client_credentials&client_id=%s&client_secret=%s"
                    .formatted(encoded(client), encoded(secret)));
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create(issuer + "/protocol/openid-connect/token"))
                            .timeout(Duration.ofSeconds(60))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(form)
                            .build(),
                    BodyHandlers.ofString());
            if (answer.statusCode() >= 500) {
                throw new IOException(String.valueOf(answer.statusCode()));
            }
            if (answer.statusCode() != 200) {
                throw new Refused("%d %s"
                        .formatted(
                                answer.statusCode(),
                                json.readTree(answer.body()).path("error").asText()));
            }
            token = json.readTree(answer.body()).path("access_token").asText();
        }
        return token;
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
