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
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Puts an access on record in the caller's transaction: what is disclosed or changed and its record commit together or not
 * at all. Refuses to work outside a transaction.
 */
@ApplicationScoped
public class Journal {
    private final Reads reads;
    private final ObjectMapper json;
    private final CurrentCaller current;
    private final CurrentAttempt attempt;
    private final CurrentRecord currentRecord;
    private final CallerSettings settings;
    private final Clock clock;
    private final Backlog backlog;
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
            CurrentVertxRequest request) {
        this.reads = reads;
        this.json = json;
        this.current = current;
        this.attempt = attempt;
        this.currentRecord = currentRecord;
        this.settings = settings;
        this.clock = clock;
        this.backlog = backlog;
        this.request = request;
    }

    @Transactional(Transactional.TxType.MANDATORY)
    public void record(Access access) {
        refuseWhenFull();
        AccessRecord record = recordOf(
                UUID.randomUUID(),
                now(),
                access,
                whoIs(current.get()),
                current.declaredDuty().orElse(null),
                1,
                attempt.id());
        try (Connection connection = reads.poolInUse().getConnection()) {
            insert(connection, record);
            reads.shown(
                    connection,
                    record.disclosed().stream()
                            .mapToInt(part -> part.patrons().size())
                            .sum());
        } catch (SQLException e) {
            throw new JournalException(e);
        }
        refuseWhenTooLate(request.getCurrent());
        currentRecord.set(record.id(), record.status());
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
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO access_journal (id, recorded_at, body, salt) VALUES (?, ?, ?::jsonb, ?)")) {
            insert.setObject(1, record.id());
            insert.setObject(2, record.at().atOffset(ZoneOffset.UTC));
            insert.setString(3, toJson(record));
            insert.setBytes(4, Salt.make());
            insert.executeUpdate();
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

    static Who whoIs(Caller caller) {
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
