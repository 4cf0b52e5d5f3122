package io.madoguchi.local;

import io.madoguchi.local.process.RecordedProcess;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The right to start and stop the system of a data folder: held by one launcher at a time. The lock is the kernel's, which takes
 * it back from a launcher that was killed.
 */
final class OneAtATime implements AutoCloseable {
    private final Path record;
    private final FileChannel channel;
    private final FileLock lock;

    private OneAtATime(Path record, FileChannel channel, FileLock lock) {
        this.record = record;
        this.channel = channel;
        this.lock = lock;
    }

    /** Empty when another launcher holds it. */
    static Optional<OneAtATime> take(LocalSettings settings) throws IOException {
        Files.createDirectories(settings.run());
        FileChannel channel = FileChannel.open(
                settings.run().resolve("launcher.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            return Optional.empty();
        }
        RecordedProcess.write(record(settings), ProcessHandle.current());
        return Optional.of(new OneAtATime(record(settings), channel, lock));
    }

    /** The launcher that runs now. */
    static Optional<ProcessHandle> holder(LocalSettings settings) throws IOException {
        return RecordedProcess.find(record(settings));
    }

    private static Path record(LocalSettings settings) {
        return settings.run().resolve("launcher");
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(record);
        lock.release();
        channel.close();
    }
}
