package io.madoguchi.trial.loss;

import static io.madoguchi.trial.CanaryTrial.text;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.madoguchi.local.Service;
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

/** What the restores came to. */
public final class RestoreReport {
    private final long seed;
    private final Map<Service, Observed> restores = new EnumMap<>(Service.class);
    private long lostChanges;
    private long lostEntries;
    private Duration duration = Duration.ZERO;

    RestoreReport(long seed) {
        this.seed = seed;
    }

    /** So many changes were made after the moment and are gone with it: none, and nothing was restored. */
    void lost(long changes) {
        lostChanges = changes;
    }

    /** So many entries of the log were gone with the trail's database. */
    void lostEntries(long entries) {
        lostEntries = entries;
    }

    void add(Service service, Observed observed) {
        restores.put(service, observed);
    }

    RestoreReport after(Duration time) {
        duration = time;
        return this;
    }

    public boolean passed() {
        return complaints().isEmpty();
    }

    public List<String> complaints() {
        List<String> complaints = new ArrayList<>();
        if (lostChanges == 0 || lostEntries == 0) {
            complaints.add(text("restore-nothing"));
        }
        restores.forEach((service, observed) -> observed.complaints()
                .forEach(complaint -> complaints.add(service.label() + ": " + complaint.sentence())));
        return complaints;
    }

    public void print(PrintStream out) {
        out.println();
        restores.forEach((service, observed) -> out.println(text(
                "restore-line",
                service.label(),
                observed.attempts().size(),
                observed.records().size(),
                observed.changes(),
                observed.downMillis() / 1000.0)));
        out.println(text("restore-gone", lostChanges, lostEntries));
        out.println(text("canary-time", seed, duration.toSeconds()));
        complaints().stream().limit(40).forEach(out::println);
        out.println(
                passed()
                        ? text("restore-passed")
                        : text("canary-failed", complaints().size()));
    }

    public void write(Path file) throws IOException {
        ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        ObjectNode report = json.createObjectNode()
                .put("trial", "restore")
                .put("passed", passed())
                .put("seed", seed)
                .put("seconds", duration.toSeconds())
                .put("changesGone", lostChanges)
                .put("entriesGone", lostEntries);
        restores.forEach((service, observed) -> report.putObject(service.label())
                .put("attempts", observed.attempts().size())
                .put("records", observed.records().size())
                .put("changes", observed.changes())
                .put("closedMillis", observed.downMillis()));
        complaints().forEach(report.putArray("complaints")::add);
        Files.createDirectories(file.toAbsolutePath().getParent());
        json.writeValue(file.toFile(), report);
    }
}
