package io.madoguchi.trial.loss;

import io.madoguchi.local.process.Pause;
import io.madoguchi.trial.MarkerSearch;
import io.madoguchi.trial.Resident;
import io.madoguchi.trial.TrialSystem;
import io.madoguchi.trial.loss.Attempt.Kind;
import io.madoguchi.trial.loss.Attempt.Span;
import io.madoguchi.trial.loss.Complaint.Wrong;
import io.madoguchi.trial.loss.Ledger.Change;
import io.madoguchi.trial.loss.Ledger.JournalRow;
import io.madoguchi.trial.loss.Ledger.Mark;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Holds what a system under load answers against what it has on record, whatever happens to it meanwhile. */
final class Watch {
    private static final int AFTERWARDS_MILLIS = 300;
    private static final Duration RECOVERY = Duration.ofSeconds(30);
    private static final Duration DELIVERY = Duration.ofSeconds(60);

    private final TrialSystem system;
    private final Bearers bearers;
    private final Readership readership;
    private final Ledger ledger;
    private final MarkerSearch search;
    private final Set<UUID> patrons;

    private Watch(TrialSystem system) throws SQLException {
        this.system = system;
        this.bearers = new Bearers(system.system());
        this.readership = Readership.prepare(system);
        this.ledger = Ledger.open(system);
        this.search = new MarkerSearch(system.markers()::at);
        this.patrons = system.city().residents().stream().map(Resident::id).collect(Collectors.toSet());
    }

    static Watch over(TrialSystem system) throws SQLException {
        return new Watch(system);
    }

    /**
     * What was seen of one incident.
     *
     * @param downMillis from its begin until every part was ready again
     */
    record Observed(
            List<Attempt> attempts,
            List<Ledger.Entry> records,
            int changes,
            Span kill,
            long downMillis,
            List<Complaint> complaints) {}

    /** What happens while the load goes on. */
    interface Incident {
        Times happen(Load load, Mark mark) throws IOException, SQLException;
    }

    /**
     * When it was what.
     *
     * @param kill while something was being killed; attempts open then may be on record without their bytes
     * @param ready from then on everything succeeds
     * @param signedOut while nobody had a token that was good
     * @param complaints what was wrong meanwhile
     */
    record Times(Span kill, long ready, List<Span> signedOut, List<Complaint> complaints) {
        static Times killed(Span kill, long ready) {
            return new Times(kill, ready, List.of(), List.of());
        }

        /** No attempt is excused. */
        static Times nothingKilled(long from, long ready, List<Complaint> complaints) {
            return new Times(never(from), ready, List.of(), complaints);
        }
    }

    /** A span in which no attempt was open. */
    static Span never(long from) {
        return new Span(from, Long.MIN_VALUE);
    }

    Bearers bearers() {
        return bearers;
    }

    Ledger ledger() {
        return ledger;
    }

    Load load(Random random) {
        return Load.start(system, bearers, readership, random);
    }

    List<Complaint> join(
            List<Attempt> attempts,
            List<JournalRow> journals,
            List<Ledger.Entry> records,
            List<Change> changes,
            Span kill,
            List<Span> signedOut) {
        return new Join(search, patrons::contains, attempts, journals, records, changes, kill, signedOut).complaints();
    }

    Observed observe(Random random, Incident incident) throws IOException, SQLException {
        bearers.renewWhenDue();
        Mark mark = ledger.mark();
        List<Complaint> complaints = new ArrayList<>();
        List<Attempt> attempts;
        Times times;
        try (Load load = load(random)) {
            times = incident.happen(load, mark);
            complaints.addAll(times.complaints());
            Set<Kind> missing = load.awaitSuccessAfter(times.ready(), RECOVERY);
            if (!missing.isEmpty()) {
                complaints.add(Complaint.of(Wrong.NOT_RECOVERED, missing.toString()));
            }
            Pause.millis(AFTERWARDS_MILLIS);
            attempts = load.end();
        }
        // What is late is named below as lost.
        ledger.awaitDelivery(mark, DELIVERY);
        List<Ledger.Entry> records = ledger.trail(mark);
        List<Change> changes = ledger.changes(mark);
        complaints.addAll(join(attempts, ledger.journals(mark), records, changes, times.kill(), times.signedOut()));
        return new Observed(
                attempts,
                records,
                changes.size(),
                times.kill(),
                (times.ready() - times.kill().from()) / 1_000_000,
                complaints);
    }
}
