package io.madoguchi.trial.loss;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.madoguchi.disclosure.Field;
import io.madoguchi.local.Service;
import io.madoguchi.trial.Marker;
import io.madoguchi.trial.MarkerSearch;
import io.madoguchi.trial.loss.Attempt.Kind;
import io.madoguchi.trial.loss.Attempt.Span;
import io.madoguchi.trial.loss.Complaint.Wrong;
import io.madoguchi.trial.loss.Ledger.Change;
import io.madoguchi.trial.loss.Ledger.Entry;
import io.madoguchi.trial.loss.Ledger.JournalRow;
import io.madoguchi.trial.loss.RawConnection.End;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class JoinTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final UUID PERSON = UUID.fromString("00000000-0000-4000-8000-00000000000a");
    private static final UUID LOAN = UUID.fromString("00000000-0000-4000-8000-00000000000b");
    private static final Marker NAME = new Marker(
            "ZQX0000001", "patron.patron.display_name", Optional.of(PERSON), Optional.of(Field.DISPLAY_NAME));
    private static final Span KILL = new Span(100, 110);
    private static final Span SIGNED_OUT = new Span(200, 210);
    private static final String BEFORE = "10-20";
    private static final String OPEN = "90-105";

    private final List<Attempt> attempts = new ArrayList<>();
    private final List<JournalRow> journals = new ArrayList<>();
    private final List<Entry> trail = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();

    @Test
    void aNameThatIsOnItsAttemptsRecordIsRight() {
        UUID attempt = attempt(BEFORE, 200, "{\"displayName\":\"青木 ZQX0000001\"}", End.WHOLE);
        assertThat(wrongs()).containsExactly(Wrong.BYTES_WITHOUT_RECORD, Wrong.NOT_ON_RECORD);
        record(attempt, "READ_PATRON", "displayName");
        assertThat(wrongs()).isEmpty();
    }

    @Test
    void aNameInABodyThatBrokeOffHasToBeOnRecord() {
        UUID attempt = attempt(OPEN, 200, "{\"displayName\":\"青木 ZQX0000001\",\"na", End.BROKEN_OFF);
        record(attempt, "READ_PATRON", "patronId");
        assertThat(wrongs()).containsExactly(Wrong.NOT_ON_RECORD);
    }

    @Test
    void twoRecordsOfOneAttemptAreOneTooMany() {
        UUID attempt = attempt(BEFORE, 200, "{}", End.WHOLE);
        record(attempt, "READ_PATRON", "displayName");
        trail.add(trail.get(0));
        assertThat(wrongs()).contains(Wrong.TWO_RECORDS, Wrong.UNKNOWN_ORIGIN);
    }

    @Test
    void aRecordWithoutBytesIsRightOnlyWhereTheAttemptWasOpenAtTheKill() {
        record(attempt(OPEN, 0, "", End.SILENT), "READ_PATRON", "displayName");
        assertThat(wrongs()).isEmpty();
        record(attempt(BEFORE, 0, "", End.SILENT), "READ_PATRON", "displayName");
        assertThat(wrongs()).containsExactly(Wrong.RECORD_WITHOUT_BYTES);
    }

    @Test
    void anAnswerSaysWhatIsOnRecord() {
        UUID attempt = attempt(BEFORE, 503, "{}", End.WHOLE);
        record(attempt, "READ_PATRON", "displayName");
        assertThat(wrongs()).containsExactly(Wrong.OTHER_THAN_RECORDED);
    }

    @Test
    void aLoanHasOneRecordInItsTransactionAndARecordOneLoan() {
        UUID attempt = attempt(BEFORE, 200, "{\"loanId\":\"" + LOAN + "\"}", End.WHOLE);
        changes.add(new Change("7", "CHECK_OUT", LOAN, PERSON));
        assertThat(wrongs())
                .containsExactly(Wrong.BYTES_WITHOUT_RECORD, Wrong.NOT_ON_RECORD, Wrong.CHANGE_WITHOUT_RECORD);
        record(attempt, "CHECK_OUT", "actResult");
        assertThat(wrongs()).isEmpty();
        changes.clear();
        assertThat(wrongs()).containsExactly(Wrong.RECORD_WITHOUT_CHANGE);
    }

    @Test
    void aRecordThatDoesNotReachTheTrailIsLost() {
        record(attempt(BEFORE, 200, "{}", End.WHOLE), "READ_PATRON", "displayName");
        trail.clear();
        assertThat(wrongs()).contains(Wrong.LOST);
    }

    @Test
    void nobodyIsUnknownButWhileTheirTokensAreNotGood() {
        attempts.add(unknown(SIGNED_OUT.from(), SIGNED_OUT.until()));
        assertThat(wrongs()).isEmpty();
        attempts.add(unknown(SIGNED_OUT.until() + 1, SIGNED_OUT.until() + 2));
        assertThat(wrongs()).containsExactly(Wrong.UNEXPECTED_STATUS);
    }

    private static Attempt unknown(long begun, long ended) {
        byte[] answer = "HTTP/1.1 401 X\r\n\r\n".getBytes(StandardCharsets.UTF_8);
        return new Attempt(UUID.randomUUID(), Kind.READ_BY_ID, begun, ended, End.WHOLE, new RawAnswer(answer));
    }

    private UUID attempt(String span, int status, String body, End end) {
        UUID id = UUID.randomUUID();
        String head = status == 0 ? "" : "HTTP/1.1 " + status + " X\r\nAccess-Record: " + recordOf(id) + "\r\n\r\n";
        String[] moments = span.split("-");
        attempts.add(new Attempt(
                id,
                Kind.READ_BY_ID,
                Long.parseLong(moments[0]),
                Long.parseLong(moments[1]),
                end,
                new RawAnswer((head + body).getBytes(StandardCharsets.UTF_8))));
        return id;
    }

    private static UUID recordOf(UUID attempt) {
        return UUID.nameUUIDFromBytes(attempt.toString().getBytes(StandardCharsets.UTF_8));
    }

    private void record(UUID attempt, String act, String field) {
        ObjectNode record = JSON.createObjectNode()
                .put("act", act)
                .put("decision", "PERMITTED")
                .put("status", 200);
        ObjectNode part = record.putArray("disclosed").addObject();
        part.putArray("fields").add(field);
        part.putArray("patrons").add(PERSON.toString());
        journals.add(new JournalRow(Service.CIRCULATION, "7", recordOf(attempt), record));
        trail.add(new Entry(recordOf(attempt), "circulation-service", Optional.of(attempt), record));
    }

    private List<Wrong> wrongs() {
        MarkerSearch search = new MarkerSearch(text -> text.equalsIgnoreCase(NAME.text()) ? NAME : null);
        return new Join(search, Set.of(PERSON)::contains, attempts, journals, trail, changes, KILL, List.of(SIGNED_OUT))
                .complaints().stream().map(Complaint::what).toList();
    }
}
