package io.madoguchi.trial.loss;

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

/**
 * What a trial saw of each of a few incidents.
 *
 * @param <K> the incidents
 */
public abstract class SeenReport<K extends Enum<K>> {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final String trial;
    private final long seed;
    private final Map<K, Observed> seen;
    private Duration duration = Duration.ZERO;

    SeenReport(String trial, long seed, Class<K> incidents) {
        this.trial = trial;
        this.seed = seed;
        this.seen = new EnumMap<>(incidents);
    }

    /** As its command or its log names it. */
    abstract String label(K incident);

    /** Numbers of the trial's own. */
    abstract void addTo(ObjectNode report);

    /** For people. */
    public abstract void print(PrintStream out);

    void add(K incident, Observed observed) {
        seen.put(incident, observed);
    }

    void took(Duration time) {
        duration = time;
    }

    Map<K, Observed> seen() {
        return seen;
    }

    long seed() {
        return seed;
    }

    long seconds() {
        return duration.toSeconds();
    }

    public boolean passed() {
        return complaints().isEmpty();
    }

    /** Empty where nothing was lost, doubled or disclosed without a record. */
    public List<String> complaints() {
        List<String> complaints = new ArrayList<>();
        seen.forEach((incident, observed) -> observed.complaints()
                .forEach(complaint -> complaints.add(label(incident) + ": " + complaint.sentence())));
        return complaints;
    }

    static long unavailable(Observed observed) {
        return observed.attempts().stream()
                .filter(attempt -> attempt.answer().status().orElse(0) == 503)
                .count();
    }

    public void write(Path file) throws IOException {
        ObjectNode report = JSON.createObjectNode()
                .put("trial", trial)
                .put("passed", passed())
                .put("seed", seed)
                .put("seconds", seconds());
        addTo(report);
        ObjectNode each = report.putObject("each");
        seen.forEach((incident, observed) -> each.putObject(label(incident))
                .put("attempts", observed.attempts().size())
                .put("unavailable", unavailable(observed))
                .put("records", observed.records().size())
                .put("changes", observed.changes())
                .put("millis", observed.downMillis()));
        complaints().forEach(report.putArray("complaints")::add);
        Files.createDirectories(file.toAbsolutePath().getParent());
        JSON.writeValue(file.toFile(), report);
    }
}
