package io.madoguchi.witness;

import static org.assertj.core.api.Assertions.assertThat;

import io.madoguchi.log.note.AddCheckpoint;
import io.madoguchi.log.note.Checkpoint;
import io.madoguchi.log.note.NoteSigner;
import io.madoguchi.log.note.SignedNote;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process with 32 MB: what it remembers when it is killed, and what it says to people. */
class WitnessProcessTest {
    private static final Pattern PORT = Pattern.compile("\"port\":([0-9]+)");
    private static final int KILLS = 12;

    private final ALog log = ALog.withEntries(600);
    private final List<Process> started = new ArrayList<>();

    @TempDir
    private Path temporary;

    @AfterEach
    void endAll() throws InterruptedException {
        for (Process process : started) {
            process.destroyForcibly().waitFor();
        }
    }

    /**
     * Two forks of a log both want to be cosigned while the witness is killed again and again. Beyond the fork only one of them may ever be,
     * and no answer that anybody got may be forgotten.
     */
    @Test
    void killedAtAnyMomentItForgetsNothing() throws Exception {
        ALog fork = log.forkedFrom(5);
        // By size, the roots in answers that arrived.
        Map<Long, Set<String>> cosigned = new ConcurrentHashMap<>();
        Random random = new Random();
        int seen = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            Running witness = start();
            int size = sizeAt(witness.client());
            assertThat(size).as("after kill %d", kill).isGreaterThanOrEqualTo(largest(cosigned));
            AtomicBoolean killed = new AtomicBoolean();
            AtomicInteger answers = new AtomicInteger();
            List<Thread> askers = new ArrayList<>();
            for (ALog story : List.of(log, fork)) {
                Thread asker = new Thread(() -> ask(witness.client(), story, cosigned, answers, killed));
                asker.start();
                askers.add(asker);
            }
            int enough = 1 + random.nextInt(20);
            await(() -> answers.get() >= enough);
            witness.process().destroyForcibly().waitFor();
            killed.set(true);
            for (Thread asker : askers) {
                asker.join();
            }
            seen += answers.get();
        }
        assertThat(seen).isGreaterThanOrEqualTo(KILLS);
        Set<String> beyond = new HashSet<>();
        cosigned.forEach((size, roots) -> {
            if (size > 5) {
                assertThat(roots).as("size %d", size).hasSize(1);
                beyond.add(roots.contains(rootOf(log, size)) ? "log" : "fork");
            }
        });
        assertThat(beyond).hasSize(1);
    }

    private void ask(
            WitnessClient client,
            ALog story,
            Map<Long, Set<String>> cosigned,
            AtomicInteger answers,
            AtomicBoolean killed) {
        Random random = new Random();
        while (!killed.get()) {
            try {
                int old = sizeAt(client);
                int size = Math.min(story.size(), old + random.nextInt(3));
                if (client.add(story.request(old, size)).statusCode() == 200) {
                    cosigned.computeIfAbsent((long) size, any -> ConcurrentHashMap.newKeySet())
                            .add(rootOf(story, size));
                    answers.incrementAndGet();
                }
            } catch (IOException e) {
                // The kill: the next round asks again.
                return;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static String rootOf(ALog story, long size) {
        return story.checkpoint((int) size).root().base64();
    }

    private static int largest(Map<Long, Set<String>> cosigned) {
        return cosigned.keySet().stream().mapToInt(Long::intValue).max().orElse(0);
    }

    private static int sizeAt(WitnessClient client) throws IOException, InterruptedException {
        HttpResponse<String> newest = client.newest(ALog.ORIGIN);
        return newest.statusCode() == 404
                ? 0
                : (int) Checkpoint.of(SignedNote.parse(newest.body())).size();
    }

    @Test
    void endsWhenAskedAndAnswersAtOnceAgain() throws Exception {
        Running witness = start();
        assertThat(witness.client().add(log.request(0, 7)).statusCode()).isEqualTo(200);

        witness.process().destroy();

        assertThat(witness.process().waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(witness.process().exitValue()).isEqualTo(143);
        assertThat(Files.readString(witness.log())).contains("\"event\":\"stopped\"");
        assertThat(sizeAt(start().client())).isEqualTo(7);
    }

    @Test
    void itsKeyIsForItsOwnerAlone() throws Exception {
        Running witness = start();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data().resolve("key"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data())))
                .isEqualTo("rwx------");
        String skey = Files.readString(data().resolve("key")).strip();
        assertThat(NoteSigner.parse(skey).name()).isEqualTo("witness.example/w1");
        assertThat(Files.readString(witness.log()))
                .doesNotContain(skey)
                .contains(NoteSigner.parse(skey).verifier().vkey());
    }

    @Test
    void doesNotStartWhenItCannotKnowWhatItCosigned() throws Exception {
        Running witness = start();
        assertThat(witness.client().add(log.request(0, 7)).statusCode()).isEqualTo(200);
        witness.process().destroyForcibly().waitFor();
        Path state = data().resolve("cosigned").resolve(CosignedCheckpoints.hashOf(ALog.ORIGIN));
        byte[] whole = Files.readAllBytes(state);
        Random random = new Random();

        byte[] changed = whole.clone();
        changed[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
        assertRefusesToStart(() -> Files.write(state, changed), state.toString());
        assertRefusesToStart(
                () -> Files.write(state, Arrays.copyOf(whole, random.nextInt(whole.length))), state.toString());
        assertRefusesToStart(() -> Files.delete(state), state.toString());
        Files.write(state, whole);
        byte[] key = Files.readAllBytes(data().resolve("key"));
        assertRefusesToStart(() -> Files.delete(data().resolve("key")), "key");
        DurableFile.write(data().resolve("key"), new String(key, StandardCharsets.UTF_8));
        assertRefusesToStart(
                () -> Files.setPosixFilePermissions(
                        data().resolve("key"), PosixFilePermissions.fromString("rw-r--r--")),
                "chmod 600");
        Files.setPosixFilePermissions(data().resolve("key"), PosixFilePermissions.fromString("rw-------"));

        assertThat(sizeAt(start().client())).isEqualTo(7);
    }

    private interface Damage {
        void done() throws IOException;
    }

    private void assertRefusesToStart(Damage damage, String told) throws IOException, InterruptedException {
        damage.done();
        Running refused = launch(arguments(), Map.of());
        assertThat(refused.process().waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(refused.process().exitValue())
                .as(Files.readString(refused.log()))
                .isEqualTo(3);
        assertThat(Files.readString(refused.log())).contains(told).doesNotContain("started");
    }

    @Test
    void aSecondOnTheSameFolderDoesNotStart() throws Exception {
        start();

        assertRefusesToStart(() -> {}, "Another witness is running");
    }

    @Test
    void takesItsSettingsFromTheEnvironmentToo() throws Exception {
        Running witness = started(launch(
                List.of("--port", "0"),
                Map.of(
                        "MADOGUCHI_WITNESS_NAME",
                        "witness.example/w1",
                        "MADOGUCHI_WITNESS_FOLDER",
                        data().toString(),
                        "MADOGUCHI_WITNESS_PORT",
                        "1",
                        "MADOGUCHI_WITNESS_LOGS",
                        " " + log.signer().verifier().vkey() + " ")));

        assertThat(witness.client().add(log.request(0, 7)).statusCode()).isEqualTo(200);
    }

    @Test
    void saysInBothLanguagesHowItIsUsed() throws Exception {
        assertThat(said(0, List.of("--help"), "en_US.UTF-8"))
                .contains("Usage:", "MADOGUCHI_WITNESS_FOLDER", "Exit codes");
        assertThat(said(0, List.of("--help"), "ja_JP.UTF-8")).contains("使い方:", "MADOGUCHI_WITNESS_FOLDER", "終了コード");
        assertThat(said(2, List.of("--nonsense", "1"), "")).contains("Unknown option: --nonsense");
        assertThat(said(2, List.of("--port", "80000", "--name", "w"), "ja_JP.UTF-8"))
                .contains("80000");
        assertThat(said(2, List.of("--name"), "")).contains("--name needs a value");
        assertThat(said(2, List.of(), "")).contains("MADOGUCHI_WITNESS_NAME");
        List<String> twoWords = new ArrayList<>(arguments());
        twoWords.set(twoWords.indexOf("witness.example/w1"), "two words");
        assertThat(said(2, twoWords, "")).contains("Not a name");
    }

    private String said(int status, List<String> arguments, String language) throws IOException, InterruptedException {
        Running program = launch(arguments, Map.of("LC_ALL", language, "LC_MESSAGES", "", "LANG", ""));
        assertThat(program.process().waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(program.process().exitValue())
                .as(Files.readString(program.log()))
                .isEqualTo(status);
        return Files.readString(program.log());
    }

    private record Running(Process process, Path log, WitnessClient client) {}

    private Path data() {
        return temporary.resolve("witness");
    }

    private List<String> arguments() {
        return List.of(
                "--port",
                "0",
                "--name",
                "witness.example/w1",
                "--folder",
                data().toString(),
                "--log",
                log.signer().verifier().vkey());
    }

    private Running start() throws IOException {
        return started(launch(arguments(), Map.of()));
    }

    private static Running started(Running launched) throws IOException {
        await(() -> !launched.process().isAlive() || portIn(launched.log()).find());
        Matcher port = portIn(launched.log());
        assertThat(port.find()).as(Files.readString(launched.log())).isTrue();
        return new Running(launched.process(), launched.log(), new WitnessClient(Integer.parseInt(port.group(1))));
    }

    private static Matcher portIn(Path log) {
        try {
            return PORT.matcher(Files.readString(log));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Running launch(List<String> arguments, Map<String, String> environment) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m",
                "-cp",
                folderOf(WitnessProgram.class) + System.getProperty("path.separator") + folderOf(AddCheckpoint.class),
                WitnessProgram.class.getName()));
        command.addAll(arguments);
        Path output = temporary.resolve(started.size() + ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("MADOGUCHI_"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        started.add(process);
        return new Running(process, output, new WitnessClient(1));
    }

    private static Path folderOf(Class<?> type) {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
