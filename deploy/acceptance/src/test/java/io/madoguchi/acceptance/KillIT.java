package io.madoguchi.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.madoguchi.local.progress.Progress;
import io.madoguchi.trial.loss.KillReport;
import io.madoguchi.trial.loss.KillTrial;
import io.madoguchi.trial.loss.Victim;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The short form of {@code deploy/trial kill}, on a system of its own: each of the busiest victims once. */
class KillIT {
    private static final Path ROOT = Path.of(System.getProperty("repository.root"));
    private static final List<Victim> VICTIMS = List.of(
            Victim.POSTGRESQL, Victim.CIRCULATION_SERVICE, Victim.RELAY, Victim.PATRON_SERVICE, Victim.AUDIT_SERVICE);
    private static final long SEED = 71;

    @Test
    void nothingIsLostAndNothingDoubled() throws IOException, SQLException {
        Path target = ROOT.resolve("deploy/acceptance/target");
        Path data = target.resolve("kill-" + ProcessHandle.current().pid());
        KillReport report = new KillTrial(ROOT, data, VICTIMS.size(), SEED, VICTIMS, Progress.SILENT)
                .run(target.resolve("captured"));
        report.write(target.resolve("kill.json"));
        assertThat(report.complaints()).isEmpty();
    }
}
