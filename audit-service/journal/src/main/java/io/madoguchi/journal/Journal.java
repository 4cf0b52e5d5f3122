package io.madoguchi.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.madoguchi.api.trail.AccessRecord;
import io.madoguchi.api.trail.AccessRecord.Who;
import io.madoguchi.caller.CallerSettings;
import io.madoguchi.caller.CurrentAttempt;
import io.madoguchi.caller.CurrentCaller;
import io.madoguchi.disclosure.Caller;
import io.madoguchi.disclosure.Duty;
import io.madoguchi.disclosure.Engagement;
import io.madoguchi.problem.ProblemCode;
import io.madoguchi.problem.ProblemException;
import io.madoguchi.reading.Change;
import io.madoguchi.reading.Ids;
import io.madoguchi.reading.Reads;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Puts an access on record in the caller's transaction: what is disclosed or changed and its record commit together or not
 * at all. Refuses to work outside a transaction.
 */
@ApplicationScoped
public class Journal {
    private static final String INSERT =
            "%sINSERT INTO access_journal (id, recorded_at, body, salt) SELECT ?, ?, ?::jsonb, ?%s";
    private static final String WITH = "WITH change AS (%s RETURNING 1) ";
    private static final String FROM = " FROM change";

    private final Reads reads;
    private final ObjectMapper json;
    private final CurrentCaller current;
    private final CurrentAttempt attempt;
    private final CurrentRecord currentRecord;
    private final CallerSettings settings;
    private final Clock clock;
    private final Backlog backlog;
    private final JournalRelay relay;
    private final CurrentVertxRequest request;

    @Inject
    Journal(
            Reads reads,
            ObjectMapper json,
            CurrentCaller current,
            CurrentAttempt attempt,
            CurrentRecord currentRecord,
            CallerSettings settings,
            Clock clock,
            Backlog backlog,
            JournalRelay relay,
            CurrentVertxRequest request) {
        this.reads = reads;
        this.json = json;
        this.current = current;
        this.attempt = attempt;
        this.currentRecord = currentRecord;
        this.settings = settings;
        this.clock = clock;
        this.backlog = backlog;
        this.relay = relay;
        this.request = request;
    }

    @Transactional(Transactional.TxType.MANDATORY)
    public void record(Access access) {
        record(access, null);
    }

    /** Makes a change and puts it on record in one round trip; false where it changed nothing, which is not recorded. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean record(Access access, @Nullable Change change) {
        refuseWhenFull();
        AccessRecord record = recordOf(
                Ids.next(),
                now(),
                access,
                whoIs(current.get()),
                current.declaredDuty().orElse(null),
                1,
                attempt.id());
        int persons = record.disclosed().stream()
                .mapToInt(part -> part.patrons().size())
                .sum();
        try (Connection connection = reads.poolInUse().getConnection()) {
            if (!insert(connection, record, change, reads.shown(persons))) {
                return false;
            }
        } catch (SQLException e) {
            throw new JournalException(e);
        }
        refuseWhenTooLate(request.getCurrent());
        currentRecord.set(record.id(), record.status());
        return true;
    }

    /**
     * Puts on record what is done later on somebody's behalf, in the transaction that does it: its connection is that of a pool
     * which may take longer than a request.
     */
    public void record(Connection connection, Who behalf, Access access) {
        refuseWhenFull();
        try {
            insert(connection, recordOf(Ids.next(), now(), access, behalf, null, 1, null));
        } catch (SQLException e) {
            throw new JournalException(e);
        }
    }

    /** Beyond the limits nothing is put on record, and so nothing is disclosed or changed. */
    void refuseWhenFull() {
        if (backlog.isFull()) {
            throw ProblemException.onRecord(ProblemCode.JOURNAL_FULL);
        }
    }

    /** The client has been told that nothing happened: nothing shall. */
    static void refuseWhenTooLate(@Nullable RoutingContext asked) {
        if (asked != null && !Answer.mayCommit(asked)) {
            throw ProblemException.onRecord(ProblemCode.RECORD_UNAVAILABLE);
        }
    }

    AccessRecord recordOf(
            UUID id,
            Instant at,
            Access access,
            Who who,
            @Nullable Duty declaredDuty,
            int times,
            @Nullable UUID attemptId) {
        return new AccessRecord(
                id,
                settings.source(),
                at,
                who,
                access.act(),
                access.school(),
                declaredDuty,
                access.result(),
                access.status(),
                access.reason(),
                access.requested(),
                access.disclosed(),
                times,
                attemptId,
                access.inquiry());
    }

    void insert(Connection connection, AccessRecord record) throws SQLException {
        insert(connection, record, null, null);
    }

    /**
     * @param change made first; where it changes nothing there is no record
     * @param after done in the same round trip
     */
    private boolean insert(Connection connection, AccessRecord record, @Nullable Change change, @Nullable Change after)
            throws SQLException {
        String sql = change == null ? INSERT.formatted("", "") : INSERT.formatted(WITH.formatted(change.sql()), FROM);
        List<@Nullable Object> values = new ArrayList<>();
        if (change != null) {
            values.addAll(change.values());
        }
        values.add(record.id());
        values.add(record.at().atOffset(ZoneOffset.UTC));
        values.add(toJson(record));
        values.add(Salt.make());
        if (after != null) {
            sql += ";\n" + after.sql();
            values.addAll(after.values());
        }
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.size(); i++) {
                insert.setObject(i + 1, values.get(i));
            }
            insert.execute();
            relay.expectRecord();
            return insert.getUpdateCount() == 1;
        }
    }

    String toJson(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new JournalException(e);
        }
    }

    <T> T fromJson(String text, Class<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new JournalException(e);
        }
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** As it stands on record. */
    public static Who whoIs(Caller caller) {
        return new Who(
                caller.account(),
                caller.subject(),
                caller.client(),
                caller.roles(),
                idOf(caller.contract()),
                idOf(caller.designation()));
    }

    private static @Nullable String idOf(@Nullable Engagement engagement) {
        return engagement == null ? null : engagement.id();
    }
}
