package io.madoguchi.local.process;

import io.madoguchi.local.progress.CannotStart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A server started by us as a process of its own: its log in a file, its id recorded, its readiness asked over HTTP. */
public final class ServerProcess implements AutoCloseable {
    /** A stack trace is one line of many thousands. */
    private static final int LONGEST_LINE = 400;

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private final Launch launch;
    private final Process process;

    private ServerProcess(Launch launch, Process process) {
        this.launch = launch;
        this.process = process;
    }

    /** Secrets belong in the environment: everybody on the machine can read a command line. */
    public record Launch(
            String name, List<String> command, Map<String, String> environment, Path folder, Path log, Path record) {}

    /** Starts it, after ending the one that an earlier, killed launcher left behind. */
    public static ServerProcess start(Launch launch) throws IOException {
        stopRecorded(launch.record());
        Files.createDirectories(launch.folder());
        Files.createDirectories(launch.log().toAbsolutePath().getParent());
        ProcessBuilder builder = new ProcessBuilder(inSessionOfItsOwn(launch.command()))
                .directory(launch.folder().toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(launch.log().toFile());
        builder.environment().putAll(launch.environment());
        Process process = builder.start();
        RecordedProcess.write(launch.record(), process.toHandle());
        return new ServerProcess(launch, process);
    }

    /** Ends the recorded process, if it still runs, and forgets it. */
    public static void stopRecorded(Path record) throws IOException {
        RecordedProcess.find(record).ifPresent(process -> RecordedProcess.stop(process, Duration.ofSeconds(10)));
        Files.deleteIfExists(record);
    }

    /** Ctrl-C reaches every process of the terminal's group: in a session of its own a server ends when we say so, in order. */
    private static List<String> inSessionOfItsOwn(List<String> command) {
        Path setsid = Path.of("/usr/bin/setsid");
        if (!Files.isExecutable(setsid)) {
            return command;
        }
        List<String> all = new ArrayList<>(List.of(setsid.toString()));
        all.addAll(command);
        return all;
    }

    /** Waits until {@code health} answers 200. Refuses with the log's last lines when the process ends before. */
    public void awaitReady(URI health, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!answers(health)) {
            if (!process.isAlive()) {
                throw new CannotStart("server-ended", launch.name(), process.exitValue(), launch.log(), lastLines());
            }
            if (System.nanoTime() > deadline) {
                throw new CannotStart("server-not-ready", launch.name(), patience.toSeconds(), launch.log());
            }
            Pause.millis(50);
        }
    }

    private static boolean answers(URI health) {
        try {
            HttpRequest request = HttpRequest.newBuilder(health)
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStart(e, "interrupted");
        }
    }

    private String lastLines() {
        try {
            List<String> lines = Files.readString(launch.log(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .map(line -> line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + "…" : line)
                    .toList();
            return String.join("\n  ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
        } catch (IOException e) {
            return "";
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Once it has ended. */
    public int exitValue() {
        return process.exitValue();
    }

    public long pid() {
        return process.pid();
    }

    /** It keeps its connections and answers nobody, until {@link #resume()}. */
    public void suspend() throws IOException {
        signal("STOP");
    }

    public void resume() throws IOException {
        signal("CONT");
    }

    private void signal(String name) throws IOException {
        Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .inheritIO()
                .start();
        while (kill.isAlive()) {
            Pause.millis(5);
        }
        if (kill.exitValue() != 0) {
            throw new IOException("kill -" + name + " failed: " + kill.exitValue());
        }
    }

    /** As a power cut would end it. */
    public void kill() {
        process.destroyForcibly();
        RecordedProcess.stop(process.toHandle(), Duration.ofSeconds(5));
        forget();
    }

    /** Ends it in good order; by force when it takes longer than ten seconds. */
    @Override
    public void close() {
        end(Duration.ofSeconds(10));
    }

    /** Returns whether it ended in good order; when it takes longer it is ended by force. */
    public boolean end(Duration patience) {
        boolean inOrder = RecordedProcess.stop(process.toHandle(), patience);
        forget();
        return inOrder;
    }

    private void forget() {
        try {
            Files.deleteIfExists(launch.record());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
