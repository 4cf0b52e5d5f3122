package io.madoguchi.local.keycloak;

import io.madoguchi.local.process.Pause;
import io.madoguchi.local.process.Unpacking;
import io.madoguchi.local.progress.CannotStart;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Keycloak's distribution, unpacked and built once for PostgreSQL into a folder shared by all starts; nothing else is written in it. */
public final class KeycloakDistribution {
    private static final List<String> BUILD_OPTIONS =
            List.of("--db=postgres", "--health-enabled=true", "--http-management-health-enabled=false");

    private KeycloakDistribution() {}

    /** Returns the folder with {@code lib/}, ready for {@code start --optimized}. */
    public static Path unpackAndBuild(Path zip, Path tools, String version) throws IOException {
        // The options are part of the name: another build is another folder.
        String build = Integer.toHexString(BUILD_OPTIONS.hashCode());
        return Unpacking.once(tools.resolve("keycloak-" + version + "-" + build), folder -> {
            unzip(zip, folder);
            build(folder, tools.resolve("keycloak-build.log"));
        });
    }

    private static void unzip(Path zip, Path folder) throws IOException {
        if (!Files.exists(zip)) {
            throw new CannotStart("keycloak-missing", zip);
        }
        try (ZipFile file = new ZipFile(zip.toFile())) {
            Enumeration<? extends ZipEntry> entries = file.entries();
            while (entries.hasMoreElements()) {
                extract(file, entries.nextElement(), folder);
            }
        } catch (ZipException e) {
            // Deleted, so that the next build fetches it again.
            Files.delete(zip);
            throw new CannotStart(e, "keycloak-half", zip);
        }
    }

    /** All entries stand in one folder with the version in its name, which is left away. */
    private static void extract(ZipFile file, ZipEntry entry, Path folder) throws IOException {
        String name = entry.getName().substring(entry.getName().indexOf('/') + 1);
        Path target = folder.resolve(name).normalize();
        if (!target.startsWith(folder)) {
            throw new IOException("the archive points outside its folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        try (InputStream content = file.getInputStream(entry)) {
            Files.copy(content, target);
        }
    }

    private static void build(Path folder, Path log) throws IOException {
        List<String> command = new ArrayList<>(command(folder));
        command.add("build");
        command.addAll(BUILD_OPTIONS);
        Process process = new ProcessBuilder(command)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            while (process.isAlive()) {
                Pause.millis(50);
            }
        } finally {
            process.destroyForcibly();
        }
        if (process.exitValue() != 0) {
            throw new CannotStart("keycloak-build", log);
        }
    }

    /**
     * Java with what kc.sh gives it. The script itself is left out, because it stays between us and the server: ended by
     * force it would leave the server running.
     */
    static List<String> command(Path home) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms64m",
                "-Xmx512m",
                // Start-up is most of what a local server does; the last few percent of speed are not wanted.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dfile.encoding=UTF-8",
                "-Duser.language=en",
                "-Duser.country=US",
                "-Dkc.home.dir=" + home,
                "-Djboss.server.config.dir=" + home.resolve("conf"),
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-Dpicocli.disable.closures=true",
                "-Dquarkus-log-max-startup-records=10000",
                "-Djava.util.concurrent.ForkJoinPool.common.threadFactory=io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                "--add-opens=java.base/java.security=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                home.resolve("lib/quarkus-run.jar").toString(),
                "io.quarkus.bootstrap.runner.QuarkusEntryPoint");
    }
}
