package io.madoguchi.trial;

import io.madoguchi.local.progress.CannotStart;
import io.madoguchi.local.progress.Messages;
import io.madoguchi.local.progress.TerminalProgress;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code deploy/trial} runs. Exit codes: 0 passed, 1 a leak or a trial that proves nothing, 2 wrong usage. */
public final class Trial {
    private static final int FULL = 100_000;

    private final Path root = Path.of(System.getProperty("madoguchi.root", "."));
    private int requests = FULL;
    private long seed = new SecureRandom().nextInt(1_000_000_000);
    private @Nullable Path json;

    private Trial(List<String> options) {
        Deque<String> rest = new ArrayDeque<>(options);
        while (!rest.isEmpty()) {
            String option = rest.remove();
            String value = rest.isEmpty() ? "" : rest.remove();
            try {
                switch (option) {
                    case "--requests" -> requests = Integer.parseInt(value);
                    case "--seed" -> seed = Long.parseLong(value);
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
            if (arguments.length == 0 || !arguments[0].equals("canary")) {
                throw new IllegalArgumentException(CanaryTrial.text("trial-usage"));
            }
            status = new Trial(Arrays.asList(arguments).subList(1, arguments.length)).canary() ? 0 : 1;
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

    private boolean canary() throws IOException, SQLException {
        Path local = root.resolve("deploy/.local");
        Messages.out().println(CanaryTrial.text("canary-begin", requests, seed));
        CanaryReport report;
        try (TerminalProgress progress =
                new TerminalProgress(Messages.out(), Boolean.getBoolean("madoguchi.terminal"))) {
            Path data = local.resolve("trial-canary-" + ProcessHandle.current().pid());
            report = new CanaryTrial(root, data, requests, seed, progress).run();
        }
        report.print(Messages.out());
        Path file = json != null ? json : local.resolve("trials/canary.json");
        report.write(file);
        Messages.out().println(CanaryTrial.text("trial-written", file));
        return report.passed();
    }
}
