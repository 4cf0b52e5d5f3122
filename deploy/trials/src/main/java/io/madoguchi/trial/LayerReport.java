package io.madoguchi.trial;

import static io.madoguchi.trial.CanaryTrial.text;
import static io.madoguchi.trial.LayerTrial.BARRIERS;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.madoguchi.trial.LayerTrial.Layer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a layer trial came to: each leak under each setting of the layers, and which layers stop which leak alone. */
public final class LayerReport {
    private static final int AT_LEAST = 2;

    private final Map<Set<Layer>, List<Cell>> bySetting = new LinkedHashMap<>();
    private Duration duration = Duration.ZERO;

    /**
     * One leak tried under one setting.
     *
     * @param leaked columns and requests; empty when it was withheld
     * @param answers status and code of each answer
     */
    record Cell(String leak, Set<String> leaked, Set<String> answers) {
        boolean withheld() {
            return leaked.isEmpty();
        }
    }

    void add(Set<Layer> on, List<Cell> cells) {
        bySetting.put(Set.copyOf(on), cells);
    }

    LayerReport after(Duration time) {
        duration = time;
        return this;
    }

    public boolean passed() {
        return complaints().isEmpty();
    }

    public List<String> complaints() {
        List<String> complaints = new ArrayList<>();
        bySetting.forEach((on, cells) -> {
            if (on.size() >= Layer.values().length - 1) {
                cells.stream()
                        .filter(cell -> !cell.withheld())
                        .forEach(cell -> complaints.add(text("layers-leak", cell.leak(), on, cell.leaked())));
            }
        });
        for (String leak : leaks()) {
            List<Set<Layer>> alone = stoppedBy(leak);
            if (alone.size() < AT_LEAST) {
                complaints.add(text("layers-too-few", leak, alone));
            }
        }
        return complaints;
    }

    public void print(PrintStream out) {
        out.println();
        out.println(text("layers-alone"));
        out.printf("%-10s", "");
        BARRIERS.forEach(barrier -> out.printf(" %-20s", barrier));
        out.println();
        for (String leak : leaks()) {
            out.printf("%-10s", leak);
            for (Set<Layer> barrier : BARRIERS) {
                out.printf(" %-20s", stoppedBy(leak).contains(barrier) ? text("layers-withheld") : "-");
            }
            out.println();
        }
        out.println();
        out.println(text("layers-each"));
        bySetting.forEach((on, cells) -> {
            if (on.size() >= Layer.values().length - 1) {
                out.println("  " + text("layers-off", off(on)));
                for (Cell cell : cells) {
                    out.printf(
                            "    %-10s %-10s %s%n",
                            cell.leak(),
                            cell.withheld() ? text("layers-withheld") : "LEAK",
                            String.join(", ", cell.answers()));
                }
            }
        });
        out.println(text("layers-time", duration.toSeconds()));
        complaints().forEach(out::println);
        out.println(
                passed()
                        ? text("layers-passed")
                        : text("canary-failed", complaints().size()));
    }

    public void write(Path file) throws IOException {
        ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        ObjectNode report = json.createObjectNode()
                .put("trial", "layers")
                .put("passed", passed())
                .put("seconds", duration.toSeconds());
        ObjectNode alone = report.putObject("stoppedByAlone");
        for (String leak : leaks()) {
            ArrayNode layers = alone.putArray(leak);
            stoppedBy(leak).forEach(barrier -> layers.add(barrier.toString()));
        }
        ArrayNode settings = report.putArray("settings");
        bySetting.forEach((on, cells) -> {
            ObjectNode setting = settings.addObject();
            ArrayNode layers = setting.putArray("on");
            on.forEach(layer -> layers.add(layer.name()));
            ObjectNode leaks = setting.putObject("leaks");
            for (Cell cell : cells) {
                ObjectNode one = leaks.putObject(cell.leak()).put("withheld", cell.withheld());
                cell.answers().forEach(one.putArray("answers")::add);
                cell.leaked().forEach(one.putArray("leaked")::add);
            }
        });
        complaints().forEach(report.putArray("complaints")::add);
        Files.createDirectories(file.toAbsolutePath().getParent());
        json.writeValue(file.toFile(), report);
    }

    /** The barriers that withhold it with all others off. */
    private List<Set<Layer>> stoppedBy(String leak) {
        return BARRIERS.stream()
                .filter(barrier -> bySetting.getOrDefault(barrier, List.of()).stream()
                        .anyMatch(cell -> cell.leak().equals(leak) && cell.withheld()))
                .toList();
    }

    private static Set<Layer> off(Set<Layer> on) {
        Set<Layer> off = EnumSet.allOf(Layer.class);
        off.removeAll(on);
        return off;
    }

    private List<String> leaks() {
        return bySetting.values().stream()
                .findFirst()
                .map(cells -> cells.stream().map(Cell::leak).toList())
                .orElse(List.of());
    }
}
