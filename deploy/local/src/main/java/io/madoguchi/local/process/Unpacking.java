package io.madoguchi.local.process;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes a folder that is whole or not there. It is filled under another name and then renamed, so that neither an
 * interruption nor a second program doing the same leaves half a folder under the name that counts.
 */
public final class Unpacking {
    private static final String SIZE = ".unpacked";

    private Unpacking() {}

    /** What fills the folder. */
    @FunctionalInterface
    public interface Filling {
        void fill(Path folder) throws IOException;
    }

    /** Returns {@code folder}, filled now if it wasn't there. */
    public static Path once(Path folder, Filling filling) throws IOException {
        if (Files.isDirectory(folder)) {
            if (isWhole(folder)) {
                return folder;
            }
            delete(folder);
        }
        Path parent = folder.toAbsolutePath().resolveSibling(".").normalize();
        Files.createDirectories(parent);
        removeAbandoned(parent, prefix(folder));
        Path fresh = Files.createTempDirectory(
                parent, prefix(folder) + ProcessHandle.current().pid() + "-");
        try {
            filling.fill(fresh);
            Files.writeString(fresh.resolve(SIZE), sizeOf(fresh));
            Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            // Somebody else was faster: theirs is as good.
            if (!Files.isDirectory(folder) || !isWhole(folder)) {
                throw e;
            }
        } finally {
            delete(fresh);
        }
        return folder;
    }

    /** Files are also lost later: to a full disk, a hasty clean-up, an interrupted copy of the checkout. */
    private static boolean isWhole(Path folder) throws IOException {
        Path size = folder.resolve(SIZE);
        return Files.exists(size) && Files.readString(size).equals(sizeOf(folder));
    }

    private static String sizeOf(Path folder) throws IOException {
        long files = 0;
        long bytes = 0;
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) all::iterator) {
                if (Files.isRegularFile(file) && !file.getFileName().toString().equals(SIZE)) {
                    files++;
                    bytes += Files.size(file);
                }
            }
        }
        return files + " files, " + bytes + " bytes\n";
    }

    private static String prefix(Path folder) {
        return "." + folder.getFileName() + ".part-";
    }

    /** Leaves those alone whose program still runs. */
    private static void removeAbandoned(Path parent, String prefix) throws IOException {
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(parent, prefix + "*")) {
            for (Path part : parts) {
                String pid =
                        part.getFileName().toString().substring(prefix.length()).split("-")[0];
                if (!pid.matches("[0-9]{1,10}")
                        || ProcessHandle.of(Long.parseLong(pid)).isEmpty()) {
                    delete(part);
                }
            }
        }
    }

    /** Deletes a folder with all in it; links are removed, not followed. */
    public static void delete(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e) throws IOException {
                if (e != null) {
                    throw e;
                }
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
