package io.madoguchi.local.postgres;

import io.madoguchi.local.process.Unpacking;
import io.madoguchi.local.progress.CannotStart;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The PostgreSQL programs of this platform, unpacked from the artifact on the class path into a folder shared by all starts. */
public final class PostgresBinaries {
    private PostgresBinaries() {}

    /** Returns the folder with {@code bin/}, {@code lib/} and {@code share/}. */
    public static Path unpack(Path tools, String version) throws IOException {
        String platform = platform();
        return Unpacking.once(folder(tools, version), folder -> {
            try (InputStream archive = PostgresBinaries.class.getResourceAsStream("/postgres-" + platform + ".txz")) {
                if (archive == null) {
                    throw new CannotStart("postgres-platform", platform);
                }
                // XZ keeps a dictionary of 64 MB: read as a stream, the archive itself takes no more.
                extract(new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive))), folder);
            }
        });
    }

    /** Where {@link #unpack} puts them. */
    public static Path folder(Path tools, String version) {
        return tools.resolve("postgresql-" + version + "-" + platform());
    }

    private static String platform() {
        return platform(System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    static String platform(String os, String arch) {
        String system = os.toLowerCase(Locale.ROOT);
        String name = system.startsWith("mac") ? "darwin" : system.startsWith("windows") ? "windows" : "linux";
        return name + "-" + (arch.equals("aarch64") ? "arm_64" : "x86_64");
    }

    private static void extract(TarArchiveInputStream tar, Path folder) throws IOException {
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            Path target = folder.resolve(entry.getName()).normalize();
            if (!target.startsWith(folder)) {
                throw new IOException("the archive points outside its folder: " + entry.getName());
            }
            if (entry.isDirectory()) {
                Files.createDirectories(target);
                continue;
            }
            Files.createDirectories(target.getParent());
            if (entry.isSymbolicLink()) {
                Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            } else {
                Files.copy(tar, target);
                if ((entry.getMode() & 0100) != 0) {
                    makeExecutable(target);
                }
            }
        }
    }

    private static void makeExecutable(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            permissions.add(PosixFilePermission.OWNER_EXECUTE);
            Files.setPosixFilePermissions(file, permissions);
        }
    }
}
