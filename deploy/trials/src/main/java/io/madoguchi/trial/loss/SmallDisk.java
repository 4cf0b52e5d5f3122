package io.madoguchi.trial.loss;

import static io.madoguchi.trial.CanaryTrial.text;

import io.madoguchi.local.process.Pause;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** A disk of a few megabytes in memory, mounted at a folder, that can be filled to the last byte. Needs the right to mount. */
final class SmallDisk implements AutoCloseable {
    private static final int CHUNK = 1 << 16;

    private final Path folder;
    private final Thread leftOver;
    private boolean mounted = true;

    private SmallDisk(Path folder) {
        this.folder = folder;
        this.leftOver = new Thread(() -> unmount("--lazy"), "small disk");
    }

    /** Refuses where this account may not mount. */
    static SmallDisk mount(Path folder, int megabytes) throws IOException {
        if (!isPossible()) {
            throw new IllegalArgumentException(text("faults-root"));
        }
        Files.createDirectories(folder);
        SmallDisk disk = new SmallDisk(folder);
        if (run(List.of(
                        "mount",
                        "-t",
                        "tmpfs",
                        "-o",
                        "mode=700,size=" + megabytes + "m",
                        "madoguchi-trial",
                        folder + ""))
                != 0) {
            throw new IllegalArgumentException(text("faults-root"));
        }
        Runtime.getRuntime().addShutdownHook(disk.leftOver);
        return disk;
    }

    private static boolean isPossible() {
        return "root".equals(System.getProperty("user.name"));
    }

    Path folder() {
        return folder;
    }

    /** Takes what is free now. What others give back they may have again. */
    void fill() throws IOException {
        for (int size = CHUNK; size > 0; size /= 16) {
            try (OutputStream out = Files.newOutputStream(
                    ballast(), StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
                append(out, new byte[size]);
            }
        }
    }

    private static void append(OutputStream out, byte[] chunk) {
        try {
            while (true) {
                out.write(chunk);
            }
        } catch (IOException e) {
            // Full, to this size of a chunk.
        }
    }

    void makeRoom() throws IOException {
        Files.deleteIfExists(ballast());
    }

    private Path ballast() {
        return folder.resolve("ballast");
    }

    /** Once more does nothing. */
    @Override
    public void close() {
        if (!mounted) {
            return;
        }
        unmount();
        mounted = false;
        Runtime.getRuntime().removeShutdownHook(leftOver);
    }

    private void unmount(String... options) {
        List<String> command = new ArrayList<>(List.of("umount"));
        command.addAll(List.of(options));
        command.add(folder.toString());
        try {
            if (run(command) != 0) {
                throw new IllegalStateException("still mounted: " + folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).inheritIO().start();
        while (process.isAlive()) {
            Pause.millis(5);
        }
        return process.exitValue();
    }
}
