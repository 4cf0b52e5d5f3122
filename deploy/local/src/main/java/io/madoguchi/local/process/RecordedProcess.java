package io.madoguchi.local.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A process written down in a file, to be found again by another program, also after the one that started it was killed.
 * The start time is written beside the id: an id is given out again, so alone it could point at somebody else's process.
 */
public final class RecordedProcess {
    // The kernel's clock for start times moves a little when the machine's time is set.
    private static final Duration SAME = Duration.ofSeconds(2);

    private RecordedProcess() {}

    public static void write(Path file, ProcessHandle process) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Instant start = process.info().startInstant().orElse(Instant.EPOCH);
        Files.writeString(fresh, process.pid() + " " + start.toEpochMilli() + "\n");
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The process of the file, if it still runs. Empty for a missing or torn file, and for an id that is another's now. */
    public static Optional<ProcessHandle> find(Path file) throws IOException {
        try {
            String[] words = Files.readString(file).trim().split(" ");
            return running(Long.parseLong(words[0]), Instant.ofEpochMilli(Long.parseLong(words[1])));
        } catch (NoSuchFileException | NumberFormatException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    /** The process with this id, if it is the one that started then. */
    public static Optional<ProcessHandle> running(long pid, Instant started) {
        return ProcessHandle.of(pid).filter(RecordedProcess::isAlive).filter(process -> process.info()
                .startInstant()
                .map(start -> Duration.between(start, started).abs().compareTo(SAME) <= 0)
                .orElse(false));
    }

    /** Asks the process to end, and ends it when it hasn't after {@code patience}. Returns whether it was enough to ask. */
    public static boolean stop(ProcessHandle process, Duration patience) {
        process.destroy();
        if (hasEnded(process, patience)) {
            return true;
        }
        process.destroyForcibly();
        hasEnded(process, Duration.ofSeconds(5));
        return false;
    }

    private static boolean hasEnded(ProcessHandle process, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (isAlive(process)) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Pause.millis(20);
        }
        return true;
    }

    /**
     * Whether it does anything yet. A process that has ended stays in the table until its parent asks for its status; in a
     * container whose first process never asks, that is for ever.
     */
    public static boolean isAlive(ProcessHandle process) {
        return process.isAlive() && !isZombie(process.pid());
    }

    private static boolean isZombie(long pid) {
        try {
            // "id (name) state …"; a name may hold anything, a parenthesis too.
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
            return stat.startsWith(") Z", stat.lastIndexOf(')'));
        } catch (IOException e) {
            return false;
        }
    }
}
