package io.madoguchi.trial;

import io.madoguchi.local.Service;
import io.madoguchi.trial.Draft.Request;
import io.madoguchi.trial.Findings.Leak;
import io.madoguchi.trial.Sender.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Leaks made on purpose, before anything else: a trial that misses one of them proves nothing. Four are faults of the running
 * system (a document that opens too much, a class stored in the name, a record that holds a value, a log line); two are put
 * into an answer on its way, because no setting makes a service encode what it leaks.
 */
final class Planted {
    private final TrialSystem system;
    private final Sender sender;
    private final Records records;
    private final Inspector inspector;
    private final Identity handler;
    private final Resident pupil;
    private final Map<String, Boolean> caught = new LinkedHashMap<>();

    /** Makes an inspection that counts into these findings. */
    interface Inspector {
        Inspection into(Findings findings);
    }

    Planted(TrialSystem system, Sender sender, Records records, Inspector inspector, List<Identity> identities) {
        this.system = system;
        this.sender = sender;
        this.records = records;
        this.inspector = inspector;
        this.handler = identities.stream()
                .filter(identity -> identity.name().equals("handler-1, counter"))
                .findFirst()
                .orElseThrow();
        this.pupil = system.city().of(TrialCity.school(1)).stream()
                .filter(person -> !person.departed())
                .findFirst()
                .orElseThrow();
    }

    /** Each leak and whether it was found, with the right column and place. */
    Map<String, Boolean> run() throws IOException, SQLException {
        documentThatOpensTooMuch();
        classStoredInTheName();
        recordThatHoldsAValue();
        lineInTheLogOfPostgres();
        inDisguise("JSON escapes in a body", "JSON escape", this::escapedInTheBody);
        inDisguise("Base64 in a header", "Base64", this::base64InAHeader);
        return caught;
    }

    /** よみ at a school for which nobody decided it; there since the system started. */
    private void documentThatOpensTooMuch() throws IOException {
        expect(
                "a document that opens too much",
                ask(),
                leak -> leak.column().equals("patron.patron.name_kana")
                        && leak.where().contains("/v1/patrons/{id}"));
        system.documents().removePlanted();
        system.restart(List.of());
        Findings after = ask();
        if (!after.leaks().isEmpty()) {
            caught.put("nothing is left of the planted document", false);
        }
    }

    private void classStoredInTheName() throws SQLException, IOException {
        system.update("UPDATE patron.patron SET display_name = display_name || ' ' || home_class WHERE id = '"
                + pupil.id() + "'");
        expect(
                "a class stored in the name",
                ask(),
                leak -> leak.column().equals("patron.patron.home_class")
                        && leak.where().contains("/v1/patrons/{id}"));
        system.update(
                "UPDATE patron.patron SET display_name = replace(display_name, ' ' || home_class, '') WHERE id = '"
                        + pupil.id() + "'");
    }

    private void recordThatHoldsAValue() throws SQLException {
        // With the number of a transaction long past it is behind the relay, and stays where it is.
        system.update(
                """
                INSERT INTO patron.access_journal (id, xid, recorded_at, body, salt)
                SELECT '00000000-0000-4000-8000-000000000001', '1', now(), jsonb_build_object('reason', display_name), ''
                FROM patron.patron WHERE id = '%s'
                """
                        .formatted(pupil.id()));
        Findings findings = new Findings();
        try (Connection connection = system.connection()) {
            records.inspectTables(connection, inspector.into(findings));
        }
        expect(
                "a record that holds a name",
                findings,
                leak -> leak.column().equals("patron.patron.display_name")
                        && leak.where().contains("patron.access_journal"));
        system.update("DELETE FROM patron.access_journal WHERE id = '00000000-0000-4000-8000-000000000001'");
    }

    private void lineInTheLogOfPostgres() throws SQLException, IOException {
        records.inspectLogs(inspector.into(new Findings()));
        system.update(
                "DO $$ BEGIN RAISE WARNING 'planted %%', (SELECT card_barcode FROM patron.patron WHERE id = '%s'); END $$"
                        .formatted(pupil.id()));
        Findings findings = new Findings();
        records.inspectLogs(inspector.into(findings));
        expect(
                "a line in the log of PostgreSQL",
                findings,
                leak -> leak.column().equals("patron.patron.card_barcode")
                        && leak.where().contains("postgres.log"));
    }

    /** Changes an answer between the service and the inspection. */
    private interface Tap {
        Answer through(Answer answer, String text);
    }

    private void inDisguise(String name, String as, Tap tap) throws IOException {
        Findings findings = new Findings();
        Request request = readingThePupil();
        Answer answer = tap.through(sender.send(request), pupil.patronNumber());
        inspector.into(findings).of(request, answer);
        expect(
                name,
                findings,
                leak -> leak.column().equals("patron.patron.patron_number")
                        && leak.as().equals(as)
                        && leak.where().contains("/v1/patrons/{id}"));
    }

    private Answer escapedInTheBody(Answer answer, String text) {
        StringBuilder escaped = new StringBuilder(new String(answer.body(), StandardCharsets.UTF_8));
        text.chars().forEach(character -> escaped.append("\\u%04x".formatted(character)));
        return new Answer(answer.status(), answer.headers(), escaped.toString().getBytes(StandardCharsets.UTF_8));
    }

    private Answer base64InAHeader(Answer answer, String text) {
        Map<String, List<String>> headers = new LinkedHashMap<>(answer.headers());
        headers.put(
                "X-Trace",
                List.of(Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(("a" + text).getBytes(StandardCharsets.UTF_8))));
        return new Answer(answer.status(), headers, answer.body());
    }

    private Findings ask() throws IOException {
        Findings findings = new Findings();
        Request request = readingThePupil();
        inspector.into(findings).of(request, sender.send(request));
        return findings;
    }

    private Request readingThePupil() {
        return new Request(
                Service.PATRON,
                "GET",
                "/v1/patrons/{id}",
                "/v1/patrons/" + pupil.id(),
                Map.of(),
                new ArrayList<>(List.of("COUNTER")),
                null,
                handler);
    }

    private void expect(String name, Findings findings, Predicate<Leak> leak) {
        caught.put(name, findings.leaks().keySet().stream().anyMatch(leak));
    }
}
