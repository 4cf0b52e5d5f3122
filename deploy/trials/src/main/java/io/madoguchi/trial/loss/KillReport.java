package io.madoguchi.trial.loss;

import static io.madoguchi.trial.CanaryTrial.text;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.madoguchi.trial.loss.RawConnection.End;
import io.madoguchi.trial.loss.Watch.Observed;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the kills came to. */
public final class KillReport {
    private final long seed;
    private final Map<String, Boolean> planted;
    private final List<Line> lines = new ArrayList<>();
    private Duration duration = Duration.ZERO;

    /** One trial, in numbers. */
    private record Line(
            int number,
            Victim victim,
            double seconds,
            long downMillis,
            int attempts,
            long bytes,
            long openAtTheKill,
            long brokenOff,
            long silent,
            long unavailable,
            int records,
            int changes,
            List<String> complaints) {}

    KillReport(long seed, Map<String, Boolean> planted) {
        this.seed = seed;
        this.planted = planted;
    }

    void add(int number, Victim victim, Observed observed, Duration took) {
        List<Attempt> attempts = observed.attempts();
        lines.add(new Line(
                number,
                victim,
                took.toMillis() / 1000.0,
                observed.downMillis(),
                attempts.size(),
                attempts.stream()
                        .mapToLong(attempt -> attempt.answer().bytes().length)
                        .sum(),
                attempts.stream()
                        .filter(attempt -> attempt.wasOpenDuring(observed.kill()))
                        .count(),
                ended(attempts, End.BROKEN_OFF) + ended(attempts, End.HUNG_UP),
                ended(attempts, End.SILENT),
                SeenReport.unavailable(observed),
                observed.records().size(),
                observed.changes(),
                observed.complaints().stream().map(Complaint::sentence).toList()));
    }

    KillReport after(Duration time) {
        duration = time;
        return this;
    }

    private static long ended(Collection<Attempt> attempts, End end) {
        return attempts.stream().filter(attempt -> attempt.end() == end).count();
    }

    long failed() {
        return lines.stream().filter(line -> !line.complaints().isEmpty()).count();
    }

    public boolean passed() {
        return complaints().isEmpty();
    }

    /** Empty where nothing was lost or doubled, and the trial has proved that it would have seen it. */
    public List<String> complaints() {
        List<String> complaints = new ArrayList<>();
        planted.forEach((name, caught) -> {
            if (!caught) {
                complaints.add(text("kill-missed", name));
            }
        });
        for (Line line : lines) {
            line.complaints()
                    .forEach(sentence -> complaints.add(
                            text("kill-complaint", line.number(), line.victim().label(), sentence)));
        }
        return complaints;
    }

    public void print(PrintStream out) {
        out.println();
        out.printf(
                "%-22s %8s %9s %8s %8s %8s %8s %9s %8s%n",
                text("kill-victim"),
                text("kill-count"),
                text("kill-attempts"),
                text("kill-open"),
                text("kill-broken"),
                text("kill-unavailable"),
                text("kill-records"),
                text("kill-changes"),
                text("kill-down"));
        Map<Victim, List<Line>> byVictim =
                lines.stream().collect(Collectors.groupingBy(Line::victim, TreeMap::new, Collectors.toList()));
        byVictim.forEach((victim, of) -> printSum(out, victim.label(), of));
        printSum(out, text("canary-all"), lines);
        out.println();
        out.println(text(
                "kill-planted-caught",
                planted.values().stream().filter(caught -> caught).count(),
                planted.size()));
        out.println(text("canary-time", seed, duration.toSeconds()));
        complaints().stream().limit(40).forEach(out::println);
        out.println(
                passed()
                        ? text("kill-passed", lines.size())
                        : text(
                                "kill-failed",
                                failed(),
                                lines.size(),
                                complaints().size()));
    }

    private static void printSum(PrintStream out, String name, List<Line> of) {
        out.printf(
                "%-22s %8d %9d %8d %8d %8d %8d %9d %8.1f%n",
                name,
                of.size(),
                of.stream().mapToInt(Line::attempts).sum(),
                of.stream().mapToLong(Line::openAtTheKill).sum(),
                of.stream().mapToLong(Line::brokenOff).sum(),
                of.stream().mapToLong(Line::unavailable).sum(),
                of.stream().mapToInt(Line::records).sum(),
                of.stream().mapToInt(Line::changes).sum(),
                of.stream().mapToLong(Line::downMillis).average().orElse(0) / 1000);
    }

    public void write(Path file) throws IOException {
        ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        ObjectNode report = json.createObjectNode()
                .put("trial", "kill")
                .put("passed", passed())
                .put("seed", seed)
                .put("seconds", duration.toSeconds())
                .put("trials", lines.size())
                .put("failed", failed())
                .put("attempts", lines.stream().mapToInt(Line::attempts).sum())
                .put("records", lines.stream().mapToInt(Line::records).sum())
                .put("changes", lines.stream().mapToInt(Line::changes).sum());
        ObjectNode plantedLosses = report.putObject("plantedLossesCaught");
        planted.forEach(plantedLosses::put);
        ArrayNode each = report.putArray("each");
        for (Line line : lines) {
            ObjectNode node = each.addObject()
                    .put("number", line.number())
                    .put("victim", line.victim().label())
                    .put("seconds", line.seconds())
                    .put("downMillis", line.downMillis())
                    .put("attempts", line.attempts())
                    .put("bytes", line.bytes())
                    .put("openAtTheKill", line.openAtTheKill())
                    .put("brokenOff", line.brokenOff())
                    .put("silent", line.silent())
                    .put("unavailable", line.unavailable())
                    .put("records", line.records())
                    .put("changes", line.changes());
            line.complaints().forEach(node.putArray("complaints")::add);
        }
        complaints().forEach(report.putArray("complaints")::add);
        Files.createDirectories(file.toAbsolutePath().getParent());
        json.writeValue(file.toFile(), report);
    }
}
