package io.madoguchi.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.madoguchi.local.progress.Progress;
import io.madoguchi.trial.CanaryReport;
import io.madoguchi.trial.CanaryTrial;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** The short form of {@code deploy/trial canary}, on a system of its own (R21). */
class CanaryIT {
    private static final Path ROOT = Path.of(System.getProperty("repository.root"));
    private static final int REQUESTS = 2_000;
    private static final long SEED = 71;

    @Test
    void nothingComesOutButWhatTheTableAllows() throws IOException, SQLException {
        Path data = ROOT.resolve(
                "deploy/acceptance/target/canary-" + ProcessHandle.current().pid());
        CanaryReport report = new CanaryTrial(ROOT, data, REQUESTS, SEED, Progress.SILENT).run();
        report.write(ROOT.resolve("deploy/acceptance/target/canary.json"));
        assertThat(report.complaints()).isEmpty();
    }
}
