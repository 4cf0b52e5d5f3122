package io.madoguchi.journal;

import io.agroal.api.AgroalDataSource;
import io.madoguchi.api.trail.AccessRecord.Who;
import io.madoguchi.caller.CallerSettings;
import io.madoguchi.caller.CurrentAttempt;
import io.madoguchi.caller.CurrentAttempt.Attempt;
import io.madoguchi.caller.CurrentCaller;
import io.madoguchi.caller.Regularly;
import io.madoguchi.disclosure.Duty;
import io.madoguchi.problem.ProblemCode;
import io.madoguchi.problem.ProblemException;
import io.madoguchi.reading.Ids;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Puts on record the refusals that end a request outside a use case: a missing scope, an unknown duty, unreadable input.
 * Beyond a number of refusals a minute, an account's further ones are counted, in one record for the minute and each code,
 * so that nobody can fill the journal with them and an auditor still sees what was tried how often.
 */
@ApplicationScoped
public class Refusals {
    private static final Logger LOG = Logger.getLogger(Refusals.class);

    private final AgroalDataSource dataSource;
    private final Journal journal;
    private final RefusalCounts counts;
    private final CurrentCaller current;
    private final CurrentAttempt currentAttempt;
    private final CurrentRecord currentRecord;
    private final CallerSettings settings;
    private final CurrentVertxRequest request;

    @Inject
    Refusals(
            AgroalDataSource dataSource,
            Journal journal,
            RefusalCounts counts,
            CurrentCaller current,
            CurrentAttempt currentAttempt,
            CurrentRecord currentRecord,
            CallerSettings settings,
            CurrentVertxRequest request) {
        this.dataSource = dataSource;
        this.journal = journal;
        this.counts = counts;
        this.current = current;
        this.currentAttempt = currentAttempt;
        this.currentRecord = currentRecord;
        this.settings = settings;
        this.request = request;
    }

    /** The id of the record, written off the event loop; nobody's refusal is not recorded. */
    public Uni<Optional<UUID>> refuse(ProblemCode code) {
        currentRecord.lost();
        Duty duty = declaredDutyIfKnown();
        Attempt attempt = currentAttempt.soFar();
        RoutingContext asked = request.getCurrent();
        return current.find()
                .flatMap(caller -> caller.isEmpty()
                        ? Uni.createFrom().item(Optional.<UUID>empty())
                        : Uni.createFrom()
                                .item(() -> Optional.of(
                                        writeInATransaction(code, Journal.whoIs(caller.get()), duty, attempt, asked)))
                                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool()));
    }

    /**
     * Whether this is not put on record, because the request may be on record already: nobody heard how its commit ended, and it is
     * never there twice.
     */
    public boolean leaveToTheCommit(Throwable failure) {
        RoutingContext asked = request.getCurrent();
        boolean left = asked != null && Answer.isBeingCommitted(asked) && !isRefusedByTheDatabase(failure);
        if (left) {
            currentRecord.lost();
        }
        return left;
    }

    /** With a reason of its own; a broken connection, or one that it ends, says nothing of the commit. */
    private static boolean isRefusedByTheDatabase(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return !sql.getSQLState().startsWith("08") && !sql.getSQLState().startsWith("57");
            }
            for (Throwable other : cause.getSuppressed()) {
                if (isRefusedByTheDatabase(other)) {
                    return true;
                }
            }
        }
        return false;
    }

    private UUID writeInATransaction(
            ProblemCode code, Who who, @Nullable Duty duty, Attempt attempt, @Nullable RoutingContext asked) {
        return QuarkusTransaction.requiringNew().call(() -> {
            UUID id = write(code, who, duty, attempt);
            Journal.refuseWhenTooLate(asked);
            return id;
        });
    }

    private UUID write(ProblemCode code, Who who, @Nullable Duty duty, Attempt attempt) {
        journal.refuseWhenFull();
        Instant now = journal.now();
        Instant minute = now.truncatedTo(ChronoUnit.MINUTES);
        try (Connection connection = dataSource.getConnection()) {
            if (counts.count(connection, who, minute) > settings.refusals().perMinute()) {
                return counts.countBeyond(connection, who, minute, code);
            }
            UUID id = Ids.next();
            Access access = Access.refusedAtTheDoor(code, attempt);
            journal.insert(connection, journal.recordOf(id, now, access, who, duty, 1, attempt.id()));
            return id;
        } catch (SQLException e) {
            throw new JournalException(e);
        }
    }

    void begin(@Observes StartupEvent start, Regularly regularly) {
        regularly.run("refusal-minutes", "20s", this::closeMinutes);
    }

    void closeMinutes() {
        try {
            closeMinutesBefore(journal.now().truncatedTo(ChronoUnit.MINUTES));
        } catch (RuntimeException e) {
            LOG.warn("refusals of past minutes are not on record yet:" + FailureText.of(e));
        }
    }

    /**
     * Puts on record what was counted in minutes now past. Counts go and records come in one transaction: whoever takes a
     * count, of any number of instances, is the one who records it, and a crash leaves it to the next.
     */
    void closeMinutesBefore(Instant minute) {
        QuarkusTransaction.requiringNew().run(() -> {
            try (Connection connection = dataSource.getConnection()) {
                for (RefusalCounts.Beyond beyond : counts.takeBefore(connection, minute)) {
                    Access access = Access.refusedAtTheDoor(beyond.code(), Attempt.SEVERAL);
                    journal.insert(
                            connection,
                            journal.recordOf(
                                    beyond.record(),
                                    beyond.minute(),
                                    access,
                                    beyond.who(),
                                    null,
                                    beyond.refusals(),
                                    null));
                }
            } catch (SQLException e) {
                throw new JournalException(e);
            }
        });
    }

    private @Nullable Duty declaredDutyIfKnown() {
        try {
            return current.declaredDuty().orElse(null);
        } catch (ProblemException unknown) {
            return null;
        }
    }
}
