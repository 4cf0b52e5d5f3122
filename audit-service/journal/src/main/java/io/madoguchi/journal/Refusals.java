package io.madoguchi.journal;

import io.agroal.api.AgroalDataSource;
import io.madoguchi.api.trail.AccessRecord.Who;
import io.madoguchi.caller.CallerSettings;
import io.madoguchi.caller.CurrentCaller;
import io.madoguchi.disclosure.Duty;
import io.madoguchi.problem.ProblemCode;
import io.madoguchi.problem.ProblemException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Puts on record the refusals that end a request outside a use case: a missing scope, an unknown duty, unreadable input.
 * Beyond a number of refusals a minute, an account's further ones are counted in one record for the minute, so that nobody
 * can fill the journal with them.
 */
@ApplicationScoped
public class Refusals {
    private final AgroalDataSource dataSource;
    private final Journal journal;
    private final CurrentCaller current;
    private final CurrentRecord currentRecord;
    private final CallerSettings settings;

    @Inject
    Refusals(
            AgroalDataSource dataSource,
            Journal journal,
            CurrentCaller current,
            CurrentRecord currentRecord,
            CallerSettings settings) {
        this.dataSource = dataSource;
        this.journal = journal;
        this.current = current;
        this.currentRecord = currentRecord;
        this.settings = settings;
    }

    /** The id of the record, written off the event loop; nobody's refusal is not recorded. */
    public Uni<Optional<UUID>> refuse(ProblemCode code) {
        currentRecord.lost();
        Duty duty = declaredDutyIfKnown();
        return current.find()
                .flatMap(caller -> caller.isEmpty()
                        ? Uni.createFrom().item(Optional.<UUID>empty())
                        : Uni.createFrom()
                                .item(() -> Optional.of(writeInATransaction(code, Journal.whoIs(caller.get()), duty)))
                                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool()));
    }

    private UUID writeInATransaction(ProblemCode code, Who who, @Nullable Duty duty) {
        return QuarkusTransaction.requiringNew().call(() -> write(code, who, duty));
    }

    private UUID write(ProblemCode code, Who who, @Nullable Duty duty) {
        try (Connection connection = dataSource.getConnection()) {
            Tally tally = count(connection, who);
            if (tally.refusals() > settings.refusals().perMinute()) {
                return tally.minuteRecord();
            }
            UUID id = UUID.randomUUID();
            journal.insert(connection, journal.recordOf(id, Access.refusedAtTheDoor(code), who, duty, 1));
            return id;
        } catch (SQLException e) {
            throw new JournalException(e);
        }
    }

    private Tally count(Connection connection, Who who) throws SQLException {
        try (PreparedStatement count = connection.prepareStatement(
                """
                INSERT INTO refusal_minute AS m (account, minute, refusals, record_id, who)
                VALUES (?, ?, 1, gen_random_uuid(), ?::jsonb)
                ON CONFLICT (account, minute) DO UPDATE SET refusals = m.refusals + 1
                RETURNING refusals, record_id
                """)) {
            count.setString(1, who.person());
            count.setObject(2, journal.now().truncatedTo(ChronoUnit.MINUTES).atOffset(ZoneOffset.UTC));
            count.setString(3, journal.toJson(who));
            try (ResultSet row = count.executeQuery()) {
                row.next();
                return new Tally(row.getInt("refusals"), row.getObject("record_id", UUID.class));
            }
        }
    }

    /** Writes one record for each account whose refusals in a minute now past went beyond the limit. */
    @Scheduled(every = "20s", identity = "refusal-minutes", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void closeMinutes() {
        QuarkusTransaction.requiringNew()
                .run(() -> closeMinutesBefore(journal.now().truncatedTo(ChronoUnit.MINUTES)));
    }

    void closeMinutesBefore(Instant minute) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement past = connection.prepareStatement(
                        "DELETE FROM refusal_minute WHERE minute < ? RETURNING refusals, record_id, who")) {
            past.setObject(1, minute.atOffset(ZoneOffset.UTC));
            try (ResultSet row = past.executeQuery()) {
                while (row.next()) {
                    int beyond = row.getInt("refusals") - settings.refusals().perMinute();
                    if (beyond > 0) {
                        Access access = Access.refusedAtTheDoor(ProblemCode.NOT_AUTHORISED)
                                .refused(ProblemCode.NOT_AUTHORISED, "refusals-of-a-minute");
                        Who who = journal.fromJson(row.getString("who"), Who.class);
                        journal.insert(
                                connection,
                                journal.recordOf(row.getObject("record_id", UUID.class), access, who, null, beyond));
                    }
                }
            }
        } catch (SQLException e) {
            throw new JournalException(e);
        }
    }

    private @Nullable Duty declaredDutyIfKnown() {
        try {
            return current.declaredDuty().orElse(null);
        } catch (ProblemException unknown) {
            return null;
        }
    }

    private record Tally(int refusals, UUID minuteRecord) {}
}
