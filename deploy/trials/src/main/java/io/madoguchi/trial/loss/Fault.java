package io.madoguchi.trial.loss;

import io.madoguchi.local.Service;
import io.madoguchi.local.process.Pause;
import io.madoguchi.trial.loss.Attempt.Span;
import io.madoguchi.trial.loss.Watch.Times;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What happens to the system while all its parts go on, or would like to. */
public enum Fault {
    /** The disk on which both journals lie, and nothing else. */
    JOURNAL_DISK_FULL(Needs.DISKS) {
        @Override
        Times happen(FaultScene scene) throws IOException, SQLException {
            long from = System.nanoTime();
            scene.disks().journal().fill();
            scene.expectClosed(from);
            Pause.millis(WHILE_MILLIS);
            scene.disks().journal().makeRoom();
            return Times.nothingKilled(from, System.nanoTime(), scene.complaints());
        }
    },
    /** The audit service takes connections and answers nobody. */
    TRAIL_STOPPED(Needs.NOTHING) {
        @Override
        Times happen(FaultScene scene) throws IOException, SQLException {
            long from = System.nanoTime();
            scene.system().suspendService(Service.AUDIT.label());
            try {
                scene.expectWaiting();
                scene.expectOpen(System.nanoTime());
            } finally {
                scene.system().resumeService(Service.AUDIT.label());
            }
            return Times.nothingKilled(from, System.nanoTime(), scene.complaints());
        }
    },
    /** The disk of the trail's tables and of the log's archive. */
    TRAIL_DISK_FULL(Needs.DISKS) {
        @Override
        Times happen(FaultScene scene) throws IOException, SQLException {
            long from = System.nanoTime();
            scene.disks().trail().fill();
            scene.expectWaiting();
            scene.expectOpen(System.nanoTime());
            scene.disks().trail().makeRoom();
            return Times.nothingKilled(from, System.nanoTime(), scene.complaints());
        }
    },
    KEYCLOAK_DOWN(Needs.NOTHING) {
        @Override
        Times happen(FaultScene scene) throws IOException, SQLException {
            long from = System.nanoTime();
            scene.system().killKeycloak();
            Pause.millis(WHILE_MILLIS);
            scene.expectOpen(System.nanoTime());
            scene.expectDelivered("while Keycloak is down");
            scene.system().startKeycloak();
            return Times.nothingKilled(from, System.nanoTime(), scene.complaints());
        }
    },
    /** Two hours forward, three and a half back, and right again: with tokens renewed each time, as clients do that get a 401. */
    CLOCK_STEPPED(Needs.CLOCK) {
        @Override
        Times happen(FaultScene scene) throws IOException, SQLException {
            long from = System.nanoTime();
            List<Span> signedOut = new ArrayList<>();
            for (Duration offset : List.of(Duration.ofHours(2), Duration.ofMinutes(-90), Duration.ZERO)) {
                long step = System.nanoTime();
                SteppedClock.set(offset);
                scene.expectClock(offset);
                scene.bearers().renew();
                signedOut.add(new Span(step, System.nanoTime()));
                scene.expectOpen(System.nanoTime());
                scene.expectDelivered("with the clock " + offset.toMinutes() + " minutes from the right time");
            }
            return new Times(Watch.never(from), System.nanoTime(), signedOut, scene.complaints());
        }
    },
    /** The only disk of the machine: with PostgreSQL's log of changes, the services' logs, and all else. */
    MACHINE_DISK_FULL(Needs.DISKS) {
        @Override
        Times happen(FaultScene scene) throws IOException, SQLException {
            long from = System.nanoTime();
            scene.disks().machine().fill();
            scene.expectClosed(from);
            Pause.millis(WHILE_MILLIS);
            scene.disks().machine().fill();
            scene.disks().machine().makeRoom();
            long freed = System.nanoTime();
            scene.restartPostgresIfItEnded();
            scene.system().awaitReady();
            // PostgreSQL ends itself where it can't write its log: what was being committed is decided when it is back.
            return new Times(new Span(from, freed), System.nanoTime(), List.of(), scene.complaints());
        }
    };

    private static final int WHILE_MILLIS = 3_000;

    private final Needs needs;

    Fault(Needs needs) {
        this.needs = needs;
    }

    enum Needs {
        NOTHING,
        /** The right to mount. */
        DISKS,
        /** The library libfaketime. */
        CLOCK
    }

    /** Returns when it is over. */
    abstract Times happen(FaultScene scene) throws IOException, SQLException;

    boolean needs(Needs what) {
        return needs == what;
    }

    /** As {@code --fault} names it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** By its label. */
    public static Fault of(String label) {
        for (Fault fault : values()) {
            if (fault.label().equals(label)) {
                return fault;
            }
        }
        throw new IllegalArgumentException(label);
    }
}
