package io.madoguchi.log.testing;

import com.fasterxml.jackson.databind.JsonNode;
import io.madoguchi.log.bundle.BundleHeader;
import io.madoguchi.log.bundle.BundleHeader.Since;
import io.madoguchi.log.bundle.BundleWriter;
import io.madoguchi.log.note.Checkpoint;
import io.madoguchi.log.note.NoteSigner;
import io.madoguchi.log.note.Policy;
import io.madoguchi.log.note.SignatureType;
import io.madoguchi.log.note.SignedNote;
import io.madoguchi.log.record.CanonicalJson;
import io.madoguchi.log.record.Commitment;
import io.madoguchi.log.tree.EntryBundle;
import io.madoguchi.log.tree.Hash;
import io.madoguchi.log.tree.Rfc6962;
import io.madoguchi.log.tree.TileId;
import io.madoguchi.log.tree.Tree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A log of made-up access records with keys of its own and two witnesses that cosign whatever they are shown. The same seed makes the
 * same records; keys are new each time.
 */
public final class SampleLog {

    /** Of every sample log. */
    public static final String ORIGIN = "madoguchi.example/sample";

    private static final Instant START = Instant.parse("2026-04-01T00:00:00Z");
    private static final List<String> DUTIES =
            List.of("COUNTER", "USER_DATA", "LEARNING_SUPPORT", "READING_GUIDANCE", "FIRST_RESPONSE");

    private final NoteSigner log;
    private final List<NoteSigner> witnesses;
    private final List<byte[]> salts = new ArrayList<>();
    private final List<String> records = new ArrayList<>();
    private final List<byte[]> entries = new ArrayList<>();
    private final Map<TileId, byte[]> tiles = new HashMap<>();

    private SampleLog(NoteSigner log, List<NoteSigner> witnesses) {
        this.log = log;
        this.witnesses = witnesses;
    }

    /** A log of this many records. */
    public static SampleLog of(int size, long seed) {
        SampleLog sample = new SampleLog(
                NoteSigner.generate(ORIGIN, SignatureType.ED25519),
                List.of(
                        NoteSigner.generate("witness.example/ward", SignatureType.COSIGNATURE_V1),
                        NoteSigner.generate("witness.example/library", SignatureType.COSIGNATURE_V1)));
        Random random = new Random(seed);
        for (int i = 0; i < size; i++) {
            sample.add(random, i);
        }
        sample.grow(0);
        return sample;
    }

    /** Another log under the same keys: the same up to {@code size}, then other records up to the same number. */
    public SampleLog forkedAt(int size, long seed) {
        SampleLog fork = new SampleLog(log, witnesses);
        fork.salts.addAll(salts.subList(0, size));
        fork.records.addAll(records.subList(0, size));
        fork.entries.addAll(entries.subList(0, size));
        Random random = new Random(seed);
        for (int i = size; i < size(); i++) {
            fork.add(random, i);
        }
        fork.grow(0);
        return fork;
    }

    private void add(Random random, int i) {
        byte[] salt = new byte[Commitment.SALT_BYTES];
        random.nextBytes(salt);
        String record = CanonicalJson.canonical(recordOf(random, i));
        salts.add(salt);
        records.add(record);
        entries.add(Commitment.of(salt, record));
    }

    private static String recordOf(Random random, int i) {
        boolean refused = random.nextInt(10) == 0;
        String duty = DUTIES.get(random.nextInt(DUTIES.size()));
        String disclosed = refused
                ? ""
                : "{\"category\":\"%s\",\"fields\":[\"patronId\",\"%s\"],\"patrons\":[\"%s\"],\"authorisations\":[{\"document\":\"資料71\",\"clause\":\"1\",\"sha256\":\"%s\"}]}"
                        .formatted(
                                random.nextBoolean() ? "ELEMENTARY_PUPIL" : "STAFF",
                                duty.equals("COUNTER") ? "displayName" : "loanRecords",
                                uuid(new Random(random.nextInt(50))),
                                "0".repeat(64));
        return """
                {"id":"%s","source":"circulation-service","at":"%s","who":{"person":"handler-%d","subject":"%s",
                "client":"counter","roles":["LIBRARY_SUPPORT_STAFF"],"contract":"contract-%d"},"act":"READ_PATRON",
                "school":"B1132200000%02d","declaredDuty":"%s","decision":"%s","status":%d,%s"disclosed":[%s],"times":1}"""
                .formatted(
                        uuid(random),
                        START.plusSeconds(i * 60L),
                        random.nextInt(20),
                        uuid(random),
                        random.nextInt(2),
                        random.nextInt(40),
                        duty,
                        refused ? "REFUSED" : "PERMITTED",
                        refused ? 403 : 200,
                        refused ? "\"reason\":\"not-visible\"," : "",
                        disclosed);
    }

    private static UUID uuid(Random random) {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return UUID.nameUUIDFromBytes(bytes);
    }

    private void grow(int from) {
        List<Hash> leaves = entries.subList(from, entries.size()).stream()
                .map(Rfc6962::leaf)
                .toList();
        Tree.grow(this::tile, from, leaves)
                .forEach((tile, hashes) -> tiles.put(new TileId(tile.level(), tile.index(), TileId.FULL), hashes));
    }

    private byte[] tile(TileId tile) {
        byte[] hashes = tiles.get(new TileId(tile.level(), tile.index(), TileId.FULL));
        if (hashes == null) {
            throw new IllegalStateException("no " + tile.path());
        }
        return Arrays.copyOf(hashes, tile.width() * Hash.BYTES);
    }

    /** How many records. */
    public int size() {
        return entries.size();
    }

    /** The log's public key. */
    public String logKey() {
        return log.verifier().vkey();
    }

    /** The witnesses' public keys. */
    public List<String> witnessKeys() {
        return witnesses.stream().map(witness -> witness.verifier().vkey()).toList();
    }

    /** The text of a policy that asks for this many of the two witnesses. */
    public String policyText(int quorum) {
        StringBuilder text = new StringBuilder("log " + logKey() + "\n");
        List<String> keys = witnessKeys();
        for (int i = 0; i < keys.size(); i++) {
            text.append("witness w").append(i).append(' ').append(keys.get(i)).append('\n');
        }
        text.append("group q ").append(quorum).append(" w0 w1\nquorum q\n");
        return text.toString();
    }

    /** A policy that asks for both witnesses. */
    public Policy policy() {
        return Policy.parse(policyText(2));
    }

    /** The tree of the first {@code size} records. */
    public Tree tree(long size) {
        return new Tree(this::tile, size);
    }

    /** The checkpoint of this size, signed and cosigned by both witnesses. */
    public SignedNote checkpoint(long size) {
        return checkpoint(size, 2);
    }

    /** The checkpoint of this size with the cosignatures of the first {@code cosigned} witnesses. */
    public SignedNote checkpoint(long size, int cosigned) {
        String text = new Checkpoint(ORIGIN, size, tree(size).root()).text();
        SignedNote note = new SignedNote(text, List.of(log.sign(text)));
        for (NoteSigner witness : witnesses.subList(0, cosigned)) {
            note = note.with(witness.cosign(text, START.plusSeconds(86_400L * 365)));
        }
        return note;
    }

    /** A statement of the log under its own key. The text ends with a newline. */
    public SignedNote signed(String text) {
        return new SignedNote(text, List.of(log.sign(text)));
    }

    /** The canonical record at this index. */
    public String record(int index) {
        return records.get(index);
    }

    /** The salt at this index. */
    public byte[] salt(int index) {
        return salts.get(index).clone();
    }

    /** The record at this index as a tree of JSON. */
    public JsonNode json(int index) {
        return CanonicalJson.parse(records.get(index));
    }

    /** The bundle of a range, proven against the checkpoint of the whole log. */
    public byte[] bundle(long from, long until) {
        return bundle(from, until, size(), Optional.empty(), Set.of());
    }

    /** The bundle of a range against the checkpoint of {@code size}, with a proof from an older size, without these bodies. */
    public byte[] bundle(long from, long until, long size, Optional<Long> since, Set<Long> erased) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            write(out, from, until, size, since, erased);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** The same, to a stream. */
    public void write(OutputStream out, long from, long until, long size, Optional<Long> since, Set<Long> erased)
            throws IOException {
        Tree tree = tree(size);
        BundleHeader header = new BundleHeader(
                ORIGIN,
                from,
                until,
                tree.rangeProof(from, until),
                since.map(old -> new Since(old, tree.consistencyProof(old))));
        BundleWriter writer = new BundleWriter(out, header);
        for (long index = from; index < until; index++) {
            if (erased.contains(index)) {
                writer.erased(entries.get((int) index));
            } else {
                writer.record(salts.get((int) index), records.get((int) index));
            }
        }
        writer.finish(checkpoint(size));
    }

    /** The static files of the log at this size (C2SP tlog-tiles), by path: checkpoint, tiles of hashes, entry bundles. */
    public Map<String, byte[]> files(int size) {
        Map<String, byte[]> files = new TreeMap<>();
        files.put("checkpoint", checkpoint(size).encoded().getBytes(StandardCharsets.UTF_8));
        List<Hash> leaves = entries.subList(0, size).stream().map(Rfc6962::leaf).toList();
        Tree.grow(
                        tile -> {
                            throw new IllegalStateException(tile.path());
                        },
                        0,
                        leaves)
                .forEach((tile, hashes) -> files.put(tile.path(), hashes));
        for (int start = 0; start < size; start += TileId.FULL) {
            List<byte[]> some = entries.subList(start, Math.min(size, start + TileId.FULL));
            files.put(TileId.entries(start / TileId.FULL, some.size()).path(), EntryBundle.encode(some));
        }
        return files;
    }

    /** Writes {@link #files} into a folder. */
    public void writeFiles(Path folder, int size) throws IOException {
        for (Map.Entry<String, byte[]> file : files(size).entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
    }
}
