package io.madoguchi.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.madoguchi.load.Row.Spread;
import io.madoguchi.local.Service;
import io.madoguchi.local.StartTimes;
import io.madoguchi.local.StartTimes.OneService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** How long starts took, for people and as JSON. */
final class StartReport {
    private final String city;
    private final List<StartTimes> measured = new ArrayList<>();

    StartReport(String city) {
        this.city = city;
    }

    void add(StartTimes times) {
        measured.add(times);
    }

    String text() {
        StringBuilder text = new StringBuilder();
        for (StartTimes times : measured) {
            text.append(Bench.text("start-whole", times.java().version(), seconds(times.whole())))
                    .append(System.lineSeparator())
                    .append("  %-20s %22s %22s %22s%n"
                            .formatted(
                                    Bench.text("column-service"),
                                    Bench.text("column-start"),
                                    Bench.text("column-own"),
                                    Bench.text("column-resident")));
            for (Service service : Service.values()) {
                text.append("  %-20s %22s %22s %22s%n"
                        .formatted(
                                service.label(),
                                spread(times, service, one -> seconds(one.toReady()), "%.1f"),
                                spread(times, service, one -> seconds(one.own()), "%.1f"),
                                spread(times, service, StartReport::megabytes, "%.0f")));
            }
        }
        return text.toString();
    }

    void write(Path file) throws IOException {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("at", Instant.now().toString());
        report.put("city", city);
        report.put("processors", Runtime.getRuntime().availableProcessors());
        report.put("starts", measured.stream().map(StartReport::json).toList());
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(
                file,
                new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(report));
    }

    private static Map<String, Object> json(StartTimes times) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("java", times.java().version());
        json.put("wholeSeconds", seconds(times.whole()));
        json.put(
                "services",
                times.services().stream()
                        .map(one -> Map.of(
                                "service", one.service().label(),
                                "secondsToReady", seconds(one.toReady()),
                                "ownSeconds", seconds(one.own()),
                                "residentMegabytes", megabytes(one)))
                        .toList());
        return json;
    }

    private static String spread(StartTimes times, Service service, ToDoubleFunction<OneService> of, String format) {
        return Spread.of(times.services().stream()
                        .filter(one -> one.service() == service)
                        .mapToDouble(of))
                .text(format);
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }

    /** Of 1,024 kilobytes, which are 1,024 bytes in the kernel's account. */
    private static double megabytes(OneService one) {
        return one.residentKilobytes() / 1024.0;
    }
}
