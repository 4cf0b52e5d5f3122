package io.madoguchi.witness;

import io.madoguchi.log.note.AddCheckpoint;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Speaks to a witness over HTTP. */
final class WitnessClient {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final URI url;

    WitnessClient(int port) {
        this.url = URI.create("http://127.0.0.1:" + port);
    }

    HttpResponse<String> add(AddCheckpoint request) throws IOException, InterruptedException {
        return post("/add-checkpoint", request.encoded().getBytes(StandardCharsets.UTF_8));
    }

    HttpResponse<String> post(String path, byte[] body) throws IOException, InterruptedException {
        return send(to(path).POST(HttpRequest.BodyPublishers.ofByteArray(body)).build());
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(to(path).build());
    }

    HttpResponse<String> newest(String origin) throws IOException, InterruptedException {
        return get("/" + CosignedCheckpoints.hashOf(origin) + "/checkpoint");
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(url.resolve(path)).timeout(Duration.ofSeconds(20));
    }

    private static HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }
}
