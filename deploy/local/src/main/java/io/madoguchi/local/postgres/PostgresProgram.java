package io.madoguchi.local.postgres;

import io.madoguchi.local.process.Pause;
import io.madoguchi.local.progress.CannotStart;
import io.madoguchi.local.progress.Messages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs a PostgreSQL program to its end. PostgreSQL refuses to run as root; for root it runs in a user namespace in which
 * root is nobody, which needs no second account and no change of ownership.
 */
final class PostgresProgram {
    private final Path binaries;

    PostgresProgram(Path binaries) {
        this.binaries = binaries;
    }

    void run(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            command.addAll(List.of("unshare", "--user"));
        }
        command.add(binaries.resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        // Not a pipe: the server that pg_ctl starts would keep it open for ever.
        Path output = Files.createTempFile("madoguchi-" + program, ".log");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().put("LC_ALL", "C");
            builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
            Process process = builder.start();
            while (process.isAlive()) {
                Pause.millis(10);
            }
            if (process.exitValue() != 0) {
                throw new CannotStart("program-failed", program, whatItSaid(output));
            }
        } finally {
            Files.delete(output);
        }
    }

    private static String whatItSaid(Path output) throws IOException {
        String text = Files.readString(output).strip();
        return text.contains("unshare") ? text + "\n" + Messages.text("unshare") : text;
    }
}
