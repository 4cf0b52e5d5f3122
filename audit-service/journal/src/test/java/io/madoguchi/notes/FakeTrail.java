package io.madoguchi.notes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** Plays the trail, and fails on demand. Closed, it refuses connections. */
public final class FakeTrail implements AutoCloseable {
    private final HttpServer server;
    private final List<List<UUID>> deliveries = new CopyOnWriteArrayList<>();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private volatile Answer answer = Answer.TAKE;
    private volatile String refusal = "";
    private volatile Set<UUID> refused = Set.of();
    private volatile String cosigned = null;
    private volatile Runnable whileItWaits = () -> {};

    /** What becomes of a delivery. */
    public enum Answer {
        TAKE,
        FAIL,
        TAKE_AND_BE_CUT_OFF
    }

    public FakeTrail() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), TrailPort.get()), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/v1/access-records", this::deliver);
        server.createContext("/v1/access-records/cosigned", this::tellCosigned);
        server.start();
    }

    /** Refuses a batch with one of these for good, with this problem's code. */
    public FakeTrail refusing(String code, UUID... records) {
        refusal = code;
        refused = Set.of(records);
        return this;
    }

    public FakeTrail cosignedUntil(String moment) {
        cosigned = moment;
        return this;
    }

    public FakeTrail answering(Answer next) {
        answer = next;
        return this;
    }

    /** Done while a relay waits for the answer. */
    public FakeTrail meanwhile(Runnable action) {
        whileItWaits = action;
        return this;
    }

    /** Deliveries that were taken, each with its records in their order. */
    public List<List<UUID>> deliveries() {
        return deliveries;
    }

    /** The records taken, each once, in the order of arrival. */
    public List<UUID> records() {
        return deliveries.stream().flatMap(List::stream).distinct().toList();
    }

    public List<String> authorizations() {
        return authorizations;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void deliver(HttpExchange exchange) throws IOException {
        JsonNode batch = new ObjectMapper().readTree(exchange.getRequestBody());
        authorizations.add(exchange.getRequestHeaders().getFirst("Authorization"));
        whileItWaits.run();
        if (answer == Answer.FAIL) {
            exchange.sendResponseHeaders(500, -1);
        } else {
            List<UUID> ids = new ArrayList<>();
            batch.forEach(
                    record -> ids.add(UUID.fromString(record.at("/record/id").asText())));
            if (ids.stream().anyMatch(refused::contains)) {
                answer(exchange, 409, "application/problem+json", "{\"code\":\"" + refusal + "\"}");
                return;
            }
            deliveries.add(ids);
            if (answer == Answer.TAKE) {
                answer(exchange, 200, "application/json", "{\"appended\":0,\"known\":0}");
            }
        }
        exchange.close();
    }

    private void tellCosigned(HttpExchange exchange) throws IOException {
        String until = cosigned == null ? "" : ",\"until\":\"" + cosigned + "\"";
        answer(exchange, 200, "application/json", "{\"source\":\"notes-service\"" + until + "}");
    }

    private static void answer(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
