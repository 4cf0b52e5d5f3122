package io.madoguchi.trial.loss;

import static io.madoguchi.trial.CanaryTrial.text;

import io.madoguchi.local.process.Pause;
import io.madoguchi.local.progress.Progress;
import io.madoguchi.trial.MarkerSearch;
import io.madoguchi.trial.Resident;
import io.madoguchi.trial.TrialSystem;
import io.madoguchi.trial.loss.Attempt.Kind;
import io.madoguchi.trial.loss.Attempt.Span;
import io.madoguchi.trial.loss.Complaint.Wrong;
import io.madoguchi.trial.loss.Ledger.Mark;
import io.madoguchi.trial.loss.Victim.Aim;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Kills a part of the system under load, with {@code kill -9} at a random moment, starts it again, and holds every byte that
 * left the system against what the trail has of it: nothing lost and nothing doubled. The system stays up from one trial to the
 * next; each trial joins what it asked itself.
 */
public final class KillTrial {
    /** A restart counts, not how fast the service is an hour later. */
    static final List<String> QUICK_TO_START = List.of("-XX:TieredStopAtLevel=1");

    private static final int EARLIEST_MILLIS = 150;
    private static final int LATEST_MILLIS = 1_200;
    private static final int LONGEST_DOWN_MILLIS = 400;
    private static final int AFTERWARDS_MILLIS = 300;
    private static final Duration RECOVERY = Duration.ofSeconds(30);
    private static final Duration DELIVERY = Duration.ofSeconds(60);

    private final Path root;
    private final Path data;
    private final int trials;
    private final long seed;
    private final List<Victim> victims;
    private final Progress progress;

    /**
     * @param data of the trial's own system; removed at the end
     * @param victims in turn; none for one by lot each time
     */
    public KillTrial(Path root, Path data, int trials, long seed, List<Victim> victims, Progress progress) {
        this.root = root;
        this.data = data;
        this.trials = trials;
        this.seed = seed;
        this.victims = List.copyOf(victims);
        this.progress = progress;
    }

    /** {@code captured}: where the bytes of a trial that fails are kept. */
    public KillReport run(Path captured) throws IOException, SQLException {
        Instant begin = Instant.now();
        try (TrialSystem system = TrialSystem.start(root, data, QUICK_TO_START, false, progress)) {
            Course course = new Course(system);
            Map<String, Boolean> caught =
                    progress.step(text("kill-planted"), detail -> new PlantedLosses(system, course::observe).run());
            KillReport report = new KillReport(seed, caught);
            progress.step(text("kill-trials", trials), detail -> {
                for (int number = 1; number <= trials; number++) {
                    Random random = new Random(seed + 1_000_003L * number);
                    Victim killed = victims.isEmpty() ? Victim.any(random) : victims.get((number - 1) % victims.size());
                    detail.accept(text("kill-trial", number, trials, killed.label(), report.failed()));
                    long from = System.nanoTime();
                    Observed observed = course.kill(killed, random);
                    report.add(number, killed, observed, Duration.ofNanos(System.nanoTime() - from));
                    if (!observed.complaints().isEmpty()) {
                        Captured.write(
                                captured.resolve("kill-%d-%d".formatted(seed, number)), killed.label(), observed);
                    }
                }
                return true;
            });
            return report.after(Duration.between(begin, Instant.now()));
        }
    }

    /**
     * What one trial saw.
     *
     * @param downMillis from the kill until every part was ready again
     */
    record Observed(
            List<Attempt> attempts,
            List<Ledger.Entry> records,
            int changes,
            Span kill,
            long downMillis,
            List<Complaint> complaints) {}

    /** What happens while the load goes on; says from when until when something was being killed, and when all was ready. */
    interface Incident {
        Times happen() throws IOException, SQLException;
    }

    record Times(Span kill, long ready) {}

    /** One trial after the other on the same system. */
    private final class Course {
        private final TrialSystem system;
        private final Bearers bearers;
        private final Readership readership;
        private final Ledger ledger;
        private final MarkerSearch search;
        private final Set<UUID> patrons;

        Course(TrialSystem system) throws SQLException {
            this.system = system;
            this.bearers = new Bearers(system.system());
            this.readership = Readership.prepare(system);
            this.ledger = Ledger.open(system);
            this.search = new MarkerSearch(system.markers()::at);
            this.patrons = system.city().residents().stream().map(Resident::id).collect(Collectors.toSet());
        }

        Observed kill(Victim killed, Random random) throws IOException, SQLException {
            return observe(random, () -> {
                Pause.millis(EARLIEST_MILLIS + random.nextInt(LATEST_MILLIS - EARLIEST_MILLIS));
                Aim aim = killed.aim(system, random);
                long from = System.nanoTime();
                aim.kill().run();
                Span kill = new Span(from, System.nanoTime());
                Pause.millis(random.nextInt(LONGEST_DOWN_MILLIS));
                aim.restart().run();
                system.system().awaitReady();
                return new Times(kill, System.nanoTime());
            });
        }

        Observed observe(Random random, Incident incident) throws IOException, SQLException {
            bearers.renewWhenDue();
            ledger.awaitDelivery(ledger.mark(), DELIVERY);
            Mark mark = ledger.mark();
            List<Complaint> complaints = new ArrayList<>();
            List<Attempt> attempts;
            Times times;
            try (Load load = Load.start(system, bearers, readership, random)) {
                times = incident.happen();
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
            List<Ledger.Change> changes = ledger.changes(mark);
            complaints.addAll(
                    new Join(search, patrons::contains, attempts, ledger.journals(mark), records, changes, times.kill())
                            .complaints());
            return new Observed(
                    attempts,
                    records,
                    changes.size(),
                    times.kill(),
                    (times.ready() - times.kill().from()) / 1_000_000,
                    complaints);
        }
    }
}
