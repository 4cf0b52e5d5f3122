package io.madoguchi.local;

import io.madoguchi.local.process.RecordedProcess;
import io.madoguchi.local.progress.CannotStart;
import io.madoguchi.local.progress.Messages;
import io.madoguchi.local.progress.Progress;
import io.madoguchi.local.progress.TerminalProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** What {@code deploy/down} runs: ends the launcher if one runs, then whatever is left. Exit codes: 0 nothing runs any more, 1 failed. */
public final class Down {
    private Down() {}

    public static void main(String[] arguments) {
        LocalSettings settings = LocalSettings.standard(Path.of(System.getProperty("madoguchi.root", ".")));
        int status = 0;
        try (TerminalProgress progress =
                new TerminalProgress(Messages.out(), Boolean.getBoolean("madoguchi.terminal"))) {
            if (!stop(settings, progress)) {
                progress.line(Messages.text("nothing-running"));
            }
        } catch (CannotStart | IOException | SQLException e) {
            Messages.err().println(Messages.text("unexpected", e));
            status = 1;
        }
        System.exit(status);
    }

    /** Returns whether anything ran. */
    static boolean stop(LocalSettings settings, Progress progress) throws IOException, SQLException {
        Optional<ProcessHandle> launcher = OneAtATime.holder(settings);
        LeftOvers leftOvers = new LeftOvers(settings);
        boolean any = launcher.isPresent() || leftOvers.any();
        if (any) {
            progress.run(Messages.text("step-stop"), () -> {
                // Asked, the launcher ends all that it started, in order.
                launcher.ifPresent(process -> RecordedProcess.stop(process, Duration.ofSeconds(60)));
                leftOvers.stop();
            });
        }
        Files.deleteIfExists(settings.run().resolve("ready"));
        return any;
    }
}
