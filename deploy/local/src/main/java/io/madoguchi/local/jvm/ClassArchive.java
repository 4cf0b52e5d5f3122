package io.madoguchi.local.jvm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a program's JVM has loaded and linked, kept for its next start: an AOT cache on JDK 25, an archive of classes (AppCDS) before. A
 * run that is there for that writes it as it ends. Other jars, another JVM or other options have another archive: one that
 * does not fit is never tried.
 */
public final class ClassArchive {
    private final Jdk jdk;
    /** What the names of this program's archives begin with. */
    private final String ofAllBuilds;

    private final Path file;
    private final Path underWay;

    private ClassArchive(Jdk jdk, Path folder, String name, String key) {
        this.jdk = jdk;
        this.ofAllBuilds = name + "-jdk" + jdk.feature() + "-";
        this.file = folder.resolve(ofAllBuilds + key);
        // Of this launcher alone: a JVM that was killed may have left a child that still writes.
        this.underWay = folder.resolve(
                file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
    }

    /**
     * @param folder of all archives
     * @param program everything that the program's classes are loaded from
     */
    public static ClassArchive of(Jdk jdk, Path folder, String name, Path program, List<String> options)
            throws IOException {
        return new ClassArchive(jdk, folder, name, key(jdk, program, options));
    }

    public boolean exists() {
        return Files.isRegularFile(file);
    }

    /** For a JVM that uses it, if it is there. */
    public List<String> options() {
        if (!exists()) {
            return List.of();
        }
        return jdk.hasAotCache()
                ? List.of("-XX:AOTCache=" + file, "-XX:AOTMode=auto")
                : List.of("-XX:SharedArchiveFile=" + file, "-Xshare:auto");
    }

    /** For a JVM that writes it as it ends in good order; {@link #keep()} puts it in its place. */
    public List<String> trainingOptions() throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        return List.of((jdk.hasAotCache() ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + underWay);
    }

    /** What the JVM wrote, in place of those of earlier builds. Nothing when it wrote nothing. */
    public void keep() throws IOException {
        if (!Files.isRegularFile(underWay)) {
            return;
        }
        Files.move(underWay, file, StandardCopyOption.ATOMIC_MOVE);
        try (DirectoryStream<Path> others =
                Files.newDirectoryStream(file.toAbsolutePath().getParent(), ofAllBuilds + "*")) {
            for (Path other : others) {
                if (!other.getFileName().equals(file.getFileName())) {
                    Files.deleteIfExists(other);
                }
            }
        }
    }

    /** By size and time, as the JVM itself knows its jars. */
    private static String key(Jdk jdk, Path program, List<String> options) throws IOException {
        StringBuilder all = new StringBuilder();
        all.append(jdk.home()).append('\n').append(jdk.version()).append('\n').append(options);
        try (Stream<Path> files = Files.walk(program)) {
            for (Path jar : files.filter(Files::isRegularFile).sorted().toList()) {
                all.append('\n').append(jar).append(' ').append(Files.size(jar));
                all.append(' ').append(Files.getLastModifiedTime(jar).toMillis());
            }
        }
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(all.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
