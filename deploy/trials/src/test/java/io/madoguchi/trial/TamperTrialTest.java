package io.madoguchi.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.madoguchi.local.progress.Progress;
import io.madoguchi.log.testing.SampleLog;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** A small tamper trial, on every build (R37). */
class TamperTrialTest {

    @Test
    void no_change_of_a_bundle_or_of_tiles_goes_unseen() throws IOException {
        TamperReport report = new TamperTrial(40, 15, 13, 4, Progress.SILENT).run();
        assertThat(report.passed()).isTrue();
        assertThat(report.byKind().get("bundle: one bit")).isGreaterThan(1_000);
        assertThat(report.byKind())
                .containsKeys("rolled back", "forked", "forged: a record hidden as erased, new seal", "tiles: one bit");
    }

    @Test
    void an_exported_bundle_can_be_put_on_trial_by_its_policy() throws IOException {
        SampleLog log = SampleLog.of(30, 3);
        TamperReport report = new TamperTrial(20, 40, 13, 4, Progress.SILENT).run(log.bundle(5, 25), log.policy());
        assertThat(report.passed()).isTrue();
    }

    @Test
    void a_change_that_is_not_seen_fails_the_trial() {
        TamperReport report = new TamperReport(1);
        report.tried("bundle: one bit", "bit 1", true);
        assertThat(report.passed()).isTrue();
        report.tried("bundle: one bit", "bit 2", false);
        assertThat(report.passed()).isFalse();
    }
}
