package io.madoguchi.trial.loss;

import static io.madoguchi.trial.CanaryTrial.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.madoguchi.local.Service;
import java.io.PrintStream;
import java.util.List;

/** What the restores came to. */
public final class RestoreReport extends SeenReport<Service> {
    private long lostChanges;
    private long lostEntries;

    RestoreReport(long seed) {
        super("restore", seed, Service.class);
    }

    /** So many changes were made after the moment and are gone with it: none, and nothing was restored. */
    void lost(long changes) {
        lostChanges = changes;
    }

    /** So many entries of the log were gone with the trail's database. */
    void lostEntries(long entries) {
        lostEntries = entries;
    }

    @Override
    String label(Service service) {
        return service.label();
    }

    @Override
    public List<String> complaints() {
        List<String> complaints = super.complaints();
        if (lostChanges == 0 || lostEntries == 0) {
            complaints.add(0, text("restore-nothing"));
        }
        return complaints;
    }

    @Override
    void addTo(ObjectNode report) {
        report.put("changesGone", lostChanges).put("entriesGone", lostEntries);
    }

    @Override
    public void print(PrintStream out) {
        out.println();
        seen().forEach((service, observed) -> out.println(text(
                "restore-line",
                service.label(),
                observed.attempts().size(),
                observed.records().size(),
                observed.changes(),
                observed.downMillis() / 1000.0)));
        out.println(text("restore-gone", lostChanges, lostEntries));
        out.println(text("canary-time", seed(), seconds()));
        complaints().stream().limit(40).forEach(out::println);
        out.println(
                passed()
                        ? text("restore-passed")
                        : text("canary-failed", complaints().size()));
    }
}
