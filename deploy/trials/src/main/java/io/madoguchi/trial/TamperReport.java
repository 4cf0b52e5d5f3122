package io.madoguchi.trial;

import static io.madoguchi.trial.CanaryTrial.text;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a tamper trial came to: how many changes of which kind were tried, and which of them nobody saw. */
final class TamperReport {

    private static final int MOST_NAMED = 50;

    private final long seed;
    private final long begun = System.nanoTime();
    private final Map<String, Long> tried = new TreeMap<>();
    private final Map<String, Long> missed = new TreeMap<>();
    private final List<String> complaints = new ArrayList<>();
    private Duration duration = Duration.ZERO;

    TamperReport(long seed) {
        this.seed = seed;
    }

    void tried(String kind, String where, boolean detected) {
        tried.merge(kind, 1L, Long::sum);
        if (!detected) {
            missed.merge(kind, 1L, Long::sum);
            if (complaints.size() < MOST_NAMED) {
                complaints.add(text("tamper-unseen", kind, where));
            }
        }
    }

    long undetected() {
        return missed.values().stream().mapToLong(Long::longValue).sum();
    }

    long changes() {
        return tried.values().stream().mapToLong(Long::longValue).sum();
    }

    /** How many of one kind were tried. */
    Map<String, Long> byKind() {
        return Map.copyOf(tried);
    }

    TamperReport end() {
        duration = Duration.ofNanos(System.nanoTime() - begun);
        return this;
    }

    boolean passed() {
        return undetected() == 0 && changes() > 0;
    }

    void print(PrintStream out) {
        out.println();
        tried.forEach(
                (kind, count) -> out.printf("  %-48s %8d / %d%n", kind, count - missed.getOrDefault(kind, 0L), count));
        complaints.forEach(out::println);
        out.println(text(
                passed() ? "tamper-passed" : "tamper-failed",
                String.valueOf(changes()),
                String.valueOf(undetected()),
                String.valueOf(duration.toSeconds()),
                String.valueOf(seed)));
    }

    void write(Path file) throws IOException {
        ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        ObjectNode report = json.createObjectNode()
                .put("trial", "tamper")
                .put("passed", passed())
                .put("seed", seed)
                .put("changes", changes())
                .put("undetected", undetected())
                .put("seconds", duration.toSeconds());
        ObjectNode kinds = report.putObject("kinds");
        tried.forEach((kind, count) ->
                kinds.putObject(kind).put("tried", count).put("detected", count - missed.getOrDefault(kind, 0L)));
        complaints.forEach(report.putArray("complaints")::add);
        Files.createDirectories(file.toAbsolutePath().getParent());
        json.writeValue(file.toFile(), report);
    }
}
