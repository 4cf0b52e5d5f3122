package io.madoguchi.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.madoguchi.local.process.ServerProcess;
import io.madoguchi.local.progress.CannotStart;
import io.madoguchi.log.note.NoteVerifier;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The witnesses of this machine: {@code witness}, {@code witness-2}, …, each a process with a key and a folder of its own. In a city they run
 * where the log's operator has no hand in.
 */
final class Witnesses {
    private static final String LABEL = "witness";

    private final LocalSystem system;
    private final LocalSettings settings;

    Witnesses(LocalSystem system) {
        this.system = system;
        this.settings = system.settings();
    }

    /** One that answers. */
    record Running(String label, NoteVerifier key, URI url) {}

    static String label(int place) {
        return place == 0 ? LABEL : LABEL + "-" + (place + 1);
    }

    List<String> labels() {
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < settings.ports().witnesses().size(); i++) {
            labels.add(label(i));
        }
        return labels;
    }

    /** Whoever ran with other settings may have left more of them than there are now. */
    static List<Path> filesIn(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, LABEL + "{,-[0-9]*}")) {
                found.forEach(files::add);
            }
        }
        return files;
    }

    boolean isBuilt() {
        return Files.exists(jar());
    }

    URI url(String label) {
        return URI.create("http://127.0.0.1:" + settings.ports().witnesses().get(labels().indexOf(label)));
    }

    /** Returns when it answers. */
    Running start(String label) throws IOException {
        if (!isBuilt()) {
            throw new CannotStart("service-missing", label, jar());
        }
        ServerProcess process = system.launch(new ServerProcess.Launch(
                label,
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx32m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        jar().toString()),
                Map.of(
                        "MADOGUCHI_WITNESS_NAME", "madoguchi.example/" + label,
                        "MADOGUCHI_WITNESS_PORT", String.valueOf(url(label).getPort()),
                        "MADOGUCHI_WITNESS_FOLDER", settings.witness(label).toString(),
                        "MADOGUCHI_WITNESS_LOGS", String.join(" ", new AccessLog(system).keys())),
                settings.data(),
                settings.logs().resolve(label + ".log"),
                settings.run().resolve(label)));
        URI health = url(label).resolve("/health");
        process.awaitReady(health, Duration.ofSeconds(30));
        try (InputStream answer = health.toURL().openStream()) {
            String vkey = new ObjectMapper().readTree(answer).path("vkey").asText();
            return new Running(label, NoteVerifier.parse(vkey), url(label));
        }
    }

    private Path jar() {
        return settings.root().resolve("audit-service/witness/target/madoguchi-witness.jar");
    }
}
