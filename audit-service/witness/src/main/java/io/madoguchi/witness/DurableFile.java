package io.madoguchi.witness;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files that after a power cut hold either the old text or the new one, whole, and the new one once {@link #write} has returned. */
final class DurableFile {
    private static final String UNFINISHED = ".new";
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private DurableFile() {}

    /** Readable for the owner alone. */
    static void write(Path file, String text) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + UNFINISHED);
        Files.deleteIfExists(fresh);
        // Created with its mode, not changed to it: there is no moment at which others can open it.
        FileAttribute<?>[] mode = hasModes(file)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
        try (FileChannel channel =
                FileChannel.open(fresh, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), mode)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        forceFolder(file.resolveSibling(""));
    }

    /** Without this the file's new name may be lost with the power although its content is on disk. */
    static void forceFolder(Path folder) throws IOException {
        // Windows opens no folder as a file; NTFS keeps its own journal of names.
        if (hasModes(folder)) {
            try (FileChannel channel = FileChannel.open(folder.toAbsolutePath(), StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    static boolean isUnfinished(Path file) {
        return file.getFileName().toString().endsWith(UNFINISHED);
    }

    static boolean isReadableByOthers(Path file) throws IOException {
        return hasModes(file) && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file));
    }

    static boolean hasModes(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
