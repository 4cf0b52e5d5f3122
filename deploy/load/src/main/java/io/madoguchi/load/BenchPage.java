package io.madoguchi.load;

import io.madoguchi.load.Row.Pair;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A page that needs nothing beside itself: throughput by round next to pgbench's, and latency by percentile. */
final class BenchPage {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 240;
    private static final int LEFT = 70;

    private final Row row;
    private final String city;
    private final BenchReport report;

    BenchPage(Row row, String city, BenchReport report) {
        this.row = row;
        this.city = city;
        this.report = report;
    }

    String html() {
        return """
                <!DOCTYPE html>
                <html lang="en"><meta charset="utf-8"><title>%1$s</title>
                <style>body{font:16px sans-serif;max-width:46em;margin:2em auto}svg{width:100%%}text{font-size:12px}
                .own{fill:#2458a6}.raw{fill:#b9c4d6}path{fill:none;stroke:#2458a6;stroke-width:2}</style>
                <h1>%1$s, %2$s</h1><pre>%3$s</pre>
                <h2>%4$s</h2>%5$s
                <h2>%6$s</h2>%7$s
                </html>
                """
                .formatted(
                        row.workload(),
                        city,
                        report.text(),
                        Bench.text("plot-throughput"),
                        throughput(),
                        Bench.text("plot-latency", row.latency().perSecond()),
                        latency());
    }

    private String throughput() {
        List<Pair> pairs = row.pairs();
        double most = pairs.stream()
                .mapToDouble(pair -> Math.max(pair.perSecond(), pair.pgbench() == null ? 0 : pair.pgbench()))
                .max()
                .orElse(1);
        StringBuilder bars = new StringBuilder(open()).append(scale(most, "/s"));
        double step = (WIDTH - LEFT) / (double) pairs.size();
        for (int i = 0; i < pairs.size(); i++) {
            Double raw = pairs.get(i).pgbench();
            bars.append(bar("own", LEFT + i * step + 6, step * 0.4, pairs.get(i).perSecond() / most));
            if (raw != null) {
                bars.append(bar("raw", LEFT + i * step + 6 + step * 0.42, step * 0.4, raw / most));
            }
        }
        return bars.append("</svg>").toString();
    }

    private String latency() {
        Map<Double, Double> curve = row.latency().curve();
        double most = curve.values().stream().mapToDouble(v -> v).max().orElse(1);
        StringBuilder plot = new StringBuilder(open()).append(scale(most, " ms"));
        StringBuilder line = new StringBuilder();
        int place = 0;
        double step = (WIDTH - LEFT - 20) / (double) Math.max(1, curve.size() - 1);
        for (Map.Entry<Double, Double> point : curve.entrySet()) {
            double x = LEFT + place * step;
            double y = HEIGHT - HEIGHT * point.getValue() / most;
            line.append(String.format(Locale.ROOT, "%s%.1f %.1f ", place == 0 ? "M" : "L", x, y));
            plot.append(
                    String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%d\">p%s</text>", x, HEIGHT + 16, point.getKey()));
            place++;
        }
        return plot.append("<path d=\"").append(line).append("\"/></svg>").toString();
    }

    private static String open() {
        return "<svg viewBox=\"0 -12 %d %d\" role=\"img\">".formatted(WIDTH, HEIGHT + 40);
    }

    private static String scale(double most, String unit) {
        StringBuilder scale = new StringBuilder();
        for (int i = 0; i <= 4; i++) {
            scale.append(String.format(
                    Locale.ROOT,
                    "<text x=\"0\" y=\"%.0f\">%.1f%s</text>",
                    HEIGHT - HEIGHT * i / 4.0 + 4,
                    most * i / 4,
                    unit));
        }
        return scale.toString();
    }

    private static String bar(String kind, double x, double width, double height) {
        return String.format(
                Locale.ROOT,
                "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>",
                kind,
                x,
                HEIGHT - HEIGHT * height,
                width,
                HEIGHT * height);
    }
}
