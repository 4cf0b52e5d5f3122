package io.madoguchi.trial.loss;

import io.madoguchi.api.Headers;
import io.madoguchi.local.LocalSystem;
import io.madoguchi.local.Service;
import io.madoguchi.local.process.Pause;
import io.madoguchi.trial.Resident;
import io.madoguchi.trial.loss.Attempt.Kind;
import io.madoguchi.trial.loss.Bearers.Sender;
import io.madoguchi.trial.loss.RawConnection.End;
import io.madoguchi.trial.loss.RawConnection.Exchange;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One client at work: a counter, a reading corner, a library and a pupil at once. Never asks the same thing again because it failed. */
final class Client implements AutoCloseable {
    private static final String COUNTER = "COUNTER";
    private static final String LEARNING_SUPPORT = "LEARNING_SUPPORT";
    /** While nobody listens. */
    private static final int PAUSE_MILLIS = 100;

    private static final int THINKING_MILLIS = 10;
    private static final int HANGS_UP_ONCE_IN = 30;
    /** More bytes than the head of an answer has. */
    private static final int ENOUGH = 3_000;
    /** An item more than once would need another one back before. */
    private static final int ITEMS_OF_A_PERSON = 2;

    private final LocalSystem system;
    private final Bearers bearers;
    private final List<Resident> patrons;
    private final Random random;
    private final Map<Service, RawConnection> connections = new EnumMap<>(Service.class);
    private final Set<String> lent = new HashSet<>();

    Client(LocalSystem system, Bearers bearers, List<Resident> patrons, boolean slow, Random random) {
        this.system = system;
        this.bearers = bearers;
        this.patrons = patrons;
        this.random = random;
        for (Service service : List.of(Service.PATRON, Service.CIRCULATION)) {
            connections.put(service, new RawConnection(system.url(service), slow));
        }
    }

    Attempt attempt() {
        Pause.millis(random.nextInt(THINKING_MILLIS));
        Resident person = patrons.get(random.nextInt(patrons.size()));
        int what = random.nextInt(12);
        if (what < 2) {
            return read(Kind.SEARCH_BY_CARD, Sender.COUNTER, COUNTER, path(person, "patron-searches"), cardOf(person));
        } else if (what < 4) {
            return read(Kind.READ_BY_ID, Sender.COUNTER, COUNTER, "/v1/patrons/" + person.id(), null);
        } else if (what < 8) {
            return lendOrTakeBack(person);
        } else if (what < 9 || !Readership.hasLoanRecords(person)) {
            return read(Kind.OWN_LOANS, Sender.PUPIL, null, "/v1/me/loans?limit=20", null);
        } else if (what < 10 && Readership.isAtTheLibrary(person)) {
            return read(
                    Kind.LOAN_RECORDS_BY_ID,
                    Sender.LIBRARY,
                    null,
                    "/v1/patrons/" + person.id() + "/loans?limit=100",
                    null);
        }
        return read(
                Kind.LOAN_RECORDS_BY_CARD,
                Sender.READING,
                LEARNING_SUPPORT,
                path(person, "loan-record-queries"),
                cardOf(person));
    }

    private static String cardOf(Resident person) {
        return "{\"cardBarcode\":\"" + person.cardBarcode() + "\"}";
    }

    private static String path(Resident person, String what) {
        return "/v1/schools/" + person.school() + "/" + what;
    }

    private Attempt read(Kind kind, Sender sender, @Nullable String duty, String path, @Nullable String body) {
        return send(kind, sender, duty, path, body);
    }

    /** What it believes to be out it takes back. Nobody else lends these items, so that only a lost answer makes it err. */
    private Attempt lendOrTakeBack(Resident person) {
        String item = person.items().get(random.nextInt(ITEMS_OF_A_PERSON));
        String known = person.school() + " " + item;
        if (lent.remove(known)) {
            return send(
                    Kind.CHECK_IN,
                    Sender.COUNTER,
                    COUNTER,
                    path(person, "returns"),
                    "{\"itemBarcode\":\"" + item + "\"}");
        }
        lent.add(known);
        return send(
                Kind.CHECK_OUT,
                Sender.COUNTER,
                COUNTER,
                path(person, "loans"),
                "{\"patronId\":\"" + person.id() + "\",\"itemBarcode\":\"" + item + "\"}");
    }

    private Attempt send(Kind kind, Sender sender, @Nullable String duty, String path, @Nullable String body) {
        UUID id = UUID.randomUUID();
        byte[] request = request(id, bearers.of(sender), duty, system.url(kind.service()), path, body);
        RawConnection connection = connections.get(kind.service());
        if (connection == null) {
            throw new IllegalStateException("no connection to " + kind.service());
        }
        long begun = System.nanoTime();
        Exchange exchange = connection.send(
                request, random.nextInt(HANGS_UP_ONCE_IN) == 0 ? 1 + random.nextInt(ENOUGH) : Integer.MAX_VALUE);
        long ended = System.nanoTime();
        if (exchange.end() == End.NOT_SENT) {
            Pause.millis(PAUSE_MILLIS);
        }
        return new Attempt(id, kind, begun, ended, exchange.end(), exchange.answer());
    }

    private static byte[] request(
            UUID id, String token, @Nullable String duty, URI url, String path, @Nullable String body) {
        byte[] content = body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder()
                .append(body == null ? "GET " : "POST ")
                .append(path)
                .append(" HTTP/1.1\r\nHost: ")
                .append(url.getAuthority())
                .append("\r\nAuthorization: Bearer ")
                .append(token)
                .append("\r\n" + Headers.ATTEMPT_ID + ": ")
                .append(id)
                .append("\r\n");
        if (duty != null) {
            head.append(Headers.PURPOSE_OF_USE + ": ").append(duty).append("\r\n");
        }
        if (body != null) {
            head.append("Content-Type: application/json\r\nContent-Length: ")
                    .append(content.length)
                    .append("\r\n");
        }
        byte[] start = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
        byte[] request = new byte[start.length + content.length];
        System.arraycopy(start, 0, request, 0, start.length);
        System.arraycopy(content, 0, request, start.length, content.length);
        return request;
    }

    @Override
    public void close() {
        connections.values().forEach(RawConnection::close);
    }
}
