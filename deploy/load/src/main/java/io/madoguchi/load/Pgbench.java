package io.madoguchi.load;

import io.madoguchi.local.LocalSystem;
import io.madoguchi.local.Service;
import io.madoguchi.local.process.Unpacking;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** PostgreSQL's own load generator, doing the transaction of a workload on the same server and rows. */
final class Pgbench {
    private static final Pattern TPS = Pattern.compile("tps = ([0-9.]+)");
    private static final Pattern FAILED = Pattern.compile("number of failed transactions: (\\d+)");

    private final Path program;
    private final LocalSystem system;

    private Pgbench(Path program, LocalSystem system) {
        this.program = program;
        this.system = system;
    }

    /** Nothing where it is not installed. */
    static Optional<Path> program() {
        Stream<Path> onPath = Stream.of(
                        Objects.requireNonNullElse(System.getenv("PATH"), "").split(":"))
                .map(folder -> Path.of(folder, "pgbench"));
        return onPath.filter(Files::isExecutable).findFirst();
    }

    static Pgbench of(Path program, LocalSystem system) {
        return new Pgbench(program, system);
    }

    /** @param role as which it works; the services' own */
    record Script(String text, Service service, String role) {
        static Script named(String name, Service service, String role) throws IOException {
            try (InputStream file = Objects.requireNonNull(Pgbench.class.getResourceAsStream(name + ".sql"), name)) {
                return new Script(new String(file.readAllBytes(), StandardCharsets.UTF_8), service, role);
            }
        }
    }

    /** Transactions per second. */
    double run(Script script, int picks, int clients, Duration duration) throws IOException {
        Path folder = Files.createTempDirectory("pgbench");
        try {
            Path file = Files.writeString(folder.resolve("transaction.sql"), script.text());
            URI database = URI.create(system.jdbcUrl(script.service()).substring("jdbc:".length()));
            List<String> command = new ArrayList<>(List.of(
                    program.toString(), "--no-vacuum", "--protocol=prepared", "--client=" + clients, "--jobs=2"));
            command.addAll(List.of("--time=" + duration.toSeconds(), "--define=i=0", "--define=clients=" + clients));
            command.add("--define=picks=" + picks);
            command.addAll(List.of("--file=" + file, "--host=" + database.getHost(), "--port=" + database.getPort()));
            command.addAll(
                    List.of("--username=" + script.role(), database.getPath().substring(1)));
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("PGPASSWORD", system.secrets().password(script.role()));
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IOException(output.lines()
                        .filter(line -> line.contains("error"))
                        .findFirst()
                        .orElse("pgbench"));
            }
            Matcher failed = FAILED.matcher(output);
            if (failed.find() && !failed.group(1).equals("0")) {
                throw new IOException("pgbench: " + output);
            }
            Matcher tps = TPS.matcher(output);
            if (!tps.find()) {
                throw new IOException("pgbench: " + output);
            }
            return Double.parseDouble(tps.group(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            Unpacking.delete(folder);
        }
    }
}
