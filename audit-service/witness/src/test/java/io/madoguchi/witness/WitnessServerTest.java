package io.madoguchi.witness;

import static org.assertj.core.api.Assertions.assertThat;

import io.madoguchi.log.note.AddCheckpoint;
import io.madoguchi.log.note.Checkpoint;
import io.madoguchi.log.note.NoteSignature;
import io.madoguchi.log.note.NoteSigner;
import io.madoguchi.log.note.NoteVerifier;
import io.madoguchi.log.note.NoteVerifier.Verdict;
import io.madoguchi.log.note.SignatureType;
import io.madoguchi.log.note.SignedNote;
import io.madoguchi.log.tree.Hash;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Statuses and bodies of C2SP tlog-witness, over HTTP. */
class WitnessServerTest {
    private static final Instant NOON = Instant.parse("2026-11-22T03:00:00Z");

    private final ALog log = ALog.withEntries(40);
    private final ByteArrayOutputStream events = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    private DataFolder data;
    private WitnessServer server;
    private WitnessClient client;

    @BeforeEach
    void start() throws IOException {
        start(List.of(log.signer().verifier()));
    }

    private void start(List<NoteVerifier> keys) throws IOException {
        Clock clock = Clock.fixed(NOON, ZoneOffset.UTC);
        data = DataFolder.open(folder, "witness.example/w1");
        server = WitnessServer.start(
                new InetSocketAddress("127.0.0.1", 0),
                new Witness(data, keys, clock),
                new EventLog(new PrintStream(events, true, StandardCharsets.UTF_8), clock));
        client = new WitnessClient(server.port());
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        data.close();
    }

    @Test
    void cosignsAFirstCheckpointAndOneThatGrew() throws Exception {
        assertCosigned(log.request(0, 5));
        assertCosigned(log.request(5, 8));
        assertCosigned(log.request(8, 13));
        assertCosigned(log.request(13, 40));
    }

    @Test
    void cosignsTheSameCheckpointAgain() throws Exception {
        assertCosigned(log.request(0, 5));
        assertCosigned(log.request(5, 5));
    }

    @Test
    void cosignsTheEmptyTree() throws Exception {
        assertCosigned(log.request(0, 0));
        assertCosigned(log.request(0, 3));
    }

    @Test
    void whatWasCosignedCanBeFetched() throws Exception {
        assertThat(client.newest(ALog.ORIGIN).statusCode()).isEqualTo(404);
        NoteSignature cosignature = assertCosigned(log.request(0, 5));

        HttpResponse<String> newest = client.newest(ALog.ORIGIN);

        assertThat(newest.body()).isEqualTo(log.note(5).with(cosignature).encoded());
        assertThat(client.newest("log.example/unknown").statusCode()).isEqualTo(404);
    }

    @Test
    void signaturesOfUnknownKeysAreNotPassedOn() throws Exception {
        SignedNote note = log.note(5);
        NoteSigner stranger = NoteSigner.generate("stranger.example", SignatureType.ED25519);

        assertCosigned(new AddCheckpoint(0, List.of(), note.with(stranger.sign(note.text()))));

        assertThat(client.newest(ALog.ORIGIN).body()).doesNotContain("stranger");
    }

    @Test
    void keepsExtensionLinesInWhatItCosigns() throws Exception {
        Checkpoint plain = log.checkpoint(5);
        Checkpoint extended = new Checkpoint(plain.origin(), plain.size(), plain.root(), List.of("an extension"));

        assertCosigned(new AddCheckpoint(0, List.of(), log.sign(extended)));
    }

    @Test
    void tellsTheSizeWhenTheOldOneIsAnother() throws Exception {
        assertCosigned(log.request(0, 8));

        for (AddCheckpoint request : List.of(log.request(0, 13), log.request(5, 13), log.request(9, 13))) {
            HttpResponse<String> answer = client.add(request);
            assertThat(answer.statusCode()).isEqualTo(409);
            assertThat(answer.body()).isEqualTo("8\n");
            assertThat(answer.headers().firstValue("Content-Type")).contains("text/x.tlog.size");
        }
    }

    @Test
    void refusesARollback() throws Exception {
        assertCosigned(log.request(0, 8));

        assertThat(client.add(log.request(0, 5)).statusCode()).isEqualTo(409);
        assertThat(client.add(log.request(5, 5)).statusCode()).isEqualTo(409);
        assertRefused(new AddCheckpoint(8, List.of(), log.note(5)), 400);
        assertCosigned(log.request(8, 9));
    }

    @Test
    void refusesAForkAndKeepsTheEvidence() throws Exception {
        ALog fork = log.forkedFrom(6);
        assertCosigned(log.request(0, 8));

        assertRefused(fork.request(8, 8), 422);
        assertRefused(fork.request(8, 13), 422);

        assertThat(events.toString(StandardCharsets.UTF_8))
                .contains("\"reason\":\"FORK\"")
                .contains(fork.checkpoint(8).root().base64())
                .contains("\"reason\":\"NOT_CONSISTENT\"");
        assertCosigned(log.request(8, 13));
    }

    @Test
    void refusesProofsThatDoNotVerify() throws Exception {
        assertRefused(new AddCheckpoint(0, log.request(5, 8).proof(), log.note(8)), 422);
        assertCosigned(log.request(0, 5));
        List<Hash> proof = log.request(5, 8).proof();

        assertRefused(new AddCheckpoint(5, List.of(), log.note(8)), 422);
        assertRefused(new AddCheckpoint(5, proof.subList(1, proof.size()), log.note(8)), 422);
        List<Hash> longer = new ArrayList<>(proof);
        longer.add(proof.get(0));
        assertRefused(new AddCheckpoint(5, longer, log.note(8)), 422);
        assertRefused(new AddCheckpoint(5, proof, log.note(5)), 422);
        assertRefused(new AddCheckpoint(5, proof, log.note(9)), 422);
        assertCosigned(log.request(5, 8));
    }

    @Test
    void refusesAnEmptyTreeWithAnotherRoot() throws Exception {
        Checkpoint wrong = new Checkpoint(ALog.ORIGIN, 0, log.checkpoint(1).root());

        assertRefused(new AddCheckpoint(0, List.of(), log.sign(wrong)), 422);
    }

    @Test
    void refusesWhatTheLogDidNotSign() throws Exception {
        NoteSigner impostor = NoteSigner.generate(ALog.ORIGIN, SignatureType.ED25519);
        assertRefused(log.signedWith(impostor).request(0, 5), 403);

        NoteSignature ofAnother = log.note(4).signatures().get(0);
        assertRefused(
                new AddCheckpoint(0, List.of(), new SignedNote(log.checkpoint(5).text(), List.of(ofAnother))), 403);
        assertRefused(new AddCheckpoint(0, List.of(), log.note(5).with(ofAnother)), 403);

        NoteSigner unknown = NoteSigner.generate("log.example/two", SignatureType.ED25519);
        assertRefused(log.signedWith(unknown).request(0, 5), 404);
    }

    @Test
    void afterARotationBothKeysOfALogAreKnown() throws Exception {
        NoteSigner newer = NoteSigner.generate(ALog.ORIGIN, SignatureType.ED25519);
        assertCosigned(log.request(0, 5));
        stop();
        start(List.of(log.signer().verifier(), newer.verifier()));

        assertCosigned(log.signedWith(newer).request(5, 8));
        assertCosigned(log.request(8, 9));
    }

    @Test
    void watchesSeveralLogsEachForItself() throws Exception {
        NoteSigner second = NoteSigner.generate("log.example/two", SignatureType.ED25519);
        stop();
        start(List.of(log.signer().verifier(), second.verifier()));

        assertCosigned(log.request(0, 9));
        assertCosigned(log.signedWith(second).request(0, 4));
        assertCosigned(log.request(9, 10));
        assertThat(client.get("/health").body())
                .contains("\"log.example/one\":10")
                .contains("\"log.example/two\":4");
    }

    @Test
    void refusesWhatIsMalformedTooLongOrAskedInAnotherWay() throws Exception {
        assertThat(client.post("/add-checkpoint", new byte[0]).statusCode()).isEqualTo(400);
        assertThat(client.post("/add-checkpoint", new byte[] {(byte) 0xff}).statusCode())
                .isEqualTo(400);
        assertThat(client.post("/add-checkpoint", new byte[AddCheckpoint.MOST_BYTES + 1])
                        .statusCode())
                .isEqualTo(413);
        assertThat(client.get("/add-checkpoint").statusCode()).isEqualTo(405);
        assertThat(client.post("/health", new byte[0]).statusCode()).isEqualTo(405);
        for (String path :
                List.of("/", "/add-checkpoints", "/add-checkpoint/", "/../key", "/key", "/cosigned/checkpoint")) {
            assertThat(client.get(path).statusCode()).as(path).isIn(404, 405);
        }
    }

    @Test
    void remembersAcrossARestart() throws Exception {
        NoteSignature cosignature = assertCosigned(log.request(0, 8));
        String vkey = data.signer().verifier().vkey();
        stop();
        start(List.of(log.signer().verifier()));

        assertThat(data.signer().verifier().vkey()).isEqualTo(vkey);
        assertThat(client.newest(ALog.ORIGIN).body())
                .isEqualTo(log.note(8).with(cosignature).encoded());
        assertThat(client.add(log.forkedFrom(2).request(0, 5)).statusCode()).isEqualTo(409);
        assertRefused(log.forkedFrom(2).request(8, 8), 422);
        assertCosigned(log.request(8, 9));
    }

    @Test
    void whatCannotBeWrittenDownIsNotCosigned() throws Exception {
        assertCosigned(log.request(0, 5));
        Path cosigned = folder.resolve("cosigned");
        Path away = folder.resolve("away");
        Files.move(cosigned, away);

        HttpResponse<String> answer = client.add(log.request(5, 8));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).doesNotContain("—");
        Files.move(away, cosigned);
        assertCosigned(log.request(5, 9));
    }

    @Test
    void ofTwoStoriesAtOnceOneIsCosigned() throws Exception {
        ALog fork = log.forkedFrom(2);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                ALog story = i % 2 == 0 ? log : fork;
                answers.add(
                        threads.submit(() -> client.add(story.request(0, 30)).statusCode()));
            }
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> answer : answers) {
                statuses.add(answer.get());
            }
            assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 409);
        } finally {
            threads.shutdownNow();
        }
    }

    private NoteSignature assertCosigned(AddCheckpoint request) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.add(request);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).startsWith("— witness.example/w1 ").endsWith("\n");
        NoteSignature cosignature = NoteSignature.parse(answer.body().strip());
        NoteVerifier key = data.signer().verifier();
        SignedNote note = request.note().with(cosignature);
        assertThat(key.verdict(note)).isEqualTo(Verdict.VALID);
        assertThat(key.cosignedAt(note)).contains(NOON);
        return cosignature;
    }

    private void assertRefused(AddCheckpoint request, int status) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.add(request);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).doesNotContain("—");
    }
}
