package io.madoguchi.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.madoguchi.load.Row.Latency;
import io.madoguchi.load.Row.Spread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** One row for people, all figures as JSON, and a page with plots beside it. */
final class BenchReport {
    private final Row row;
    private final String city;
    private final boolean trailPaused;

    BenchReport(Row row, String city, boolean trailPaused) {
        this.row = row;
        this.city = city;
        this.trailPaused = trailPaused;
    }

    String text() {
        String paused = trailPaused ? System.lineSeparator() + Bench.text("trail-paused") : "";
        return head() + System.lineSeparator() + line() + paused;
    }

    static String head() {
        return "%-10s %18s %18s %18s %9s %7s %7s %7s %7s %10s %10s %7s %7s"
                .formatted(
                        Bench.text("column-workload"),
                        Bench.text("column-throughput"),
                        "pgbench/s",
                        Bench.text("column-ratio"),
                        Bench.text("column-rate"),
                        "p50 ms",
                        "p95 ms",
                        "p99 ms",
                        Bench.text("column-errors"),
                        Bench.text("column-cpu-services"),
                        Bench.text("column-cpu-postgres"),
                        Bench.text("column-lag"),
                        Bench.text("column-trail"));
    }

    String line() {
        Spread perSecond = row.perSecond();
        Spread pgbench = row.pgbench();
        Spread ratio = row.ratio();
        Latency latency = row.latency();
        return String.format(
                Locale.ROOT,
                "%-10s %18s %18s %18s %9.0f %7.1f %7.1f %7.1f %7d %10.2f %10.2f %7.2f %7.1f",
                row.workload(),
                perSecond.text("%.0f"),
                pgbench == null ? "-" : pgbench.text("%.0f"),
                ratio == null ? "-" : ratio.text("%.2f"),
                latency.perSecond(),
                latency.p50(),
                latency.p95(),
                latency.p99(),
                row.failed(),
                services(),
                row.cpu(Cpu.POSTGRES),
                latency.lag(),
                latency.trail());
    }

    /** Milliseconds of one core for a request, of all three services. */
    private double services() {
        return row.pairs().get(0).cpu().keySet().stream()
                .filter(part -> part.endsWith("-service"))
                .mapToDouble(row::cpu)
                .sum();
    }

    void write(Path file) throws IOException {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("at", Instant.now().toString());
        report.put("city", city);
        report.put("trailPaused", trailPaused);
        report.put("java", Runtime.version().toString());
        report.put("processors", Runtime.getRuntime().availableProcessors());
        report.put("row", row);
        ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, json.writeValueAsString(report));
        String name = file.getFileName().toString();
        Files.writeString(
                file.resolveSibling(name.replaceFirst("\\.json$", "") + ".html"),
                new BenchPage(row, city, this).html());
    }
}
