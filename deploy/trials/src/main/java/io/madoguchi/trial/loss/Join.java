package io.madoguchi.trial.loss;

import com.fasterxml.jackson.databind.JsonNode;
import io.madoguchi.disclosure.Field;
import io.madoguchi.trial.Marker;
import io.madoguchi.trial.MarkerSearch;
import io.madoguchi.trial.loss.Attempt.Span;
import io.madoguchi.trial.loss.Complaint.Wrong;
import io.madoguchi.trial.loss.Ledger.Change;
import io.madoguchi.trial.loss.Ledger.Entry;
import io.madoguchi.trial.loss.Ledger.JournalRow;
import io.madoguchi.trial.loss.RawConnection.End;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Holds the captured bytes against the trail, attempt by attempt, and the changes against the journal, transaction by transaction. */
final class Join {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Set<String> LOANS =
            Set.of(Field.LOAN_RECORDS.apiName(), Field.CURRENT_TITLES.apiName(), Field.OWN_LOAN_RECORDS.apiName());
    private static final Set<String> CHANGES = Set.of("CHECK_OUT", "CHECK_IN");
    private static final int UNAUTHORIZED = 401;
    /** Nothing is disclosed, and nothing can be recorded. */
    private static final int UNAVAILABLE = 503;

    private final MarkerSearch search;
    private final Predicate<UUID> isPatron;
    private final List<Attempt> attempts;
    private final List<JournalRow> journals;
    private final List<Entry> trail;
    private final List<Change> changes;
    private final Span kill;
    private final List<Span> signedOut;
    private final Map<UUID, UUID> borrowerByLoan;
    private final List<Complaint> complaints = new ArrayList<>();

    /**
     * @param kill from before it until the victim was dead
     * @param signedOut while nobody had a token that was good
     */
    Join(
            MarkerSearch search,
            Predicate<UUID> isPatron,
            List<Attempt> attempts,
            List<JournalRow> journals,
            List<Entry> trail,
            List<Change> changes,
            Span kill,
            List<Span> signedOut) {
        this.search = search;
        this.isPatron = isPatron;
        this.attempts = attempts;
        this.journals = journals;
        this.trail = trail;
        this.changes = changes;
        this.kill = kill;
        this.signedOut = signedOut;
        this.borrowerByLoan = new HashMap<>();
        changes.forEach(change -> borrowerByLoan.put(change.loan(), change.patron()));
    }

    List<Complaint> complaints() {
        everyAttemptAgreesWithItsRecord();
        everyRecordIsOfAnAttempt();
        everyChangeHasOneRecord();
        theTrailHasWhatTheJournalsHold();
        return complaints;
    }

    private void everyAttemptAgreesWithItsRecord() {
        Map<UUID, List<Entry>> byAttempt = trail.stream()
                .filter(entry -> entry.attempt().isPresent())
                .collect(Collectors.groupingBy(entry -> entry.attempt().orElseThrow()));
        for (Attempt attempt : attempts) {
            List<Entry> records = byAttempt.getOrDefault(attempt.id(), List.of());
            if (records.size() > 1) {
                complain(
                        Wrong.TWO_RECORDS,
                        attempt,
                        records.stream().map(entry -> entry.id().toString()).collect(Collectors.joining(", ")));
            }
            bytesAreOnRecord(attempt, records);
            recordIsOfTheseBytes(attempt, records);
            answerIsOneThatIsExpected(attempt);
        }
    }

    private void bytesAreOnRecord(Attempt attempt, List<Entry> records) {
        if (records.isEmpty() && needsARecord(attempt)) {
            complain(
                    Wrong.BYTES_WITHOUT_RECORD,
                    attempt,
                    attempt.answer().bytes().length + " bytes, status " + statusOf(attempt));
        }
        Set<String> onRecord = disclosed(records);
        for (Need need : needs(attempt)) {
            if (need.fields().stream().noneMatch(field -> onRecord.contains(need.patron() + " " + field))) {
                complain(Wrong.NOT_ON_RECORD, attempt, need.patron() + " " + need.what());
            }
        }
    }

    /** Whatever got as far as to say that it was done, or names its record. */
    private static boolean needsARecord(Attempt attempt) {
        return attempt.answer().status().orElse(0) / 100 == 2
                || attempt.answer().header("access-record").isPresent();
    }

    /** Something of a person that the bytes tell, and the fields of which one must be on record for it. */
    private record Need(String patron, String what, Set<String> fields) {}

    private Set<Need> needs(Attempt attempt) {
        Set<Need> needs = new HashSet<>();
        for (byte[] bytes : List.of(attempt.answer().bytes(), attempt.answer().body())) {
            for (MarkerSearch.Found found : search.in(bytes)) {
                needs.add(need(found.marker()));
            }
            Matcher ids = ID.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
            while (ids.find()) {
                UUID id = UUID.fromString(ids.group());
                if (isPatron.test(id)) {
                    needs.add(new Need(id.toString(), "patronId", Set.of(Field.PATRON_ID.apiName())));
                }
                Optional.ofNullable(borrowerByLoan.get(id))
                        .ifPresent(borrower ->
                                needs.add(new Need(borrower.toString(), "loan", Set.of(Field.ACT_RESULT.apiName()))));
            }
        }
        return needs;
    }

    private static Need need(Marker marker) {
        String owner = marker.owner().map(UUID::toString).orElse("nobody");
        Set<String> fields = marker.field()
                .map(field -> field == Field.LOAN_RECORDS ? LOANS : Set.of(field.apiName()))
                .orElse(Set.of());
        return new Need(owner, marker.column(), fields);
    }

    private static Set<String> disclosed(List<Entry> records) {
        Set<String> disclosed = new HashSet<>();
        for (Entry entry : records) {
            for (JsonNode part : entry.record().path("disclosed")) {
                for (JsonNode patron : part.path("patrons")) {
                    part.path("fields").forEach(field -> disclosed.add(patron.asText() + " " + field.asText()));
                }
            }
        }
        return disclosed;
    }

    /** A record whose answer did not arrive as recorded is right only where the kill came between, or the client left. */
    private void recordIsOfTheseBytes(Attempt attempt, List<Entry> records) {
        if (records.isEmpty() || attempt.wasOpenDuring(kill) || attempt.end() == End.HUNG_UP) {
            return;
        }
        Entry entry = records.get(0);
        if (attempt.end() != End.WHOLE) {
            complain(Wrong.RECORD_WITHOUT_BYTES, attempt, entry.id() + ", " + attempt.end());
            return;
        }
        Optional<String> named = attempt.answer().header("access-record");
        int recorded = entry.record().path("status").asInt();
        // While the database comes back nobody waits long for the record of a refusal; it may still be written.
        boolean refusedUnnamed = statusOf(attempt) == 503
                && named.isEmpty()
                && entry.record().path("decision").asText().equals("REFUSED");
        if (statusOf(attempt) != recorded
                || !refusedUnnamed
                        && named.filter(entry.id().toString()::equals).isEmpty()) {
            complain(
                    Wrong.OTHER_THAN_RECORDED,
                    attempt,
                    "record %s, status %d; answer %s, status %d"
                            .formatted(entry.id(), recorded, named.orElse("without one"), statusOf(attempt)));
        }
    }

    private void answerIsOneThatIsExpected(Attempt attempt) {
        if (attempt.end() == End.TOO_LATE) {
            complain(Wrong.NO_ANSWER, attempt, (attempt.ended() - attempt.begun()) / 1_000_000 + " ms");
        }
        int status = statusOf(attempt);
        boolean refused =
                status / 100 == 4 && attempt.answer().header("access-record").isPresent();
        boolean unknown = status == UNAUTHORIZED && signedOut.stream().anyMatch(attempt::wasOpenDuring);
        if (status != 0
                && status / 100 != 2
                && status != UNAVAILABLE
                && !refused
                && !unknown
                && attempt.end() == End.WHOLE) {
            complain(Wrong.UNEXPECTED_STATUS, attempt, String.valueOf(status));
        }
    }

    private void everyRecordIsOfAnAttempt() {
        Set<UUID> known = attempts.stream().map(Attempt::id).collect(Collectors.toSet());
        for (Entry entry : trail) {
            entry.attempt()
                    .filter(attempt -> !known.contains(attempt))
                    .ifPresent(attempt -> complaints.add(
                            Complaint.of(Wrong.UNKNOWN_ORIGIN, entry.id() + " of the attempt " + attempt)));
        }
    }

    private void everyChangeHasOneRecord() {
        Map<String, List<JournalRow>> records = journals.stream()
                .filter(row -> CHANGES.contains(row.act()) && row.isPermitted())
                .collect(Collectors.groupingBy(row -> row.transaction() + " " + row.act()));
        Map<String, List<Change>> made =
                changes.stream().collect(Collectors.groupingBy(change -> change.transaction() + " " + change.act()));
        made.forEach((key, all) -> {
            int count = records.getOrDefault(key, List.of()).size();
            if (count != 1 || all.size() != 1) {
                complaints.add(Complaint.of(
                        Wrong.CHANGE_WITHOUT_RECORD,
                        "loan %s: %d changes and %d records in transaction %s"
                                .formatted(all.get(0).loan(), all.size(), count, key)));
            }
        });
        records.forEach((key, rows) -> {
            if (!made.containsKey(key)) {
                rows.forEach(row ->
                        complaints.add(Complaint.of(Wrong.RECORD_WITHOUT_CHANGE, row.id() + " in transaction " + key)));
            }
        });
    }

    private void theTrailHasWhatTheJournalsHold() {
        Map<UUID, JournalRow> held = journals.stream()
                .collect(Collectors.toMap(JournalRow::id, Function.identity(), (one, other) -> {
                    complaints.add(Complaint.of(Wrong.UNKNOWN_ORIGIN, one.id() + " twice in the journals"));
                    return one;
                }));
        Set<UUID> arrived = new HashSet<>();
        for (Entry entry : trail) {
            JournalRow row = held.get(entry.id());
            if (row == null || !arrived.add(entry.id()) || !row.record().equals(entry.record())) {
                complaints.add(Complaint.of(
                        Wrong.UNKNOWN_ORIGIN,
                        entry.id() + (row == null ? " is in no journal" : " is there twice, or is another one")));
            }
        }
        held.keySet().stream()
                .filter(id -> !arrived.contains(id))
                .forEach(id -> complaints.add(Complaint.of(Wrong.LOST, id.toString())));
    }

    private static int statusOf(Attempt attempt) {
        return attempt.answer().status().orElse(0);
    }

    private void complain(Wrong what, Attempt attempt, String detail) {
        complaints.add(Complaint.of(what, attempt, detail));
    }
}
