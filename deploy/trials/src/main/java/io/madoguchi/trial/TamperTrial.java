package io.madoguchi.trial;

import io.madoguchi.local.progress.Progress;
import io.madoguchi.log.bundle.BundleCheck;
import io.madoguchi.log.note.Policy;
import io.madoguchi.log.testing.Resealed;
import io.madoguchi.log.testing.SampleLog;
import io.madoguchi.verifier.TilesCheck;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * Changes bundles and tiles of a log in every way that we can think of, with and without a seal that fits, and asks the auditor's
 * check about each (R37). Nothing runs but the check: the log is made up here, with keys, checkpoints and cosignatures of its own.
 */
final class TamperTrial {

    /** Few enough that every bit can be tried. */
    private static final int SMALL = 2;

    private final int entries;
    private final int samples;
    private final int stride;
    private final long seed;
    private final Random random;
    private final Progress progress;
    private final TamperReport report;
    private byte[] unchanged = {};

    /**
     * Of a log of this many entries; {@code samples} is how many changes of each kind are tried where not all are, and of a small
     * bundle's bits every {@code stride}th is. Refuses fewer than 20 entries, on which some changes can't be made.
     */
    TamperTrial(int entries, int samples, int stride, long seed, Progress progress) {
        if (entries < 20 || samples < 1) {
            throw new IllegalArgumentException(CanaryTrial.text("tamper-few"));
        }
        this.entries = entries;
        this.samples = samples;
        this.stride = stride;
        this.seed = seed;
        this.random = new Random(seed);
        this.progress = progress;
        this.report = new TamperReport(seed);
    }

    TamperReport run() throws IOException {
        SampleLog log = SampleLog.of(entries, seed);
        long middle = entries / 2;
        BundleCheck check = BundleCheck.by(log.policy()).since(log.checkpoint(middle));
        byte[] small = log.bundle(middle + 1, middle + 1 + SMALL, entries, Optional.of(middle), Set.of());
        step("tamper-bits-all", () -> {
            everyBit(check, small);
            everyBitUnderANewSeal(check, small);
        });
        byte[] large = log.bundle(0, entries);
        step("tamper-bits-some", () -> someBits(check, large));
        step("tamper-lines", () -> {
            lines(check, small);
            lines(check, large);
        });
        step("tamper-forged", () -> forged(log, check));
        step("tamper-tiles", () -> {
            SampleLog few = SampleLog.of(20, seed);
            everyBitOfTiles(few, few.files(20));
            someBitsOfTiles(log, log.files(entries));
            tileFiles(log, log.files(entries));
        });
        return report.end();
    }

    /** The same with a bundle that somebody exported, for which the auditor has this policy. */
    TamperReport run(byte[] bundle, Policy policy) throws IOException {
        BundleCheck check = BundleCheck.by(policy);
        if (!proven(check, bundle)) {
            throw new IllegalArgumentException(CanaryTrial.text("tamper-not-whole"));
        }
        step("tamper-bits-some", () -> someBits(check, bundle));
        step("tamper-lines", () -> lines(check, bundle));
        return report.end();
    }

    @FunctionalInterface
    private interface Part {
        void run() throws IOException;
    }

    private void step(String name, Part part) throws IOException {
        Progress.Running running = progress.begin(CanaryTrial.text(name));
        boolean succeeded = false;
        try {
            long before = report.undetected();
            part.run();
            succeeded = report.undetected() == before;
        } finally {
            running.end(succeeded);
        }
    }

    private void everyBit(BundleCheck check, byte[] bundle) throws IOException {
        requireProven(check, bundle);
        for (int bit = 0; bit < bundle.length * 8; bit += stride) {
            report.tried("bundle: one bit", "bit " + bit, !proven(check, flipped(bundle, bit)));
        }
    }

    private void everyBitUnderANewSeal(BundleCheck check, byte[] bundle) throws IOException {
        byte[] unsealed = unsealed(bundle);
        for (int bit = 0; bit < unsealed.length * 8; bit += stride) {
            byte[] changed = Resealed.seal(flipped(unsealed, bit));
            report.tried("bundle: one bit, new seal", "bit " + bit, !proven(check, changed));
        }
    }

    private void someBits(BundleCheck check, byte[] bundle) throws IOException {
        for (int i = 0; i < samples; i++) {
            int bit = random.nextInt(bundle.length * 8);
            report.tried("bundle: one bit", "bit " + bit, !proven(check, flipped(bundle, bit)));
        }
    }

    /** Every line of a small bundle, some of a large one. */
    private void lines(BundleCheck check, byte[] bundle) throws IOException {
        unchanged = bundle;
        List<String> lines = Resealed.lines(bundle);
        int last = lines.size() - 1;
        for (int line : places(lines.size())) {
            tryLines(check, "bundle: a line deleted", line, without(lines, line));
            List<String> doubled = new ArrayList<>(lines);
            doubled.add(line, lines.get(line));
            tryLines(check, "bundle: a line doubled", line, doubled);
            tryRaw(check, "bundle: lines cut off", line, lines.subList(0, line));
            if (line > 0) {
                List<String> swapped = new ArrayList<>(lines);
                Collections.swap(swapped, line, 1 + random.nextInt(last));
                if (!swapped.equals(lines)) {
                    tryRaw(check, "bundle: lines exchanged", line, swapped);
                }
                List<String> moved = new ArrayList<>(lines);
                moved.add(0, moved.remove(line));
                tryLines(check, "bundle: a line moved", line, moved);
            }
        }
        for (int i = 0; i < Math.min(samples, bundle.length); i++) {
            int length = random.nextInt(bundle.length);
            report.tried("bundle: bytes cut off", "at " + length, !proven(check, Arrays.copyOf(bundle, length)));
        }
        List<String> backwards = new ArrayList<>(lines.subList(1, last - 1));
        if (backwards.size() > 1) {
            Collections.reverse(backwards);
            List<String> all = new ArrayList<>(lines);
            Collections.copy(all.subList(1, last - 1), backwards);
            tryLines(check, "bundle: entries in reverse", 1, all);
        }
        List<String> longer = new ArrayList<>(lines);
        longer.add("{}");
        tryRaw(check, "bundle: a line after the end", last, longer);
    }

    /** What somebody tries who knows the format and makes everything fit that no key protects. */
    private void forged(SampleLog log, BundleCheck check) throws IOException {
        int half = entries / 2;
        List<String> lines = Resealed.lines(log.bundle(0, entries));
        for (int line : places(entries)) {
            int other = (line + 1 + random.nextInt(entries - 1)) % entries;
            tryForged(
                    check,
                    "forged: a record changed",
                    lines,
                    line,
                    entryLine(line, log.record(line).replace("handler-", "handler-9"), log.salt(line)));
            tryForged(
                    check,
                    "forged: another record's body",
                    lines,
                    line,
                    entryLine(line, log.record(other), log.salt(line)));
            tryForged(
                    check,
                    "forged: another record's salt",
                    lines,
                    line,
                    entryLine(line, log.record(line), log.salt(other)));
            tryForged(
                    check,
                    "forged: another record with its salt",
                    lines,
                    line,
                    entryLine(line, log.record(other), log.salt(other)));
            String erased = Resealed.lines(log.bundle(line, line + 1, entries, Optional.empty(), Set.of((long) line)))
                    .get(1);
            tryForged(check, "forged: a record hidden as erased", lines, line, erased);
        }
        for (int less = 1; less < Math.min(samples, half); less += 1 + half / 20) {
            List<String> shorter = new ArrayList<>(lines);
            shorter.set(0, lines.get(0).replace("\"until\":" + entries, "\"until\":" + (entries - less)));
            shorter.subList(1 + entries - less, 1 + entries).clear();
            tryLines(check, "forged: a shorter range", less, shorter);
            tryWhole(check, "rolled back", less, log.bundle(0, half - less, half - less, Optional.empty(), Set.of()));
            SampleLog fork = log.forkedAt(half - less, seed + less);
            tryWhole(check, "forked", less, fork.bundle(0, entries));
            tryWhole(
                    check,
                    "forked, with a proof",
                    less,
                    fork.bundle(half + 1, entries, entries, Optional.of((long) half), Set.of()));
        }
        SampleLog stranger = SampleLog.of(entries, seed);
        tryWhole(check, "forged: other keys of the same names", 0, stranger.bundle(0, entries));
        for (int cosigned = 0; cosigned < 2; cosigned++) {
            List<String> alone = new ArrayList<>(lines);
            alone.set(
                    entries + 1,
                    "{\"checkpoint\":\""
                            + log.checkpoint(entries, cosigned).encoded().replace("\n", "\\n") + "\"}");
            tryLines(check, "forged: a witness left out", cosigned, alone);
        }
        for (int size : new int[] {half, entries - 1}) {
            List<String> older = new ArrayList<>(lines);
            older.set(
                    entries + 1,
                    "{\"checkpoint\":\"" + log.checkpoint(size).encoded().replace("\n", "\\n") + "\"}");
            tryLines(check, "forged: an older checkpoint", size, older);
        }
    }

    private static String entryLine(int index, String record, byte[] salt) {
        return "{\"index\":" + index + ",\"record\":" + record + ",\"salt\":\""
                + Base64.getEncoder().encodeToString(salt) + "\"}";
    }

    private void everyBitOfTiles(SampleLog log, Map<String, byte[]> files) {
        TilesCheck check = new TilesCheck(log.policy());
        requireProven(check, files);
        files.forEach((path, bytes) -> {
            for (int bit = 0; bit < bytes.length * 8; bit += stride) {
                tryFile(check, files, "tiles: one bit", path, "bit " + bit, flipped(bytes, bit));
            }
        });
    }

    private void someBitsOfTiles(SampleLog log, Map<String, byte[]> files) {
        TilesCheck check = new TilesCheck(log.policy());
        requireProven(check, files);
        List<String> paths = List.copyOf(files.keySet());
        for (int i = 0; i < samples; i++) {
            String path = paths.get(random.nextInt(paths.size()));
            byte[] bytes = present(files, path);
            int bit = random.nextInt(bytes.length * 8);
            tryFile(check, files, "tiles: one bit", path, "bit " + bit, flipped(bytes, bit));
        }
    }

    private void tileFiles(SampleLog log, Map<String, byte[]> files) {
        TilesCheck check = new TilesCheck(log.policy());
        for (String path : files.keySet()) {
            byte[] bytes = present(files, path);
            tryFile(check, files, "tiles: cut off", path, "", Arrays.copyOf(bytes, bytes.length - 1));
            tryFile(check, files, "tiles: cut off", path, "a hash", Arrays.copyOf(bytes, bytes.length - 32));
            tryFile(check, files, "tiles: longer", path, "", Arrays.copyOf(bytes, bytes.length + 1));
            Map<String, byte[]> fewer = new TreeMap<>(files);
            fewer.remove(path);
            report.tried("tiles: a file deleted", path, !proven(check, fewer));
            for (String other : files.keySet()) {
                if (!other.equals(path)) {
                    tryFile(check, files, "tiles: another file's bytes", path, other, present(files, other));
                }
            }
        }
        Map<String, byte[]> more = new TreeMap<>(files);
        more.put("tile/0/x001/000", new byte[8192]);
        report.tried("tiles: a file more", "tile/0/x001/000", !proven(check, more));
        Map<String, byte[]> forked =
                new TreeMap<>(log.forkedAt(entries / 2, seed + 1).files(entries));
        forked.put("checkpoint", present(files, "checkpoint"));
        report.tried("tiles: another history", "", !proven(check, forked));
        Map<String, byte[]> older = new TreeMap<>(files);
        older.put("checkpoint", log.checkpoint(entries - 1).encoded().getBytes(StandardCharsets.UTF_8));
        report.tried("tiles: an older checkpoint", "", !proven(check, older));
    }

    private void tryFile(
            TilesCheck check, Map<String, byte[]> files, String kind, String path, String where, byte[] changed) {
        Map<String, byte[]> others = new TreeMap<>(files);
        others.put(path, changed);
        report.tried(kind, path + " " + where, !proven(check, others));
    }

    private void tryForged(BundleCheck check, String kind, List<String> lines, int line, String changed)
            throws IOException {
        List<String> all = new ArrayList<>(lines);
        all.set(line + 1, changed);
        tryLines(check, kind, line, all);
    }

    /** As it is, and under a seal that fits. */
    private void tryLines(BundleCheck check, String kind, int place, List<String> lines) throws IOException {
        tryRaw(check, kind, place, lines);
        byte[] resealed = Resealed.bundle(lines);
        // A seal that was taken away or doubled is put back by a new one: no change.
        if (!Arrays.equals(resealed, unchanged)) {
            tryWhole(check, kind + ", new seal", place, resealed);
        }
    }

    private void tryRaw(BundleCheck check, String kind, int place, List<String> lines) throws IOException {
        tryWhole(
                check,
                kind,
                place,
                lines.isEmpty() ? new byte[0] : (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private void tryWhole(BundleCheck check, String kind, int place, byte[] bundle) throws IOException {
        report.tried(kind, "at " + place, !proven(check, bundle));
    }

    private List<Integer> places(int count) {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < Math.min(count, samples); i++) {
            places.add(count <= samples ? i : random.nextInt(count));
        }
        return places;
    }

    private static List<String> without(List<String> lines, int line) {
        List<String> fewer = new ArrayList<>(lines);
        fewer.remove(line);
        return fewer;
    }

    private static byte[] unsealed(byte[] bundle) {
        int end = bundle.length - 1;
        while (bundle[end - 1] != '\n') {
            end--;
        }
        return Arrays.copyOf(bundle, end);
    }

    private static byte[] flipped(byte[] bytes, int bit) {
        byte[] changed = bytes.clone();
        changed[bit / 8] ^= (byte) (1 << bit % 8);
        return changed;
    }

    private static byte[] present(Map<String, byte[]> files, String path) {
        byte[] bytes = files.get(path);
        if (bytes == null) {
            throw new IllegalStateException(path);
        }
        return bytes;
    }

    private static boolean proven(BundleCheck check, byte[] bundle) throws IOException {
        return check.check(new ByteArrayInputStream(bundle)).proven();
    }

    private static boolean proven(TilesCheck check, Map<String, byte[]> files) {
        return check.check(new TilesCheck.Files() {
                    @Override
                    public Optional<byte[]> read(String path) {
                        return Optional.ofNullable(files.get(path));
                    }

                    @Override
                    public Iterable<String> paths() {
                        return files.keySet();
                    }
                })
                .proven();
    }

    /** A trial that finds everything wrong, the unchanged too, would show nothing. */
    private static void requireProven(BundleCheck check, byte[] bundle) throws IOException {
        if (!proven(check, bundle)) {
            throw new IllegalStateException("the unchanged bundle is not proven");
        }
    }

    private static void requireProven(TilesCheck check, Map<String, byte[]> files) {
        if (!proven(check, files)) {
            throw new IllegalStateException("the unchanged tiles are not proven");
        }
    }
}
