package io.madoguchi.trial;

import io.madoguchi.local.progress.CannotStart;
import io.madoguchi.local.progress.Messages;
import io.madoguchi.local.progress.TerminalProgress;
import io.madoguchi.log.note.Policy;
import io.madoguchi.trial.loss.Fault;
import io.madoguchi.trial.loss.FaultReport;
import io.madoguchi.trial.loss.FaultTrial;
import io.madoguchi.trial.loss.KillReport;
import io.madoguchi.trial.loss.KillTrial;
import io.madoguchi.trial.loss.RestoreReport;
import io.madoguchi.trial.loss.RestoreTrial;
import io.madoguchi.trial.loss.Victim;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What {@code deploy/trial} runs. Exit codes: 0 passed, 1 failed or a trial that proves nothing, 2 wrong usage. */
public final class Trial {
    private static final int FULL = 100_000;
    private static final int KILLS = 20;

    private final Path root = Path.of(System.getProperty("madoguchi.root", "."));
    private int requests = FULL;
    private long seed = new SecureRandom().nextInt(1_000_000_000);
    private int trials = KILLS;
    private List<Victim> victims = List.of();
    private List<Fault> faults = List.of(Fault.values());
    private int entries = 800;
    private int samples = 500;
    private @Nullable Path bundle;
    private @Nullable Path policy;
    private @Nullable Path json;

    private Trial(List<String> options) {
        Deque<String> rest = new ArrayDeque<>(options);
        while (!rest.isEmpty()) {
            String option = rest.remove();
            String value = rest.isEmpty() ? "" : rest.remove();
            try {
                switch (option) {
                    case "--requests" -> requests = Integer.parseInt(value);
                    case "--trials" -> trials = Integer.parseInt(value);
                    case "--victim" -> victims = List.of(victim(value));
                    case "--fault" -> faults = List.of(fault(value));
                    case "--seed" -> seed = Long.parseLong(value);
                    case "--entries" -> entries = Integer.parseInt(value);
                    case "--samples" -> samples = Integer.parseInt(value);
                    case "--bundle" -> bundle = Path.of(value);
                    case "--policy" -> policy = Path.of(value);
                    case "--json" -> json = Path.of(value);
                    default -> throw new IllegalArgumentException(CanaryTrial.text("trial-option", option));
                }
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(CanaryTrial.text("trial-number", option), e);
            }
        }
    }

    public static void main(String[] arguments) {
        int status;
        try {
            String name = arguments.length == 0 ? "" : arguments[0];
            Trial trial = new Trial(Arrays.asList(arguments).subList(Math.min(1, arguments.length), arguments.length));
            boolean passed =
                    switch (name) {
                        case "canary" -> trial.canary();
                        case "layers" -> trial.layers();
                        case "kill" -> trial.kill();
                        case "restore" -> trial.restore();
                        case "faults" -> trial.faults(Arrays.asList(arguments));
                        case "tamper" -> trial.tamper();
                        case "roster" -> trial.roster();
                        default -> throw new IllegalArgumentException(CanaryTrial.text("trial-usage"));
                    };
            status = passed ? 0 : 1;
        } catch (IllegalArgumentException e) {
            Messages.err().println(e.getMessage());
            status = 2;
        } catch (CannotStart e) {
            Messages.err().println(e.getMessage());
            status = 1;
        } catch (IOException | SQLException | RuntimeException e) {
            Messages.err().println(CanaryTrial.text("trial-broken", e));
            status = 1;
        }
        System.exit(status);
    }

    private boolean layers() throws IOException, SQLException {
        LayerReport report;
        try (TerminalProgress progress = progress()) {
            report = new LayerTrial(root, data("layers"), progress).run();
        }
        report.print(Messages.out());
        Path file = file("layers");
        report.write(file);
        Messages.out().println(CanaryTrial.text("trial-written", file));
        return report.passed();
    }

    private boolean canary() throws IOException, SQLException {
        Messages.out().println(CanaryTrial.text("canary-begin", requests, seed));
        CanaryReport report;
        try (TerminalProgress progress = progress()) {
            report = new CanaryTrial(root, data("canary"), requests, seed, progress).run();
        }
        report.print(Messages.out());
        Path file = file("canary");
        report.write(file);
        Messages.out().println(CanaryTrial.text("trial-written", file));
        return report.passed();
    }

    private boolean kill() throws IOException, SQLException {
        Messages.out().println(CanaryTrial.text("kill-begin", trials, seed));
        Path file = file("kill");
        KillReport report;
        try (TerminalProgress progress = progress()) {
            report = new KillTrial(root, data("kill"), trials, seed, victims, progress)
                    .run(file.resolveSibling("captured"));
        }
        report.print(Messages.out());
        report.write(file);
        Messages.out().println(CanaryTrial.text("trial-written", file));
        return report.passed();
    }

    private boolean tamper() throws IOException {
        if ((bundle == null) != (policy == null)) {
            throw new IllegalArgumentException(CanaryTrial.text("tamper-policy"));
        }
        TamperReport report;
        try (TerminalProgress progress = progress()) {
            TamperTrial trial = new TamperTrial(entries, samples, 1, seed, progress);
            report = bundle == null || policy == null
                    ? trial.run()
                    : trial.run(Files.readAllBytes(bundle), Policy.parse(Files.readString(policy)));
        }
        report.print(Messages.out());
        Path file = file("tamper");
        report.write(file);
        Messages.out().println(CanaryTrial.text("trial-written", file));
        return report.passed();
    }

    private boolean roster() throws IOException, SQLException {
        Messages.out().println(CanaryTrial.text("roster-begin", trials, seed));
        try (TerminalProgress progress = progress()) {
            return new RosterTrial(root, data("roster"), trials, seed, progress).run();
        }
    }

    private boolean restore() throws IOException, SQLException {
        Messages.out().println(CanaryTrial.text("restore-begin", seed));
        Path file = file("restore");
        RestoreReport report;
        try (TerminalProgress progress = progress()) {
            report = new RestoreTrial(root, data("restore"), seed, progress).run(file.resolveSibling("captured"));
        }
        report.print(Messages.out());
        report.write(file);
        Messages.out().println(CanaryTrial.text("trial-written", file));
        return report.passed();
    }

    private boolean faults(List<String> arguments) throws IOException, SQLException {
        Path file = file("faults");
        FaultReport report;
        try (TerminalProgress progress = progress()) {
            FaultTrial trial = new FaultTrial(root, data("faults"), faults, seed, progress);
            if (trial.wantsAnotherClock()) {
                return trial.runUnderSteppedClock(arguments) == 0;
            }
            Messages.out().println(CanaryTrial.text("faults-begin", seed));
            report = trial.run(file.resolveSibling("captured"));
        }
        report.print(Messages.out());
        report.write(file);
        Messages.out().println(CanaryTrial.text("trial-written", file));
        return report.passed();
    }

    private static Fault fault(String label) {
        try {
            return Fault.of(label);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    CanaryTrial.text(
                            "trial-fault",
                            label,
                            Stream.of(Fault.values()).map(Fault::label).collect(Collectors.joining(", "))),
                    e);
        }
    }

    private static Victim victim(String label) {
        try {
            return Victim.of(label);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    CanaryTrial.text(
                            "trial-victim",
                            label,
                            Stream.of(Victim.values()).map(Victim::label).collect(Collectors.joining(", "))),
                    e);
        }
    }

    private Path data(String trial) {
        return root.resolve(
                "deploy/.local/trial-" + trial + "-" + ProcessHandle.current().pid());
    }

    private Path file(String trial) {
        return json != null ? json : root.resolve("deploy/.local/trials/" + trial + ".json");
    }

    private static TerminalProgress progress() {
        return new TerminalProgress(Messages.out(), Boolean.getBoolean("madoguchi.terminal"));
    }
}
