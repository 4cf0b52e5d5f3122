package io.madoguchi.local.jvm;

import io.madoguchi.local.progress.CannotStart;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * A Java of this machine.
 *
 * @param version as its maker writes it, such as {@code 25.0.3+9-LTS}
 */
public record Jdk(Path home, int feature, String version) {
    /** Names the Java of the services, whatever else is found. */
    public static final String VARIABLE = "MADOGUCHI_SERVICES_JAVA_HOME";

    /** From here on a JVM keeps linked classes and profiles in a cache made by one run (JEP 483, 514, 515). */
    private static final int WITH_AOT_CACHE = 25;

    private static final List<Path> USUAL_FOLDERS = List.of(
            Path.of("/usr/lib/jvm"),
            Path.of("/opt/java"),
            Path.of(System.getProperty("user.home"), ".sdkman/candidates/java"),
            Path.of("/Library/Java/JavaVirtualMachines"));

    /** The named one, or a JDK 25 where there is one, or the one that runs this. */
    public static Jdk newest() {
        return choose(System.getenv(), own(), USUAL_FOLDERS);
    }

    /** The named one, or the one that runs this: what is tested with JDK 17 is to run on 17. */
    public static Jdk sameUnlessNamed() {
        return choose(System.getenv(), own(), List.of());
    }

    static Jdk choose(Map<String, String> environment, Jdk own, List<Path> folders) {
        String named = environment.getOrDefault(VARIABLE, "");
        if (!named.isEmpty()) {
            return at(Path.of(named))
                    .filter(jdk -> jdk.feature() >= 17)
                    .orElseThrow(() -> new CannotStart("services-java", VARIABLE, named));
        }
        if (own.hasAotCache() || folders.isEmpty()) {
            return own;
        }
        // The lowest: a later one than 25 has been tried by nobody here.
        return Stream.concat(onPath(environment).stream(), folders.stream().flatMap(folder -> in(folder).stream()))
                .filter(Jdk::hasAotCache)
                .min(Comparator.comparingInt(Jdk::feature).thenComparing(Jdk::home))
                .orElse(own);
    }

    static Jdk own() {
        Path home = Path.of(System.getProperty("java.home"));
        return at(home).orElseGet(() ->
                new Jdk(home, Runtime.version().feature(), Runtime.version().toString()));
    }

    public boolean hasAotCache() {
        return feature >= WITH_AOT_CACHE;
    }

    public Path java() {
        return home.resolve("bin/java");
    }

    /** By the file that every JDK has; empty where there is no Java. */
    static Optional<Jdk> at(Path folder) {
        // On macOS the home is inside.
        Path inside = folder.resolve("Contents/Home");
        Path home = Files.isDirectory(inside) ? inside : folder;
        if (!Files.isExecutable(home.resolve("bin/java"))) {
            return Optional.empty();
        }
        Properties release = new Properties();
        try (Reader file = Files.newBufferedReader(home.resolve("release"))) {
            release.load(file);
            String version = release.getProperty("JAVA_VERSION", "").replace("\"", "");
            String whole = release.getProperty("JAVA_RUNTIME_VERSION", version).replace("\"", "");
            int feature = Runtime.Version.parse(version).feature();
            return Optional.of(new Jdk(home.toRealPath(), feature, whole));
        } catch (IOException | IllegalArgumentException e) {
            // Also Java 8, which writes its version in another way.
            return Optional.empty();
        }
    }

    private static Optional<Jdk> onPath(Map<String, String> environment) {
        for (String folder : environment.getOrDefault("PATH", "").split(":")) {
            Path javac = Path.of(folder, "javac");
            if (Files.isExecutable(javac)) {
                try {
                    return Optional.ofNullable(javac.toRealPath().getParent())
                            .map(Path::getParent)
                            .flatMap(Jdk::at);
                } catch (IOException e) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    private static List<Jdk> in(Path folder) {
        try (Stream<Path> homes = Files.list(folder)) {
            return homes.flatMap(home -> at(home).stream()).toList();
        } catch (IOException e) {
            // Most machines have only one of the folders.
            return List.of();
        }
    }
}
