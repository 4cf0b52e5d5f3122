package io.madoguchi.load;

import io.madoguchi.local.LocalSettings;
import io.madoguchi.local.LocalSystem;
import io.madoguchi.local.city.City;
import io.madoguchi.local.jvm.Jdk;
import io.madoguchi.local.process.Unpacking;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;

/** A system of the benchmark's own, on free ports beside a running one; its city stays for the next time. */
final class BenchSystem {
    private BenchSystem() {}

    /** With nothing left of an earlier one that was interrupted, and stopped when the benchmark ends in whatever way. */
    static LocalSettings prepare(Path root, City city, boolean fresh) throws IOException {
        Path data = root.resolve("deploy/.local/bench-" + city.title());
        LocalSettings settings = LocalSettings.beside(root, data)
                .withCity(city)
                .withJava(Jdk.newest())
                .withServiceEnvironment(Map.of(
                        // It asks a thousand times more than a school day. The limits are looked up and counted all the
                        // same.
                        "MADOGUCHI_READING_PER_QUARTER_HOUR",
                        "1000000000",
                        "MADOGUCHI_READING_PERSONS_PER_DAY",
                        "1000000000"));
        LocalSystem.stopLeftOvers(settings);
        if (fresh) {
            Unpacking.delete(data);
        }
        // Ctrl-C may come at any time.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(settings), "end of the benchmark"));
        return settings;
    }

    private static void stop(LocalSettings settings) {
        try {
            LocalSystem.stopLeftOvers(settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
