package io.madoguchi.witness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.madoguchi.log.note.AddCheckpoint;
import io.madoguchi.log.note.Checkpoint;
import io.madoguchi.log.note.MalformedNote;
import io.madoguchi.log.note.SignedNote;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The witness over HTTP (C2SP tlog-witness): {@code POST /add-checkpoint}, {@code GET /<origin hash>/checkpoint}, and {@code GET /health}.
 * {@link #close} lets requests that are under way finish.
 */
final class WitnessServer implements AutoCloseable {
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final int THREADS = 8;

    private final HttpServer http;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final Witness witness;
    private final EventLog events;

    private WitnessServer(HttpServer http, Witness witness, EventLog events) {
        this.http = http;
        this.witness = witness;
        this.events = events;
    }

    static WitnessServer start(InetSocketAddress address, Witness witness, EventLog events) throws IOException {
        WitnessServer server = new WitnessServer(HttpServer.create(address, 0), witness, events);
        server.http.setExecutor(server.threads);
        server.http.createContext("/", server::answer);
        server.http.start();
        return server;
    }

    int port() {
        return http.getAddress().getPort();
    }

    private record Response(int status, String type, String body) {
        static Response text(int status, String body) {
            return new Response(status, TEXT, body + "\n");
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Response response;
            try {
                response = respond(exchange);
            } catch (IOException e) {
                // The disk, or whoever asked hung up. Not written down means not cosigned.
                events.write("failed", Map.of("reason", String.valueOf(e)));
                response = Response.text(503, "not written down, so not cosigned");
            }
            byte[] body = response.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", response.type());
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.sendResponseHeaders(response.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Response respond(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        boolean adds = path.equals("/add-checkpoint");
        String method = adds ? "POST" : "GET";
        if (!exchange.getRequestMethod().equals(method)) {
            exchange.getResponseHeaders().set("Allow", method);
            return Response.text(405, "only " + method);
        }
        if (adds) {
            byte[] body = exchange.getRequestBody().readNBytes(AddCheckpoint.MOST_BYTES + 1);
            return body.length > AddCheckpoint.MOST_BYTES
                    ? Response.text(413, "longer than %d bytes".formatted(AddCheckpoint.MOST_BYTES))
                    : add(body);
        }
        if (path.equals("/health")) {
            return new Response(200, "application/json", EventLog.object(health()) + "\n");
        }
        return checkpoint(path);
    }

    private Response add(byte[] body) throws IOException {
        AddCheckpoint request;
        try {
            request = AddCheckpoint.parse(body);
        } catch (MalformedNote e) {
            events.write("refused", Map.of("status", 400, "reason", String.valueOf(e.getMessage())));
            return Response.text(400, String.valueOf(e.getMessage()));
        }
        Answer answer = witness.add(request);
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("origin", request.checkpoint().origin());
        values.put("size", request.checkpoint().size());
        values.put("oldSize", request.oldSize());
        if (answer instanceof Answer.Cosigned cosigned) {
            events.write("cosigned", values);
            return Response.text(200, cosigned.cosignature().line());
        }
        if (answer instanceof Answer.OtherSize other) {
            values.put("cosignedSize", other.size());
            events.write("other-size", values);
            return new Response(409, "text/x.tlog.size", other.size() + "\n");
        }
        Answer.Refusal refusal = (Answer.Refusal) answer;
        values.put("status", refusal.status());
        values.put("reason", refusal.name());
        if (refusal.isEvidence()) {
            // The log signed this: with what we cosigned it may prove that it told two stories.
            values.put("note", request.note().encoded());
        }
        events.write("refused", values);
        return Response.text(refusal.status(), refusal.text());
    }

    private Response checkpoint(String path) {
        List<String> parts = List.of(path.split("/", -1));
        Optional<SignedNote> newest = parts.size() == 3 && parts.get(2).equals("checkpoint")
                ? witness.newest(parts.get(1))
                : Optional.empty();
        return newest.map(note -> new Response(200, TEXT, note.encoded()))
                .orElseGet(() -> Response.text(404, "nothing here"));
    }

    private Map<String, Object> health() {
        Map<String, Object> sizes = new LinkedHashMap<>();
        witness.newest()
                .forEach((origin, note) -> sizes.put(
                        origin, note.map(Checkpoint::of).map(Checkpoint::size).orElse(0L)));
        Map<String, Object> health = new LinkedHashMap<>();
        health.put("status", "UP");
        health.put("vkey", witness.key().vkey());
        health.put("cosignedSizes", sizes);
        return health;
    }

    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(5, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        http.stop(0);
    }
}
