package io.madoguchi.trial.loss;

import static io.madoguchi.trial.CanaryTrial.text;

import io.madoguchi.local.process.Unpacking;
import io.madoguchi.local.progress.Progress;
import io.madoguchi.trial.TrialSystem;
import io.madoguchi.trial.loss.Fault.Needs;
import io.madoguchi.trial.loss.Watch.Observed;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Full disks, a trail that answers nobody, Keycloak down, clocks that are stepped: under load, without killing a service. Nothing
 * is disclosed without a record, the counter goes on wherever its journal does, and all is well again without a hand.
 */
public final class FaultTrial {
    private final Path root;
    private final Path folder;
    private final List<Fault> faults;
    private final long seed;
    private final Progress progress;

    /**
     * @param folder of the trial's own; removed at the end
     * @param faults one after the other on the same system
     */
    public FaultTrial(Path root, Path folder, List<Fault> faults, long seed, Progress progress) {
        this.root = root;
        this.folder = folder;
        this.faults = List.copyOf(faults);
        this.seed = seed;
        this.progress = progress;
    }

    /** Whether this program has to be run again, by {@link #runUnderSteppedClock}. */
    public boolean wantsAnotherClock() {
        return any(Needs.CLOCK) && !SteppedClock.isHere();
    }

    /** The exit code of the same program. Refuses where a library is missing, and says which. */
    public int runUnderSteppedClock(List<String> arguments) throws IOException {
        try {
            return SteppedClock.runAgain(folder, arguments);
        } finally {
            Unpacking.delete(folder);
        }
    }

    /** {@code captured}: where the bytes of a fault that lost something are kept. */
    public FaultReport run(Path captured) throws IOException, SQLException {
        Instant begin = Instant.now();
        Path data = folder.resolve("system");
        FaultDisks disks = any(Needs.DISKS) ? FaultDisks.mount(folder, data) : null;
        try {
            FaultReport report = new FaultReport(seed);
            observe(data, disks, report, captured);
            report.took(Duration.between(begin, Instant.now()));
            return report;
        } finally {
            if (disks != null) {
                disks.close();
            }
            Unpacking.delete(folder);
        }
    }

    private void observe(Path data, @Nullable FaultDisks disks, FaultReport report, Path captured)
            throws IOException, SQLException {
        try (TrialSystem system = TrialSystem.start(root, data, KillTrial.QUICK_TO_START, false, progress)) {
            try {
                if (disks != null) {
                    disks.take(system);
                }
                Watch watch = Watch.over(system);
                for (Fault fault : faults) {
                    progress.step(text("fault-" + fault.label()), detail -> {
                        Observed observed = watch.observe(new Random(seed + fault.ordinal()), (load, mark) -> {
                            FaultScene scene = new FaultScene(system, watch, disks, load, mark);
                            // Also keys and connections that are fetched when somebody asks first.
                            scene.expectOpen(System.nanoTime());
                            return fault.happen(scene);
                        });
                        report.add(fault, observed);
                        if (!observed.complaints().isEmpty()) {
                            Captured.write(captured.resolve("fault-" + fault.label()), fault.label(), observed);
                        }
                        return true;
                    });
                }
            } finally {
                // What is mounted below the data can't be removed with them.
                system.system().close();
                if (disks != null) {
                    disks.closeParts();
                }
            }
        }
    }

    private boolean any(Needs what) {
        return faults.stream().anyMatch(fault -> fault.needs(what));
    }
}
