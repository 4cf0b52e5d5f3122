package io.madoguchi.verifier;

import io.madoguchi.log.note.Checkpoint;
import io.madoguchi.log.note.MalformedNote;
import io.madoguchi.log.note.Policy;
import io.madoguchi.log.note.Policy.Judgement;
import io.madoguchi.log.note.SignedNote;
import io.madoguchi.log.record.Commitment;
import io.madoguchi.log.tree.EntryBundle;
import io.madoguchi.log.tree.Frontier;
import io.madoguchi.log.tree.Hash;
import io.madoguchi.log.tree.Rfc6962;
import io.madoguchi.log.tree.TileId;
import io.madoguchi.verifier.TilesFinding.Kind;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The check of a log's static files (C2SP tlog-tiles): everything is computed anew from the entries upward, and every byte of
 * every file has to be what was computed. Keeps one tile of each level in memory.
 */
public final class TilesCheck {

    private static final int MOST_FINDINGS = 100;

    private final Policy policy;

    /** Believes the checkpoint that satisfies this policy. */
    public TilesCheck(Policy policy) {
        this.policy = policy;
    }

    /** Files by their paths, such as {@code tile/0/000}, with slashes. */
    public interface Files {
        /** The whole file; none where there is none. */
        Optional<byte[]> read(String path);

        /** All paths there are. */
        Iterable<String> paths();
    }

    /**
     * What it came to.
     *
     * @param findings the first hundred; none when everything is proven
     */
    public record Verdict(List<TilesFinding> findings, Optional<Checkpoint> checkpoint) {
        /** Whether the files are the log of the checkpoint, whole and nothing else. */
        public boolean proven() {
            return findings.isEmpty();
        }
    }

    /** Checks all. */
    public Verdict check(Files files) {
        return new Reading(files).run();
    }

    private final class Reading {
        private final Files files;
        private final List<TilesFinding> findings = new ArrayList<>();
        private final List<ByteArrayOutputStream> levels = new ArrayList<>();
        private final Frontier frontier = Frontier.empty();

        Reading(Files files) {
            this.files = files;
        }

        Verdict run() {
            Optional<Checkpoint> checkpoint = checkpoint();
            checkpoint.ifPresent(it -> {
                if (readEntries(it.size()) && !frontier.root().equals(it.root())) {
                    find(Kind.ROOT, "", it.size());
                }
                accountForFiles(it.size());
            });
            return new Verdict(findings, checkpoint);
        }

        private Optional<Checkpoint> checkpoint() {
            Optional<byte[]> bytes = files.read("checkpoint");
            if (bytes.isEmpty()) {
                find(Kind.MISSING, "checkpoint");
                return Optional.empty();
            }
            try {
                SignedNote note = SignedNote.parse(bytes.get());
                Judgement judgement = policy.judge(note);
                if (!judgement.isSatisfied()) {
                    find(Kind.NOT_BELIEVED, "checkpoint", judgement.finding());
                }
                return Optional.of(Checkpoint.of(note));
            } catch (MalformedNote e) {
                find(Kind.CHECKPOINT, "checkpoint");
                return Optional.empty();
            }
        }

        /** Whether all could be read, so that a root can be computed. */
        private boolean readEntries(long size) {
            for (long done = 0; done < size; ) {
                int width = (int) Math.min(TileId.FULL, size - done);
                Optional<List<Hash>> leaves = leaves(done / TileId.FULL, width);
                if (leaves.isEmpty()) {
                    return false;
                }
                for (Hash leaf : leaves.get()) {
                    frontier.add(leaf);
                    add(0, leaf, frontier.size() - 1);
                }
                done += width;
            }
            for (int level = 0; level < levels.size(); level++) {
                byte[] rest = levels.get(level).toByteArray();
                if (rest.length > 0) {
                    long index = (size >>> (8 * level)) / TileId.FULL;
                    compare(new TileId(level, index, rest.length / Hash.BYTES), rest);
                }
            }
            return true;
        }

        private Optional<List<Hash>> leaves(long index, int width) {
            String path = TileId.entries(index, width).path();
            Optional<byte[]> bundle = files.read(path);
            if (bundle.isEmpty()) {
                find(Kind.MISSING, path);
                return Optional.empty();
            }
            Optional<List<byte[]>> entries = EntryBundle.decode(bundle.get())
                    .filter(all -> all.size() == width)
                    .filter(all -> all.stream().allMatch(entry -> entry.length == Commitment.BYTES));
            if (entries.isEmpty()) {
                find(Kind.ENTRIES, path, width);
            }
            return entries.map(all -> all.stream().map(Rfc6962::leaf).toList());
        }

        private void add(int level, Hash hash, long index) {
            if (levels.size() == level) {
                levels.add(new ByteArrayOutputStream());
            }
            ByteArrayOutputStream tile = levels.get(level);
            tile.writeBytes(hash.bytes());
            if (tile.size() == TileId.FULL * Hash.BYTES) {
                byte[] whole = tile.toByteArray();
                tile.reset();
                compare(new TileId(level, index / TileId.FULL, TileId.FULL), whole);
                Frontier within = Frontier.empty();
                for (int i = 0; i < TileId.FULL; i++) {
                    within.add(Hash.of(whole, i * Hash.BYTES));
                }
                add(level + 1, within.root(), index / TileId.FULL);
            }
        }

        private void compare(TileId tile, byte[] computed) {
            Optional<byte[]> stored = files.read(tile.path());
            if (stored.isEmpty()) {
                find(Kind.MISSING, tile.path());
            } else if (!Arrays.equals(stored.get(), computed)) {
                int differs = Arrays.mismatch(stored.get(), computed) / Hash.BYTES;
                find(Kind.TILE, tile.path(), tile.start() + differs);
            }
        }

        private void accountForFiles(long size) {
            for (String path : files.paths()) {
                if (path.equals("checkpoint")) {
                    continue;
                }
                Optional<TileId> tile = TileId.parse(path);
                Optional<TileId> widest = tile.flatMap(it -> widest(it, size));
                if (tile.isEmpty()
                        || widest.isEmpty()
                        || widest.get().width() < tile.get().width()) {
                    find(Kind.UNACCOUNTED, path);
                } else if (widest.get().width() > tile.get().width()) {
                    compareNarrower(tile.get(), widest.get());
                }
            }
        }

        /** The tile of this place that a log of this size has. */
        private Optional<TileId> widest(TileId tile, long size) {
            long hashes = size >>> (8 * Math.max(0, tile.level()));
            if (tile.index() > hashes / TileId.FULL) {
                return Optional.empty();
            }
            long width = Math.min(TileId.FULL, hashes - tile.start());
            return width < 1 ? Optional.empty() : Optional.of(new TileId(tile.level(), tile.index(), (int) width));
        }

        /** A log may keep what it served when it was smaller; that has to be the beginning of what it serves now. */
        private void compareNarrower(TileId tile, TileId widest) {
            byte[] narrow = files.read(tile.path()).orElse(new byte[0]);
            byte[] wide = files.read(widest.path()).orElse(new byte[0]);
            int length = tile.isEntries() ? tile.width() * (2 + Commitment.BYTES) : tile.width() * Hash.BYTES;
            if (narrow.length != length
                    || wide.length < length
                    || !Arrays.equals(narrow, Arrays.copyOf(wide, length))) {
                find(Kind.NARROWER, tile.path());
            }
        }

        private void find(Kind kind, String path, Object... details) {
            if (findings.size() < MOST_FINDINGS) {
                findings.add(new TilesFinding(
                        kind, path, Arrays.stream(details).map(String::valueOf).toList()));
            }
        }
    }
}
