package io.madoguchi.trail;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Plays Keycloak's event store: oldest first, from a moment on, in pages; and fails on demand. */
public class FakeKeycloak implements QuarkusTestResourceLifecycleManager {
    private static final List<Event> EVENTS = new CopyOnWriteArrayList<>();
    private static final AtomicInteger PAGES = new AtomicInteger();
    private static volatile boolean down;
    private HttpServer server;

    /** Only what tells events apart; the rest is as Keycloak sends it, with what must not be read. */
    record Event(
            UUID id, long time, String type, String error, String subject, String session, Map<String, String> more) {
        static Event of(String type, String subject) {
            return new Event(UUID.randomUUID(), System.currentTimeMillis(), type, null, subject, null, Map.of());
        }

        Event at(Instant moment) {
            return new Event(id, moment.toEpochMilli(), type, error, subject, session, more);
        }

        Event failing(String why) {
            return new Event(id, time, type, why, subject, session, more);
        }

        Event ofSession(String value) {
            return new Event(id, time, type, error, subject, value, more);
        }

        Event with(String detail, String value) {
            return new Event(id, time, type, error, subject, session, Map.of(detail, value));
        }

        String json() {
            String details = more.entrySet().stream()
                    .map(detail -> ",\"%s\":\"%s\"".formatted(detail.getKey(), detail.getValue()))
                    .collect(Collectors.joining());
            return """
                    {"id":"%s","time":%d,"type":"%s","realmId":"r","realmName":"madoguchi","clientId":"counter",
                     "userId":%s,"sessionId":%s,"ipAddress":"192.0.2.77","error":%s,
                     "details":{"auth_method":"openid-connect","username":"typed-by-somebody"%s}}"""
                    .formatted(id, time, type, quoted(subject), quoted(session), quoted(error), details);
        }

        private static String quoted(String value) {
            return value == null ? "null" : '"' + value + '"';
        }
    }

    static void happened(Event... events) {
        EVENTS.addAll(Arrays.asList(events));
    }

    static void isDown(boolean value) {
        down = value;
    }

    /** How many pages have been asked for. */
    static int pages() {
        return PAGES.get();
    }

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/admin/realms/madoguchi/events", FakeKeycloak::answer);
        server.start();
        return Map.of(
                "quarkus.rest-client.keycloak-admin.url",
                "http://127.0.0.1:" + server.getAddress().getPort() + "/admin/realms/madoguchi");
    }

    private static void answer(HttpExchange exchange) throws IOException {
        PAGES.incrementAndGet();
        Map<String, String> query = Arrays.stream(
                        exchange.getRequestURI().getQuery().split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        byte[] page = EVENTS.stream()
                .filter(event -> event.time() >= Long.parseLong(query.get("dateFrom")))
                .sorted(Comparator.comparing(Event::time))
                .skip(Long.parseLong(query.get("first")))
                .limit(Long.parseLong(query.get("max")))
                .map(Event::json)
                .collect(Collectors.joining(",", "[", "]"))
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(down ? 503 : 200, down ? -1 : page.length);
        if (!down) {
            exchange.getResponseBody().write(page);
        }
        exchange.close();
    }

    @Override
    public void stop() {
        if (server != null) {
            server.stop(0);
        }
    }
}
