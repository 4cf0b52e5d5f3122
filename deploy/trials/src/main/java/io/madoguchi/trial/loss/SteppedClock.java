package io.madoguchi.trial.loss;

import static io.madoguchi.trial.CanaryTrial.text;

import io.madoguchi.local.process.Pause;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A clock for this process and all that it starts, set forward and back as an administrator would set the machine's. The library
 * libfaketime answers in the kernel's place; each process sees a step within a second, as machines do that ask one time server.
 * Time that only passes (CLOCK_MONOTONIC) stays as it is.
 */
final class SteppedClock {
    private static final String FILE = "FAKETIME_TIMESTAMP_FILE";
    private static final Duration SEEN_BY_ALL = Duration.ofMillis(2_500);

    private SteppedClock() {}

    /** Whether this process goes by it. */
    static boolean isHere() {
        return file() != null;
    }

    /** Runs this program again under such a clock, to its end; its exit code. Refuses where the library is not installed. */
    static int runAgain(Path folder, List<String> arguments) throws IOException {
        Path library = library();
        Files.createDirectories(folder);
        Path file = folder.resolve("clock");
        Files.writeString(file, "+0");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.madoguchi.trial.Trial"));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment()
                .putAll(Map.of(
                        "LD_PRELOAD",
                        library.toString(),
                        FILE,
                        file.toAbsolutePath().toString(),
                        "FAKETIME_CACHE_DURATION",
                        "1",
                        "FAKETIME_DONT_FAKE_MONOTONIC",
                        "1",
                        // For an old libc; with a newer one every timed wait of the JVM would end at once.
                        "FAKETIME_FORCE_MONOTONIC_FIX",
                        "0"));
        Process process = builder.start();
        while (process.isAlive()) {
            Pause.millis(100);
        }
        return process.exitValue();
    }

    /** From the true time; returns when every process has seen it. */
    static void set(Duration offset) throws IOException {
        Path file = file();
        if (file == null) {
            throw new IllegalStateException("not under a clock that can be set");
        }
        Path fresh = file.resolveSibling("clock.new");
        Files.writeString(fresh, (offset.isNegative() ? "" : "+") + offset.toSeconds());
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        Pause.millis((int) SEEN_BY_ALL.toMillis());
    }

    private static @Nullable Path file() {
        String file = System.getenv(FILE);
        return file == null ? null : Path.of(file);
    }

    private static Path library() throws IOException {
        try (Stream<Path> folders = Files.list(Path.of("/usr/lib"))) {
            return folders.map(folder -> folder.resolve("faketime/libfaketimeMT.so.1"))
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(text("faults-clock")));
        }
    }
}
