package io.madoguchi.trial;

import io.madoguchi.local.LocalSystem;
import io.madoguchi.trial.Draft.Request;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Sends requests as they are, over HTTP/1.1 on this machine. */
final class Sender {
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final LocalSystem system;
    private final Function<Identity, Optional<String>> bearers;

    Sender(LocalSystem system, Function<Identity, Optional<String>> bearers) {
        this.system = system;
        this.bearers = bearers;
    }

    /** All that came back. */
    record Answer(int status, Map<String, List<String>> headers, byte[] body) {
        boolean succeeded() {
            return status / 100 == 2;
        }
    }

    Answer send(Request request) throws IOException {
        HttpRequest.Builder builder = HttpRequest.newBuilder(
                        URI.create(system.url(request.service()) + request.target()))
                .timeout(Duration.ofSeconds(30))
                .method(
                        request.method(),
                        request.body() == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(request.body()));
        request.headers().forEach(builder::header);
        request.duties().forEach(duty -> builder.header("Purpose-Of-Use", duty));
        bearers.apply(request.identity()).ifPresent(token -> builder.header("Authorization", "Bearer " + token));
        try {
            HttpResponse<byte[]> response = http.send(builder.build(), BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), response.headers().map(), response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
