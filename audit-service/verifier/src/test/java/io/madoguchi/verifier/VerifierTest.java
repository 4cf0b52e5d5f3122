package io.madoguchi.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.madoguchi.log.bundle.Finding;
import io.madoguchi.log.note.Policy;
import io.madoguchi.log.testing.Resealed;
import io.madoguchi.log.testing.SampleLog;
import io.madoguchi.log.tree.Hash;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line as an auditor uses it: commands, exit codes, words (R37). */
class VerifierTest {

    private static final SampleLog LOG = SampleLog.of(600, 2);

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void a_whole_bundle_is_proven_in_either_language() throws IOException {
        Path bundle = file("range.madoguchi-bundle", LOG.bundle(100, 400));
        assertThat(run("verify", bundle.toString())).isEqualTo(Verifier.PROVEN);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("PROVEN. All 300 entries");
        assertThat(run("verify", "--lang", "ja", bundle.toString())).isEqualTo(Verifier.PROVEN);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("300 件すべて");
    }

    @Test
    void what_is_wrong_is_said_with_its_line_and_what_to_do() throws IOException {
        List<String> lines = Resealed.lines(LOG.bundle(100, 400));
        lines.remove(50);
        Path bundle = file("range", Resealed.bundle(lines));
        assertThat(run("verify", bundle.toString())).isEqualTo(Verifier.WRONG);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("NOT PROVEN")
                .contains("line 51 entry 150: Expected was the entry 149")
                .contains("ask where the entries are");
    }

    @Test
    void the_filter_shows_what_matches_after_all_was_proven() throws IOException {
        Path bundle = file("range", LOG.bundle(100, 400));
        Path matches = folder.resolve("matches");
        assertThat(run("verify", bundle.toString(), "--person", "handler-7", "--out", matches.toString()))
                .isEqualTo(Verifier.PROVEN);
        List<String> expected = new ArrayList<>();
        for (int i = 100; i < 400; i++) {
            if (LOG.record(i).contains("\"person\":\"handler-7\"")) {
                expected.add(LOG.record(i));
            }
        }
        assertThat(expected).isNotEmpty();
        assertThat(Files.readAllLines(matches)).isEqualTo(expected);
    }

    @Test
    void each_filter_takes_away_what_does_not_match() throws IOException {
        Path bundle = file("range", LOG.bundle(0, 600));
        String patron = "";
        String school = "";
        for (int i = 0; patron.isEmpty(); i++) {
            JsonNode disclosed = LOG.json(i).path("disclosed");
            if (disclosed.size() > 0) {
                patron = disclosed.get(0).path("patrons").get(0).asText();
                school = LOG.json(i).path("school").asText();
            }
        }
        for (List<String> filter : List.of(
                List.of("--patron", patron),
                List.of("--school", school),
                List.of("--duty", "COUNTER"),
                List.of("--field", "displayName"),
                List.of("--from", "2026-04-01T05:00:00Z"),
                List.of("--until", "2026-04-01T05:00:00Z"))) {
            int matches = matches(bundle, filter);
            assertThat(matches).as("%s", filter).isPositive().isLessThan(600);
        }
        assertThat(matches(bundle, List.of("--until", "2026-03-31"))).isZero();
        assertThat(matches(bundle, List.of("--from", "2026-04-01"))).isEqualTo(600);
        assertThat(matches(bundle, List.of("--from", "2026-04-01T05:00:00Z"))
                        + matches(bundle, List.of("--until", "2026-04-01T05:00:00Z")))
                .isEqualTo(600);
    }

    private int matches(Path bundle, List<String> filter) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("verify", bundle.toString(), "--json"));
        arguments.addAll(filter);
        assertThat(run(arguments.toArray(String[]::new))).isEqualTo(Verifier.PROVEN);
        return new ObjectMapper().readTree(out.toByteArray()).get("matches").intValue();
    }

    @Test
    void nothing_is_counted_of_a_bundle_that_is_not_proven() throws IOException {
        Path bundle = file("range", LOG.bundle(0, 600));
        assertThat(run("count", "--json", bundle.toString())).isEqualTo(Verifier.PROVEN);
        JsonNode counted = new ObjectMapper().readTree(out.toByteArray());
        long permitted = 0;
        for (JsonNode one : counted.get("disclosures")) {
            if (one.get("field").asText().equals("patronId")) {
                permitted += one.get("persons").longValue();
            }
        }
        long refused = counted.get("refused").longValue();
        assertThat(refused).isPositive();
        assertThat(permitted + refused).isEqualTo(600);
        List<String> lines = Resealed.lines(LOG.bundle(0, 600));
        lines.set(9, lines.get(9).replace("handler", "hand"));
        assertThat(run(
                        "count",
                        "--json",
                        file("changed", Resealed.bundle(lines)).toString()))
                .isEqualTo(Verifier.WRONG);
        assertThat(out.toString(StandardCharsets.UTF_8)).doesNotContain("disclosures");
    }

    @Test
    void two_checkpoints_are_the_same_or_grown_or_forked_or_rolled_back() throws IOException {
        SampleLog fork = LOG.forkedAt(200, 9);
        Path old = note("old", LOG, 300);
        Path now = note("now", LOG, 600);
        Path tiles = folder.resolve("tiles");
        LOG.writeFiles(tiles, 600);
        StringBuilder proof = new StringBuilder("old 300\n");
        for (Hash hash : LOG.tree(600).consistencyProof(300)) {
            proof.append(hash.base64()).append('\n');
        }
        Path proofFile = file("proof", proof.toString().getBytes(StandardCharsets.UTF_8));
        assertThat(run("compare", old.toString(), old.toString())).isEqualTo(Verifier.PROVEN);
        assertThat(run("compare", old.toString(), now.toString())).isEqualTo(Verifier.WRONG);
        assertThat(run("compare", old.toString(), now.toString(), "--tiles", tiles.toString()))
                .isEqualTo(Verifier.PROVEN);
        assertThat(run("compare", old.toString(), now.toString(), "--proof", proofFile.toString()))
                .isEqualTo(Verifier.PROVEN);
        assertThat(run("compare", now.toString(), old.toString())).isEqualTo(Verifier.WRONG);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("rolled back");
        Path forked = note("forked", fork, 300);
        assertThat(run("compare", old.toString(), forked.toString())).isEqualTo(Verifier.WRONG);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("Two logs under one name");
        assertThat(run("compare", forked.toString(), now.toString(), "--tiles", tiles.toString()))
                .isEqualTo(Verifier.WRONG);
        assertThat(run("compare", forked.toString(), now.toString(), "--proof", proofFile.toString()))
                .isEqualTo(Verifier.WRONG);
    }

    @Test
    void a_folder_of_tiles_is_accounted_for_to_the_last_byte() throws IOException {
        Path tiles = folder.resolve("tiles");
        LOG.writeFiles(tiles, 600);
        assertThat(run("verify-tiles", tiles.toString())).isEqualTo(Verifier.PROVEN);
        Files.writeString(tiles.resolve("tile/notes.txt"), "x");
        assertThat(run("verify-tiles", tiles.toString())).isEqualTo(Verifier.WRONG);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("tile/notes.txt No log of this size");
    }

    @Test
    void no_change_of_any_file_of_a_log_goes_unseen() {
        Map<String, byte[]> files = LOG.files(600);
        // A log may keep what it served when it was smaller.
        LOG.files(590).forEach((path, bytes) -> {
            if (!path.equals("checkpoint")) {
                files.putIfAbsent(path, bytes);
            }
        });
        TilesCheck check = new TilesCheck(LOG.policy());
        assertThat(check.check(inMemory(files)).findings()).isEmpty();
        for (String path : files.keySet()) {
            byte[] bytes = files.get(path);
            for (int bit = 0; bit < bytes.length * 8; bit += 509) {
                byte[] changed = bytes.clone();
                changed[bit / 8] ^= (byte) (1 << bit % 8);
                assertFound(check, files, path, changed);
            }
            assertFound(check, files, path, Arrays.copyOf(bytes, bytes.length - 1));
            assertFound(check, files, path, Arrays.copyOf(bytes, bytes.length + 1));
            assertFound(check, files, path, new byte[0]);
        }
        Map<String, byte[]> smaller = LOG.files(600);
        smaller.put("checkpoint", files.get("checkpoint"));
        smaller.remove("tile/0/000");
        assertThat(check.check(inMemory(smaller)).proven()).isFalse();
    }

    private static void assertFound(TilesCheck check, Map<String, byte[]> files, String path, byte[] changed) {
        Map<String, byte[]> others = new TreeMap<>(files);
        others.put(path, changed);
        assertThat(check.check(inMemory(others)).proven()).as(path).isFalse();
    }

    private static TilesCheck.Files inMemory(Map<String, byte[]> files) {
        return new TilesCheck.Files() {
            @Override
            public Optional<byte[]> read(String path) {
                return Optional.ofNullable(files.get(path));
            }

            @Override
            public Iterable<String> paths() {
                return files.keySet();
            }
        };
    }

    @Test
    void a_statement_is_shown_only_with_its_signature() throws IOException {
        String text = LOG.signed("Removed: entries 12 to 15\n").encoded();
        Path statement = file("statement", text.getBytes(StandardCharsets.UTF_8));
        assertThat(execute("statement", statement.toString(), "--key", LOG.logKey()))
                .isEqualTo(Verifier.PROVEN);
        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("Removed: entries 12 to 15\n");
        Path changed = file("changed", text.replace("12", "13").getBytes(StandardCharsets.UTF_8));
        assertThat(execute("statement", changed.toString(), "--key", LOG.logKey()))
                .isEqualTo(Verifier.WRONG);
        assertThat(out.toString(StandardCharsets.UTF_8)).doesNotContain("13 to 15");
    }

    @Test
    void an_erased_body_is_taken_where_a_statement_announced_it() throws IOException {
        Path bundle = file("range", LOG.bundle(100, 120, 600, Optional.empty(), Set.of(105L, 106L)));
        assertThat(run("verify", bundle.toString())).isEqualTo(Verifier.WRONG);
        assertThat(run("verify", bundle.toString(), "--erased", "105-105")).isEqualTo(Verifier.WRONG);
        assertThat(run("verify", bundle.toString(), "--erased", "105-106")).isEqualTo(Verifier.PROVEN);
    }

    @Test
    void wrong_usage_and_unreadable_files_have_codes_of_their_own() throws IOException {
        Path bundle = file("range", LOG.bundle(100, 101));
        assertThat(execute("verify", bundle.toString())).isEqualTo(Verifier.USAGE);
        assertThat(execute("verify", bundle.toString(), "--log-key", LOG.logKey()))
                .isEqualTo(Verifier.USAGE);
        assertThat(execute("verify", bundle.toString(), "--log-key", LOG.logKey(), "--quorum", "0"))
                .isEqualTo(Verifier.PROVEN);
        assertThat(run("verify", bundle.toString(), "--quorum", "3")).isEqualTo(Verifier.USAGE);
        assertThat(run("verify", bundle.toString(), "--from", "yesterday")).isEqualTo(Verifier.USAGE);
        assertThat(run("verify", bundle.toString(), "--erased", "5-4")).isEqualTo(Verifier.USAGE);
        assertThat(run("verify", bundle.toString(), "--no-such-option")).isEqualTo(Verifier.USAGE);
        assertThat(run("verify", folder.resolve("nothing").toString())).isEqualTo(Verifier.UNREADABLE);
        assertThat(run("verify", folder.toString())).isEqualTo(Verifier.UNREADABLE);
        assertThat(run("verify", bundle.toString(), "--checkpoint", bundle.toString()))
                .isEqualTo(Verifier.UNREADABLE);
        assertThat(execute("verify", bundle.toString(), "--policy", bundle.toString()))
                .isEqualTo(Verifier.UNREADABLE);
        assertThat(execute()).isEqualTo(Verifier.USAGE);
        assertThat(execute("--help")).isZero();
    }

    @Test
    void a_policy_file_stands_for_keys() throws IOException {
        Path bundle = file("range", LOG.bundle(100, 101));
        Path policy = file("policy", LOG.policyText(1).getBytes(StandardCharsets.UTF_8));
        assertThat(Policy.parse(Files.readString(policy)).witnesses()).hasSize(2);
        assertThat(execute("verify", bundle.toString(), "--policy", policy.toString()))
                .isEqualTo(Verifier.PROVEN);
        assertThat(run("verify", bundle.toString(), "--policy", policy.toString()))
                .isEqualTo(Verifier.USAGE);
    }

    @Test
    void both_languages_have_words_for_everything() {
        assertThat(Words.japanese().bundle().keySet())
                .isEqualTo(Words.english().bundle().keySet());
        for (Finding.Kind kind : Finding.Kind.values()) {
            assertThat(Words.japanese().say("finding." + kind)).isNotBlank();
            assertThat(Words.english().say("next." + kind)).isNotBlank();
        }
        for (TilesFinding.Kind kind : TilesFinding.Kind.values()) {
            assertThat(Words.english().say("tiles." + kind)).isNotBlank();
        }
    }

    private int run(String command, String... arguments) {
        List<String> all = new ArrayList<>(List.of(command, "--log-key", LOG.logKey()));
        for (String key : LOG.witnessKeys()) {
            all.add("--witness");
            all.add(key);
        }
        all.addAll(Arrays.asList(arguments));
        return execute(all.toArray(String[]::new));
    }

    private int run(String[] commandAndArguments) {
        return run(commandAndArguments[0], Arrays.copyOfRange(commandAndArguments, 1, commandAndArguments.length));
    }

    private int execute(String... arguments) {
        out.reset();
        err.reset();
        return Verifier.run(
                arguments,
                Words.of(Arrays.asList(arguments), Map.of()),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false);
    }

    private Path note(String name, SampleLog log, long size) throws IOException {
        return file(name, log.checkpoint(size).encoded().getBytes(StandardCharsets.UTF_8));
    }

    private Path file(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }
}
