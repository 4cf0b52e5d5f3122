package io.madoguchi.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.madoguchi.log.note.AddCheckpoint;
import io.madoguchi.log.note.Checkpoint;
import io.madoguchi.log.note.NoteSignature;
import io.madoguchi.log.note.NoteSigner;
import io.madoguchi.log.note.Policy;
import io.madoguchi.log.note.Policy.Finding;
import io.madoguchi.log.note.SignedNote;
import io.madoguchi.log.tree.Rfc6962;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The witnesses of a system, as processes, with the log key and the policy that go with them. */
class WitnessesIT {
    @TempDir
    private Path data;

    private LocalSettings settings;
    private LocalSystem system;
    private Policy policy;

    @BeforeEach
    void start() throws IOException {
        settings = LocalSettings.beside(Path.of(System.getProperty("repository.root")), data)
                .withWitnesses(2);
        system = new LocalSystem(settings);
        Witnesses witnesses = new Witnesses(system);
        List<Witnesses.Running> running = new ArrayList<>();
        for (String label : witnesses.labels()) {
            running.add(witnesses.start(label));
        }
        AccessLog log = new AccessLog(system);
        log.writePolicy(running);
        policy = Policy.parse(Files.readString(system.logPolicy()));
    }

    @AfterEach
    void stop() throws IOException {
        LocalSystem.stopLeftOvers(settings);
    }

    @Test
    void thePolicyNamesTheLogAndAllThatHaveToCosign() throws Exception {
        assertThat(policy.logs()).extracting(Policy.Log::origin).containsExactly("madoguchi.example/shinjuku");
        assertThat(policy.witnesses()).extracting(Policy.Witness::name).containsExactly("witness", "witness-2");

        SignedNote note = checkpoint("first");
        for (Policy.Witness witness : policy.witnesses()) {
            assertThat(policy.judge(note).finding()).isEqualTo(Finding.NO_QUORUM);
            note = note.with(cosignature(witness, new AddCheckpoint(0, List.of(), note)));
        }
        assertThat(policy.judge(note).finding()).isEqualTo(Finding.SATISFIED);
    }

    @Test
    void aKilledWitnessComesBackWithItsKeyAndItsMemory() throws Exception {
        Policy.Witness witness = policy.witnesses().get(0);
        cosignature(witness, new AddCheckpoint(0, List.of(), checkpoint("first")));

        system.killService("witness");
        assertThat(system.isRunning("witness")).isFalse();
        assertThat(system.isRunning("witness-2")).isTrue();
        system.startService("witness");

        cosignature(witness, new AddCheckpoint(1, List.of(), checkpoint("first")));
        assertThat(add(witness, new AddCheckpoint(1, List.of(), checkpoint("another")))
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void theyAreFoundAndEndedAfterTheirLauncherIsGone() throws Exception {
        LeftOvers leftOvers = new LeftOvers(settings);
        assertThat(leftOvers.any()).isTrue();

        leftOvers.stop();

        assertThat(leftOvers.any()).isFalse();
        assertThat(system.isRunning("witness-2")).isFalse();
    }

    @Test
    void theAuditServiceIsToldOfItsLog() {
        Map<String, String> environment = new AccessLog(system).environment();

        assertThat(NoteSigner.parse(environment.get("MADOGUCHI_LOG_KEY")).verifier())
                .isEqualTo(policy.logs().get(0).key());
        assertThat(Path.of(environment.get("MADOGUCHI_LOG_POLICY"))).isRegularFile();
        assertThat(Path.of(environment.get("MADOGUCHI_LOG_ARCHIVE"))).isDirectory();
    }

    private SignedNote checkpoint(String entry) {
        NoteSigner log = NoteSigner.parse(system.secrets().logKey(AccessLog.ORIGIN));
        String text = new Checkpoint(AccessLog.ORIGIN, 1, Rfc6962.leaf(entry.getBytes(StandardCharsets.UTF_8))).text();
        return new SignedNote(text, List.of(log.sign(text)));
    }

    private static NoteSignature cosignature(Policy.Witness witness, AddCheckpoint request)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = add(witness, request);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        NoteSignature cosignature = NoteSignature.parse(answer.body().strip());
        assertThat(witness.key().verifies(request.note().text(), cosignature)).isTrue();
        return cosignature;
    }

    private static HttpResponse<String> add(Policy.Witness witness, AddCheckpoint request)
            throws IOException, InterruptedException {
        URI url = witness.url().orElseThrow();
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(url.resolve("/add-checkpoint"))
                                .POST(HttpRequest.BodyPublishers.ofString(request.encoded()))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
