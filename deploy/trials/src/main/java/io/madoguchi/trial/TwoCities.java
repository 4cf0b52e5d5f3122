package io.madoguchi.trial;

import io.madoguchi.disclosure.PatronCategory;
import io.madoguchi.local.Service;
import io.madoguchi.school.SchoolCode;
import io.madoguchi.trial.Columns.Column;
import io.madoguchi.trial.Draft.Request;
import io.madoguchi.trial.Sender.Answer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The same city twice, with other numbers and dates in everything that is withheld: whoever may not see them must receive the
 * same bytes. Finds what leaves no text behind, such as an order, a count or a refusal that depends on a withheld value.
 */
final class TwoCities {
    private static final Set<String> MAY_DIFFER = Set.of("date", "access-record");

    private final TrialSystem system;
    private final Sender sender;
    private final List<Identity> identities;
    private final Set<String> different = new TreeSet<>();
    private final Set<String> columns = new TreeSet<>();
    private int compared;

    TwoCities(TrialSystem system, Sender sender, List<Identity> identities) {
        this.system = system;
        this.sender = sender;
        this.identities = identities;
    }

    /** @param different requests whose answers were not alike, without what they asked for */
    record Outcome(int compared, Set<String> columns, Set<String> different) {}

    Outcome run() throws IOException, SQLException {
        Identity counter = identity("handler-1, counter");
        Identity reading = identity("handler-1, reading");
        // The counter sees no number and no date of anybody.
        compare(reads(counter, "COUNTER"), "");
        compare(reads(counter, "USER_DATA"), "");
        // Learning support sees the dates of pupils' loans, and none of the staff's.
        String staff = "(SELECT id FROM patron.patron WHERE category = 'STAFF' OR departed)";
        compare(reads(reading, "LEARNING_SUPPORT"), staff);
        compare(reads(reading, "READING_GUIDANCE"), staff);
        return new Outcome(compared, columns, different);
    }

    /** {@code loansOf}: the only people whose loans may change; empty for everybody's. */
    private void compare(List<Request> reads, String loansOf) throws IOException, SQLException {
        List<String> before = answers(reads);
        shift("+", loansOf);
        List<String> after;
        try {
            after = answers(reads);
        } finally {
            shift("-", loansOf);
        }
        for (int i = 0; i < before.size(); i++) {
            compared++;
            if (!before.get(i).equals(after.get(i))) {
                different.add(reads.get(i).described());
            }
        }
    }

    private void shift(String sign, String loansOf) throws SQLException {
        Map<String, List<Column>> byTable = new TreeMap<>();
        try (Connection connection = system.connection()) {
            for (Column column : Columns.ofNumbersAndDates(connection)) {
                if (column.left().isEmpty()) {
                    byTable.computeIfAbsent(column.qualifiedTable(), none -> new ArrayList<>())
                            .add(column);
                    columns.add(column.qualified());
                }
            }
        }
        for (Map.Entry<String, List<Column>> table : byTable.entrySet()) {
            List<String> changes = table.getValue().stream()
                    .map(column -> "%s = %s %s %s"
                            .formatted(
                                    column.name(),
                                    column.name(),
                                    sign,
                                    column.type().startsWith("timestamp") ? "interval '1 day'" : "1"))
                    .toList();
            String where = table.getKey().equals("circulation.loan") && !loansOf.isEmpty()
                    ? " WHERE patron_id IN " + loansOf
                    : "";
            system.update("UPDATE " + table.getKey() + " SET " + String.join(", ", changes) + where);
        }
    }

    private List<String> answers(List<Request> reads) throws IOException {
        List<String> answers = new ArrayList<>();
        for (Request read : reads) {
            Answer answer = sender.send(read);
            Map<String, List<String>> headers = new TreeMap<>(answer.headers());
            headers.keySet().removeIf(name -> MAY_DIFFER.contains(name.toLowerCase(java.util.Locale.ROOT)));
            answers.add(answer.status() + " " + headers + "\n" + Arrays.toString(answer.body()));
        }
        return answers;
    }

    /** Everything that only reads, about people of every category at assigned schools and another. */
    private List<Request> reads(Identity identity, String duty) {
        List<Request> reads = new ArrayList<>();
        List<Resident> people = new ArrayList<>();
        people.addAll(some(TrialCity.school(1), 12));
        people.addAll(some(TrialCity.school(2), 6));
        people.addAll(some(TrialCity.school(4), 2));
        for (Resident person : people) {
            String school = "/v1/schools/" + person.school();
            String card = "{\"cardBarcode\":\"" + person.cardBarcode() + "\"}";
            reads.add(Request.stating(
                    Service.PATRON, "GET", "/v1/patrons/{id}", "/v1/patrons/" + person.id(), "", identity, duty));
            reads.add(Request.stating(
                    Service.PATRON,
                    "POST",
                    "/v1/schools/{school}/patron-searches",
                    school + "/patron-searches",
                    card,
                    identity,
                    duty));
            reads.add(Request.stating(
                    Service.CIRCULATION,
                    "POST",
                    "/v1/schools/{school}/loan-record-queries",
                    school + "/loan-record-queries",
                    card,
                    identity,
                    duty));
            reads.add(Request.stating(
                    Service.CIRCULATION,
                    "GET",
                    "/v1/patrons/{id}/loans",
                    "/v1/patrons/" + person.id() + "/loans",
                    "",
                    identity,
                    duty));
            reads.add(Request.stating(
                    Service.CIRCULATION,
                    "GET",
                    "/v1/schools/{school}/items",
                    school + "/items?barcode=" + person.items().get(0),
                    "",
                    identity,
                    duty));
            String family = person.displayName().split(" ", 2)[0];
            reads.add(Request.stating(
                    Service.PATRON,
                    "POST",
                    "/v1/schools/{school}/patron-searches",
                    school + "/patron-searches",
                    "{\"name\":\"" + family + "\"}",
                    identity,
                    duty));
        }
        return reads;
    }

    /** First those who have left, whose loans stand in the way, and staff; then pupils. */
    private List<Resident> some(SchoolCode school, int count) {
        return system.city().of(school).stream()
                .sorted(Comparator.comparing(Resident::departed)
                        .reversed()
                        .thenComparing(person -> person.standing() == Resident.Standing.FREE)
                        .thenComparing(person -> person.category() != PatronCategory.STAFF))
                .limit(count)
                .toList();
    }

    private Identity identity(String name) {
        return identities.stream()
                .filter(identity -> identity.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
