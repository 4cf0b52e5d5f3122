package io.madoguchi.trial.loss;

import io.madoguchi.local.LocalSystem;
import io.madoguchi.local.Service;
import io.madoguchi.local.process.Pause;
import io.madoguchi.trial.TrialSystem;
import io.madoguchi.trial.loss.Attempt.Kind;
import io.madoguchi.trial.loss.Complaint.Wrong;
import io.madoguchi.trial.loss.Ledger.Mark;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where a fault happens, what it expects meanwhile, and what was otherwise. */
final class FaultScene {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration DOWN_FOR_GOOD = Duration.ofSeconds(5);
    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(30);
    /** Many more than wait for half a second in which nobody looks. */
    private static final int MANY = 1_000;

    /** Before anybody sets a clock. */
    private static final Instant START = Instant.now();

    private static final long START_NANOS = System.nanoTime();

    private final TrialSystem trial;
    private final Watch watch;
    private final @Nullable FaultDisks disks;
    private final Load load;
    private final Mark mark;
    private final List<Complaint> complaints = new ArrayList<>();

    FaultScene(TrialSystem trial, Watch watch, @Nullable FaultDisks disks, Load load, Mark mark) {
        this.trial = trial;
        this.watch = watch;
        this.disks = disks;
        this.load = load;
        this.mark = mark;
    }

    LocalSystem system() {
        return trial.system();
    }

    FaultDisks disks() {
        if (disks == null) {
            throw new IllegalStateException("no disks were mounted");
        }
        return disks;
    }

    Bearers bearers() {
        return watch.bearers();
    }

    List<Complaint> complaints() {
        return List.copyOf(complaints);
    }

    /** Each service that discloses says so and does not: nothing else shows that the fault was felt. */
    void expectClosed(long from) {
        for (Service service : List.of(Service.PATRON, Service.CIRCULATION)) {
            if (!load.awaitUnavailableAfter(service, from, PATIENCE)) {
                complaints.add(Complaint.of(Wrong.NO_EFFECT, service.label() + " never answered 503"));
            }
        }
    }

    /** The counter goes on. */
    void expectOpen(long from) {
        Set<Kind> missing = load.awaitSuccessAfter(from, PATIENCE);
        if (!missing.isEmpty()) {
            complaints.add(Complaint.of(Wrong.COUNTER_STOPPED, missing.toString()));
        }
    }

    /** The trail takes nothing. */
    void expectWaiting() throws SQLException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        int waiting = watch.ledger().undelivered(mark);
        while (waiting < MANY && System.nanoTime() < deadline) {
            Pause.millis(100);
            waiting = watch.ledger().undelivered(mark);
        }
        if (waiting < MANY) {
            complaints.add(Complaint.of(Wrong.NO_EFFECT, waiting + " records waited"));
        }
    }

    /** The relay and the sequencer go on. */
    void expectDelivered(String when) throws SQLException {
        if (!watch.ledger().awaitWhatWaitsNow(mark, PATIENCE)) {
            complaints.add(Complaint.of(Wrong.LOST, "records wait longer than %s %s".formatted(PATIENCE, when)));
        }
    }

    void expectClock(Duration offset) throws SQLException {
        try (Connection connection = trial.connection(Service.AUDIT);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT clock_timestamp()")) {
            row.next();
            // This process goes by the same clock: the true time is the start's, and what has passed since.
            Duration there = Duration.between(
                    trueTime(), row.getObject(1, OffsetDateTime.class).toInstant());
            if (there.minus(offset).abs().compareTo(CLOCKS_DIFFER) > 0) {
                complaints.add(Complaint.of(Wrong.NO_EFFECT, "PostgreSQL's clock is off by " + there));
            }
        }
    }

    private static Instant trueTime() {
        return START.plusNanos(System.nanoTime() - START_NANOS);
    }

    /** As the system's service manager would. */
    void restartPostgresIfItEnded() throws IOException, SQLException {
        long deadline = System.nanoTime() + DOWN_FOR_GOOD.toNanos();
        while (System.nanoTime() < deadline) {
            try (Connection connection = trial.connection(Service.PATRON)) {
                if (connection.isValid(1)) {
                    return;
                }
            } catch (SQLException e) {
                // It recovers, or it has ended.
                Pause.millis(200);
            }
        }
        system().killPostgres();
        system().startPostgres();
    }
}
