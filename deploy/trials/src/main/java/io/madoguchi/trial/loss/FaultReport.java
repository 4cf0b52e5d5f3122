package io.madoguchi.trial.loss;

import static io.madoguchi.trial.CanaryTrial.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;

/** What the faults came to. */
public final class FaultReport extends SeenReport<Fault> {
    FaultReport(long seed) {
        super("faults", seed, Fault.class);
    }

    @Override
    String label(Fault fault) {
        return fault.label();
    }

    @Override
    void addTo(ObjectNode report) {
        report.put("faults", seen().size());
    }

    @Override
    public void print(PrintStream out) {
        out.println();
        out.printf(
                "%-22s %9s %8s %8s %9s %8s%n",
                text("fault-name"),
                text("kill-attempts"),
                text("kill-unavailable"),
                text("kill-records"),
                text("kill-changes"),
                text("fault-seconds"));
        seen().forEach((fault, observed) -> out.printf(
                "%-22s %9d %8d %8d %9d %8.1f%n",
                fault.label(),
                observed.attempts().size(),
                unavailable(observed),
                observed.records().size(),
                observed.changes(),
                observed.downMillis() / 1000.0));
        out.println();
        out.println(text("canary-time", seed(), seconds()));
        complaints().stream().limit(40).forEach(out::println);
        out.println(
                passed()
                        ? text("faults-passed", seen().size())
                        : text("canary-failed", complaints().size()));
    }
}
