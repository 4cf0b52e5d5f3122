package io.madoguchi.trial.loss;

import static io.madoguchi.trial.CanaryTrial.text;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.madoguchi.trial.loss.Watch.Observed;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What the faults came to. */
public final class FaultReport {
    private final long seed;
    private final Map<Fault, Observed> faults = new EnumMap<>(Fault.class);
    private Duration duration = Duration.ZERO;

    FaultReport(long seed) {
        this.seed = seed;
    }

    void add(Fault fault, Observed observed) {
        faults.put(fault, observed);
    }

    FaultReport after(Duration time) {
        duration = time;
        return this;
    }

    public boolean passed() {
        return complaints().isEmpty();
    }

    public List<String> complaints() {
        List<String> complaints = new ArrayList<>();
        faults.forEach((fault, observed) -> observed.complaints()
                .forEach(complaint -> complaints.add(fault.label() + ": " + complaint.sentence())));
        return complaints;
    }

    private static long unavailable(Observed observed) {
        return observed.attempts().stream()
                .filter(attempt -> attempt.answer().status().orElse(0) == 503)
                .count();
    }

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
        faults.forEach((fault, observed) -> out.printf(
                "%-22s %9d %8d %8d %9d %8.1f%n",
                fault.label(),
                observed.attempts().size(),
                unavailable(observed),
                observed.records().size(),
                observed.changes(),
                observed.downMillis() / 1000.0));
        out.println();
        out.println(text("canary-time", seed, duration.toSeconds()));
        complaints().stream().limit(40).forEach(out::println);
        out.println(
                passed()
                        ? text("faults-passed", faults.size())
                        : text("canary-failed", complaints().size()));
    }

    public void write(Path file) throws IOException {
        ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        ObjectNode report = json.createObjectNode()
                .put("trial", "faults")
                .put("passed", passed())
                .put("seed", seed)
                .put("seconds", duration.toSeconds());
        ObjectNode each = report.putObject("faults");
        faults.forEach((fault, observed) -> each.putObject(fault.label())
                .put("attempts", observed.attempts().size())
                .put("unavailable", unavailable(observed))
                .put("records", observed.records().size())
                .put("changes", observed.changes())
                .put("millis", observed.downMillis()));
        complaints().forEach(report.putArray("complaints")::add);
        Files.createDirectories(file.toAbsolutePath().getParent());
        json.writeValue(file.toFile(), report);
    }
}
