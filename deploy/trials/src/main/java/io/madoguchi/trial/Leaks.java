package io.madoguchi.trial;

import io.madoguchi.disclosure.Field;
import io.madoguchi.disclosure.PatronCategory;
import io.madoguchi.local.Service;
import io.madoguchi.local.account.Token;
import io.madoguchi.trial.Draft.Request;
import io.madoguchi.trial.LayerReport.Cell;
import io.madoguchi.trial.MarkerSearch.Found;
import io.madoguchi.trial.Sender.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The leaks of the layer table, each with requests that would make it. */
final class Leaks {
    /** The one application that offers every scope. */
    private static final String EVERY_SCOPE = "swagger-ui";

    private final TrialSystem system;
    private final List<Identity> identities;
    private final MarkerSearch search;
    private final Map<String, String> tokens = new HashMap<>();
    private final Sender sender;

    Leaks(TrialSystem system, List<Identity> identities) {
        this.system = system;
        this.identities = identities;
        this.search = new MarkerSearch(system.markers()::at);
        this.sender = new Sender(system.system(), identity -> Optional.ofNullable(tokens.get(identity.name())));
    }

    /** @param forbidden the markers that these requests must not bring out */
    private record Leak(String name, List<Request> requests, Predicate<Marker> forbidden) {}

    /** {@code due}: with tokens as Keycloak grants them; otherwise with every scope and duty. */
    List<Cell> tryAll(boolean due) throws IOException {
        for (String name : List.of("handler-1, counter", "handler-1, reading", "handler-2, counter")) {
            Identity identity = identity(name);
            Token token = due
                    ? system.system().token(identity.account(), identity.asks().toArray(String[]::new))
                    : system.system().tokenFrom(EVERY_SCOPE, identity.account());
            tokens.put(name, token.value());
        }
        List<Cell> cells = new ArrayList<>();
        for (Leak leak : all()) {
            cells.add(attempt(leak));
        }
        return cells;
    }

    private Cell attempt(Leak leak) throws IOException {
        Set<String> answers = new LinkedHashSet<>();
        Set<String> leaked = new LinkedHashSet<>();
        for (Request request : leak.requests()) {
            Answer answer = sender.send(request);
            String body = new String(answer.body(), StandardCharsets.UTF_8);
            answers.add(answer.status() + code(body));
            for (Found found : search.in(answer.body())) {
                if (leak.forbidden().test(found.marker())) {
                    leaked.add(found.marker().column() + " by " + request.described());
                }
            }
        }
        return new Cell(leak.name(), leaked, answers);
    }

    private static String code(String body) {
        int at = body.indexOf("\"code\":\"");
        return at < 0 ? "" : " " + body.substring(at + 8, body.indexOf('"', at + 8));
    }

    private List<Leak> all() {
        Identity counter = identity("handler-1, counter");
        Identity reading = identity("handler-1, reading");
        Identity former = identity("handler-2, counter");
        Resident pupil = somebody(1, PatronCategory.ELEMENTARY_PUPIL);
        Resident teacher = somebody(1, PatronCategory.STAFF);
        Resident elsewhere = somebody(4, PatronCategory.ELEMENTARY_PUPIL);
        Resident formerly = somebody(3, PatronCategory.ELEMENTARY_PUPIL);
        return List.of(
                new Leak(
                        "scope",
                        List.of(read(pupil, reading, "LEARNING_SUPPORT"), find(pupil, reading, "LEARNING_SUPPORT")),
                        of(pupil, Field.DISPLAY_NAME)),
                new Leak(
                        "field",
                        List.of(read(pupil, counter, "COUNTER"), find(pupil, counter, "COUNTER")),
                        of(pupil, Field.NAME_KANA, Field.HOME_CLASS, Field.PATRON_NUMBER, Field.CARD_BARCODE)),
                new Leak(
                        "duty",
                        List.of(loansOf(pupil, counter, "COUNTER"), queryLoansOf(pupil, counter, "COUNTER")),
                        of(pupil, Field.LOAN_RECORDS)),
                new Leak(
                        "category",
                        List.of(
                                loansOf(teacher, reading, "LEARNING_SUPPORT"),
                                queryLoansOf(teacher, reading, "LEARNING_SUPPORT")),
                        of(teacher, Field.LOAN_RECORDS)),
                new Leak(
                        "school",
                        List.of(
                                read(elsewhere, counter, "COUNTER"),
                                find(elsewhere, counter, "COUNTER"),
                                loansOf(elsewhere, reading, "LEARNING_SUPPORT"),
                                queryLoansOf(elsewhere, reading, "LEARNING_SUPPORT")),
                        of(elsewhere)),
                new Leak(
                        "date",
                        List.of(read(formerly, former, "COUNTER"), find(formerly, former, "COUNTER")),
                        of(formerly)));
    }

    /** This person's markers: of these fields, or all of them. */
    private static Predicate<Marker> of(Resident person, Field... fields) {
        Set<Field> named = Set.of(fields);
        return marker -> marker.owner().filter(person.id()::equals).isPresent()
                && (named.isEmpty() || marker.field().filter(named::contains).isPresent());
    }

    private Resident somebody(int school, PatronCategory category) {
        return system.city().of(TrialCity.school(school)).stream()
                .filter(person -> person.category() == category && !person.departed())
                .findFirst()
                .orElseThrow();
    }

    private Identity identity(String name) {
        return identities.stream()
                .filter(identity -> identity.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Request read(Resident person, Identity identity, String duty) {
        return Request.stating(
                Service.PATRON, "GET", "/v1/patrons/{id}", "/v1/patrons/" + person.id(), "", identity, duty);
    }

    private static Request find(Resident person, Identity identity, String duty) {
        return atSchool(Service.PATRON, "patron-searches", person, identity, duty);
    }

    private static Request loansOf(Resident person, Identity identity, String duty) {
        return Request.stating(
                Service.CIRCULATION,
                "GET",
                "/v1/patrons/{id}/loans",
                "/v1/patrons/" + person.id() + "/loans",
                "",
                identity,
                duty);
    }

    private static Request queryLoansOf(Resident person, Identity identity, String duty) {
        return atSchool(Service.CIRCULATION, "loan-record-queries", person, identity, duty);
    }

    private static Request atSchool(Service service, String what, Resident person, Identity identity, String duty) {
        return Request.stating(
                service,
                "POST",
                "/v1/schools/{school}/" + what,
                "/v1/schools/" + person.school() + "/" + what,
                "{\"cardBarcode\":\"" + person.cardBarcode() + "\"}",
                identity,
                duty);
    }
}
