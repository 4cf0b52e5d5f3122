package io.madoguchi.load;

import io.madoguchi.local.LocalSettings;
import io.madoguchi.local.Service;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How much of the machine each part has used until now, in seconds of one core, as Linux counts it ({@code /proc}); nothing on
 * other systems. PostgreSQL with all its processes counts as one part.
 */
final class Cpu {
    static final String POSTGRES = "postgresql";
    static final String LOAD = "load";

    /** What proc(5) calls clock ticks; 100 on every Linux. */
    private static final double TICKS_PER_SECOND = 100;

    private final LocalSettings settings;

    Cpu(LocalSettings settings) {
        this.settings = settings;
    }

    Map<String, Double> used() {
        Map<String, Double> used = new LinkedHashMap<>();
        try {
            for (Service service : Service.values()) {
                String record = Files.readString(settings.data().resolve("run").resolve(service.label()));
                used.put(service.label(), seconds(Long.parseLong(record.split(" ")[0]), false));
            }
            long postmaster = Long.parseLong(
                    Files.readAllLines(settings.data().resolve("postgres").resolve("postmaster.pid"))
                            .get(0)
                            .trim());
            double postgres = seconds(postmaster, true);
            for (ProcessHandle child :
                    ProcessHandle.of(postmaster).orElseThrow().children().toList()) {
                postgres += seconds(child.pid(), false);
            }
            used.put(POSTGRES, postgres);
            used.put(LOAD, seconds(ProcessHandle.current().pid(), false));
        } catch (IOException | RuntimeException unknown) {
            return Map.of();
        }
        return used;
    }

    static Map<String, Double> between(Map<String, Double> before, Map<String, Double> after) {
        Map<String, Double> used = new LinkedHashMap<>();
        after.forEach((part, seconds) -> used.put(part, Math.max(0, seconds - before.getOrDefault(part, seconds))));
        return used;
    }

    private static double seconds(long pid, boolean withThoseThatEnded) throws IOException {
        String stat;
        try {
            stat = Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException ended) {
            return 0;
        }
        // Behind the name, which may hold anything: state is field 3, utime 14, stime 15, those of ended children 16
        // and 17.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
        if (withThoseThatEnded) {
            ticks += Long.parseLong(fields[13]) + Long.parseLong(fields[14]);
        }
        return ticks / TICKS_PER_SECOND;
    }
}
