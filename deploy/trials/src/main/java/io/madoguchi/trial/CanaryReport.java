package io.madoguchi.trial;

import static io.madoguchi.trial.CanaryTrial.text;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.madoguchi.trial.Findings.Leak;
import io.madoguchi.trial.MayPass.Sight;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a canary trial came to. Names columns, requests, accounts and duties; of a person nothing. */
public final class CanaryReport {
    /**
     * Of the requests drawn by lot: with fewer successes the trial would have tried the doors and not the rooms. Those that ask everything of
     * everybody in turn are meant to be refused more often.
     */
    private static final double SUCCESSES = 0.4;

    private final long seed;
    private final Duration duration;
    private final Findings findings;
    private final Set<Sight> expected;
    private final Map<String, Boolean> planted;
    private final TwoCities.Outcome cities;
    private final Markers markers;
    private final Records records;

    CanaryReport(
            long seed,
            Duration duration,
            Findings findings,
            Set<Sight> expected,
            Map<String, Boolean> planted,
            TwoCities.Outcome cities,
            Markers markers,
            Records records) {
        this.seed = seed;
        this.duration = duration;
        this.findings = findings;
        this.expected = expected;
        this.planted = planted;
        this.cities = cities;
        this.markers = markers;
        this.records = records;
    }

    public boolean passed() {
        return complaints().isEmpty();
    }

    /** One line for everything that speaks against the system, or against the trial. */
    public List<String> complaints() {
        List<String> complaints = new ArrayList<>();
        for (Map.Entry<Leak, Integer> leak : findings.leaksInOrder()) {
            complaints.add(text(
                    "canary-leak",
                    leak.getKey().column(),
                    leak.getKey().as(),
                    leak.getKey().where(),
                    leak.getValue()));
        }
        cities.different().forEach(request -> complaints.add(text("canary-different", request)));
        planted.forEach((leak, caught) -> {
            if (!caught) {
                complaints.add(text("canary-missed", leak));
            }
        });
        unseen().forEach(sight -> complaints.add(text("canary-unseen", sight)));
        if (findings.shareAtRandom() < SUCCESSES) {
            complaints.add(text("canary-few", findings.shareAtRandom()));
        }
        return complaints;
    }

    public void print(PrintStream out) {
        out.println();
        out.printf("%-34s %10s %10s %8s%n", text("canary-sender"), text("canary-sent"), "2xx", "%");
        findings.bySort()
                .forEach((sort, counts) -> out.printf(
                        "%-34s %10d %10d %7.1f%n", sort, counts[0], counts[1], 100.0 * counts[1] / counts[0]));
        out.printf(
                "%-34s %10d %10d %7.1f%n",
                text("canary-all"), findings.requests(), findings.successes(), 100 * share());
        out.println(text("canary-random", findings.random(), findings.shareAtRandom()));
        out.println();
        out.println(
                text("canary-markers", markers.count(), markers.filled().size(), String.join(", ", markers.filled())));
        markers.left().values().stream()
                .distinct()
                .sorted()
                .forEach(reason -> out.println("    " + reason + ": "
                        + markers.left().entrySet().stream()
                                .filter(left -> left.getValue().equals(reason))
                                .map(Map.Entry::getKey)
                                .collect(Collectors.joining(", "))));
        out.println(text("canary-searched", findings.requests(), records.lines(), records.rows()));
        out.println(text("canary-sights", expected.size() - unseen().size(), expected.size()));
        out.println(text(
                "canary-planted-caught",
                planted.values().stream().filter(caught -> caught).count(),
                planted.size(),
                String.join(", ", planted.keySet())));
        out.println(text("canary-compared", cities.compared(), cities.columns().size()));
        out.println(text("canary-time", seed, duration.toSeconds()));
        complaints().forEach(out::println);
        out.println(
                passed()
                        ? text("canary-passed")
                        : text("canary-failed", complaints().size()));
    }

    public void write(Path file) throws IOException {
        ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        ObjectNode report = json.createObjectNode()
                .put("trial", "canary")
                .put("passed", passed())
                .put("seed", seed)
                .put("seconds", duration.toSeconds())
                .put("requests", findings.requests())
                .put("successes", findings.successes())
                .put("atRandom", findings.random())
                .put("successesAtRandom", findings.shareAtRandom())
                .put("withoutAnswer", findings.withoutAnswer())
                .put("markers", markers.count())
                .put("logLines", records.lines())
                .put("recordRows", records.rows())
                .put("fieldsExpected", expected.size())
                .put("fieldsSeen", expected.size() - unseen().size())
                .put("readsCompared", cities.compared());
        ObjectNode senders = report.putObject("senders");
        findings.bySort()
                .forEach((sort, counts) ->
                        senders.putObject(sort).put("requests", counts[0]).put("successes", counts[1]));
        markers.filled().forEach(report.putArray("columnsFilled")::add);
        ObjectNode left = report.putObject("columnsLeft");
        markers.left().forEach(left::put);
        cities.columns().forEach(report.putArray("columnsShifted")::add);
        ObjectNode plantedLeaks = report.putObject("plantedLeaksCaught");
        planted.forEach(plantedLeaks::put);
        ArrayNode leaks = report.putArray("leaks");
        findings.leaksInOrder().forEach(leak -> leaks.addObject()
                .put("column", leak.getKey().column())
                .put("as", leak.getKey().as())
                .put("where", leak.getKey().where())
                .put("times", leak.getValue()));
        complaints().forEach(report.putArray("complaints")::add);
        Files.createDirectories(file.toAbsolutePath().getParent());
        json.writeValue(file.toFile(), report);
    }

    private double share() {
        return (double) findings.successes() / Math.max(1, findings.requests());
    }

    /** In words: who never saw what of whom. */
    private Set<String> unseen() {
        Set<String> unseen = new TreeSet<>();
        for (Sight sight : expected) {
            if (!findings.seen().contains(sight)) {
                unseen.add("%s %s %s %s"
                        .formatted(
                                sight.who(),
                                sight.amendments(),
                                sight.category().map(Enum::name).orElse(""),
                                sight.field().apiName()));
            }
        }
        return unseen;
    }
}
