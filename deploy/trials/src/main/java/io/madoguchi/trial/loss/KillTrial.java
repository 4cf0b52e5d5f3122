package io.madoguchi.trial.loss;

import static io.madoguchi.trial.CanaryTrial.text;

import io.madoguchi.local.process.Pause;
import io.madoguchi.local.progress.Progress;
import io.madoguchi.trial.TrialSystem;
import io.madoguchi.trial.loss.Attempt.Span;
import io.madoguchi.trial.loss.Victim.Aim;
import io.madoguchi.trial.loss.Watch.Observed;
import io.madoguchi.trial.loss.Watch.Times;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;

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
            Watch watch = Watch.over(system);
            Map<String, Boolean> caught =
                    progress.step(text("kill-planted"), detail -> new PlantedLosses(system, watch::observe).run());
            KillReport report = new KillReport(seed, caught);
            progress.step(text("kill-trials", trials), detail -> {
                for (int number = 1; number <= trials; number++) {
                    Random random = new Random(seed + 1_000_003L * number);
                    Victim killed = victims.isEmpty() ? Victim.any(random) : victims.get((number - 1) % victims.size());
                    detail.accept(text("kill-trial", number, trials, killed.label(), report.failed()));
                    long from = System.nanoTime();
                    Observed observed = kill(system, watch, killed, random);
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

    private static Observed kill(TrialSystem system, Watch watch, Victim killed, Random random)
            throws IOException, SQLException {
        return watch.observe(random, (load, mark) -> {
            Pause.millis(EARLIEST_MILLIS + random.nextInt(LATEST_MILLIS - EARLIEST_MILLIS));
            Aim aim = killed.aim(system, random);
            long from = System.nanoTime();
            aim.kill().run();
            Span kill = new Span(from, System.nanoTime());
            Pause.millis(random.nextInt(LONGEST_DOWN_MILLIS));
            aim.restart().run();
            system.system().awaitReady();
            return Times.killed(kill, System.nanoTime());
        });
    }
}
