package io.madoguchi.log.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import io.madoguchi.log.bundle.BundleHeader.Since;
import io.madoguchi.log.bundle.BundleLines.End;
import io.madoguchi.log.bundle.BundleLines.Line;
import io.madoguchi.log.bundle.Finding.Kind;
import io.madoguchi.log.note.Checkpoint;
import io.madoguchi.log.note.Policy;
import io.madoguchi.log.note.Policy.Judgement;
import io.madoguchi.log.note.SignedNote;
import io.madoguchi.log.record.CanonicalJson;
import io.madoguchi.log.record.NotCanonical;
import io.madoguchi.log.tree.Frontier;
import io.madoguchi.log.tree.Hash;
import io.madoguchi.log.tree.Proofs;
import io.madoguchi.log.tree.Rfc6962;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The check of a bundle (R37). Which log and which witnesses are believed is said by the auditor's policy and by nothing in the
 * bundle. Reads the file once from front to back; what it keeps in memory are the ids of its records. Immutable.
 */
public final class BundleCheck {

    private static final int MOST_FINDINGS = 100;
    private static final long NO_SIZE = -1;

    private final Policy policy;
    private final Optional<Judgement> older;
    private final long leastSize;
    private final List<IndexRange> announced;

    private BundleCheck(Policy policy, Optional<Judgement> older, long leastSize, List<IndexRange> announced) {
        this.policy = policy;
        this.older = older;
        this.leastSize = leastSize;
        this.announced = List.copyOf(announced);
    }

    /** Told record by record what stands in the file, before anything is proven. */
    @FunctionalInterface
    public interface Listener {
        /** A record that has its place in the range. */
        void record(long index, JsonNode record) throws IOException;
    }

    /** Believes the checkpoint that satisfies this policy. */
    public static BundleCheck by(Policy policy) {
        return new BundleCheck(policy, Optional.empty(), 0, List.of());
    }

    /** Also demands that the log still begins with what it was at this checkpoint, which the auditor has kept. */
    public BundleCheck since(SignedNote olderCheckpoint) {
        return new BundleCheck(policy, Optional.of(policy.judge(olderCheckpoint)), leastSize, announced);
    }

    /** Also demands that the log has at least this many entries. */
    public BundleCheck atLeast(long size) {
        return new BundleCheck(policy, older, size, announced);
    }

    /** Takes entries in these ranges without record and salt, as a signed statement of their erasure announced. */
    public BundleCheck announced(List<IndexRange> erased) {
        return new BundleCheck(policy, older, leastSize, erased);
    }

    /** Checks all. Throws where the stream can't be read; whatever it may hold is a verdict. */
    public BundleVerdict check(InputStream bundle) throws IOException {
        return check(bundle, (index, record) -> {});
    }

    /** Checks all, and shows each record on the way. */
    public BundleVerdict check(InputStream bundle, Listener listener) throws IOException {
        return new Reading(new BundleLines(bundle), listener).run();
    }

    private enum Part {
        HEADER,
        ENTRIES,
        SEAL,
        END
    }

    /** One pass through a file. */
    private final class Reading {
        private final BundleLines lines;
        private final Listener listener;
        private final List<Finding> findings = new ArrayList<>();
        private final List<IndexRange> erased = new ArrayList<>();
        private final RecordIds ids = new RecordIds();
        private final Map<Long, Hash> rootsOnTheWay = new LinkedHashMap<>();
        private final long olderSize =
                older.flatMap(Judgement::checkpoint).map(Checkpoint::size).orElse(NO_SIZE);
        private long sinceSize = NO_SIZE;
        private boolean rooted;
        private Part part = Part.HEADER;
        private long number;
        private @Nullable BundleHeader header;
        private Frontier frontier = Frontier.empty();
        private long next;
        private long entries;
        private boolean whole = true;
        private long erasedFrom = -1;
        private long erasedLine;
        private @Nullable Checkpoint checkpoint;
        private Map<String, Instant> cosigned = Map.of();
        private boolean sinceUnchecked;

        Reading(BundleLines lines, Listener listener) {
            this.lines = lines;
            this.listener = listener;
        }

        BundleVerdict run() throws IOException {
            for (Optional<Line> line = lines.next(); line.isPresent(); line = lines.next()) {
                number++;
                if (part == Part.END) {
                    find(Kind.AFTER_THE_END);
                    break;
                }
                if (line.get().end() != End.NEWLINE) {
                    boolean tooLong = line.get().end() == End.TOO_LONG;
                    if (tooLong) {
                        find(Kind.LINE_TOO_LONG, BundleLines.LONGEST);
                    } else {
                        find(Kind.CUT_OFF);
                    }
                    break;
                }
                read(line.get().text());
                if (part == Part.HEADER) {
                    break;
                }
            }
            atEnd();
            return new BundleVerdict(
                    findings,
                    Optional.ofNullable(header),
                    entries,
                    erased,
                    Optional.ofNullable(checkpoint),
                    cosigned,
                    sinceUnchecked,
                    lines.hashOfAll());
        }

        private void read(@Nullable String text) throws IOException {
            JsonNode line = canonical(text);
            if (text == null || line == null) {
                find(part == Part.HEADER ? Kind.HEADER : Kind.NOT_CANONICAL);
                whole = false;
                return;
            }
            Set<String> members = Members.of(line);
            if (part == Part.HEADER) {
                readHeader(line);
            } else if (EntryLine.is(members)) {
                readEntry(text, line, members);
            } else if (members.equals(Set.of("checkpoint"))) {
                readCheckpoint(line);
            } else if (members.equals(Set.of("sha256"))) {
                readSeal(line);
            } else {
                find(members.contains("bundle") ? Kind.OUT_OF_PLACE : Kind.UNKNOWN_LINE);
                whole = false;
            }
        }

        private @Nullable JsonNode canonical(@Nullable String text) {
            if (text == null) {
                return null;
            }
            try {
                JsonNode line = CanonicalJson.parse(text);
                return CanonicalJson.write(line).equals(text) ? line : null;
            } catch (NotCanonical notTheOneSpelling) {
                return null;
            }
        }

        private void readHeader(JsonNode line) {
            try {
                header = BundleHeader.from(line);
                frontier = Frontier.of(header.from(), header.proof().left());
            } catch (IllegalArgumentException notOurs) {
                header = null;
                find(Kind.HEADER);
                return;
            }
            sinceSize = header.since().map(Since::size).orElse(NO_SIZE);
            next = header.from();
            part = Part.ENTRIES;
            noteRoot();
        }

        private void readEntry(String text, JsonNode line, Set<String> members) throws IOException {
            if (part != Part.ENTRIES) {
                find(Kind.OUT_OF_PLACE);
                return;
            }
            EntryLine entry;
            try {
                entry = EntryLine.from(text, line, members);
            } catch (IllegalArgumentException notAnEntry) {
                find(Kind.UNKNOWN_LINE);
                whole = false;
                return;
            }
            entries++;
            if (entry.index() != next || entry.index() >= until()) {
                findAt(Kind.INDEX, entry.index(), next);
                whole = false;
            }
            next = entry.index() + 1;
            noteErasure(entry);
            if (entry.record() != null) {
                noteId(entry);
                listener.record(entry.index(), entry.record());
            }
            if (whole) {
                frontier.add(entry.leaf());
                noteRoot();
            }
        }

        private long until() {
            return header == null ? 0 : header.until();
        }

        private void noteId(EntryLine entry) {
            JsonNode id = entry.record() == null ? null : entry.record().get("id");
            if (id == null || !id.isTextual()) {
                findAt(Kind.RECORD_WITHOUT_ID, entry.index());
                return;
            }
            String text = id.textValue();
            UUID uuid;
            try {
                uuid = UUID.fromString(text);
            } catch (IllegalArgumentException notAnId) {
                findAt(Kind.RECORD_WITHOUT_ID, entry.index());
                return;
            }
            if (!uuid.toString().equals(text)) {
                findAt(Kind.RECORD_WITHOUT_ID, entry.index());
            } else if (!ids.add(uuid)) {
                findAt(Kind.RECORD_REPEATED, entry.index(), uuid);
            }
        }

        private void noteErasure(EntryLine entry) {
            if (entry.record() != null) {
                endErasure();
                return;
            }
            if (erasedFrom >= 0
                    && erased.get(erased.size() - 1).until() == entry.index()
                    && isAnnounced(erasedFrom) == isAnnounced(entry.index())) {
                erased.set(erased.size() - 1, new IndexRange(erasedFrom, entry.index() + 1));
                return;
            }
            endErasure();
            erasedFrom = entry.index();
            erasedLine = number;
            erased.add(new IndexRange(erasedFrom, erasedFrom + 1));
        }

        private void endErasure() {
            if (erasedFrom >= 0 && !isAnnounced(erasedFrom)) {
                long last = erased.get(erased.size() - 1).until() - 1;
                add(new Finding(
                        Kind.BODY_MISSING, erasedLine, OptionalLong.of(erasedFrom), List.of(String.valueOf(last))));
            }
            erasedFrom = -1;
        }

        private boolean isAnnounced(long index) {
            return announced.stream().anyMatch(range -> range.contains(index));
        }

        private void noteRoot() {
            long size = frontier.size();
            if (size == olderSize || size == sinceSize) {
                rootsOnTheWay.put(size, frontier.root());
            }
        }

        private void readCheckpoint(JsonNode line) {
            if (part != Part.ENTRIES) {
                find(Kind.OUT_OF_PLACE);
                return;
            }
            endErasure();
            part = Part.SEAL;
            if (next < until()) {
                findAt(Kind.ENTRIES_MISSING, next, until() - next);
                whole = false;
            }
            Judgement judgement;
            try {
                judgement = policy.judge(SignedNote.parse(Members.text(line, "checkpoint")));
            } catch (IllegalArgumentException notANote) {
                find(Kind.CHECKPOINT);
                return;
            }
            cosigned = judgement.cosigned();
            switch (judgement.finding()) {
                case SATISFIED -> {}
                case NO_CHECKPOINT -> find(Kind.CHECKPOINT);
                case UNKNOWN_LOG ->
                    find(
                            Kind.UNKNOWN_LOG,
                            judgement.checkpoint().map(Checkpoint::origin).orElse(""));
                case NOT_SIGNED -> find(Kind.NOT_SIGNED);
                case WRONG_SIGNATURE -> find(Kind.WRONG_SIGNATURE, String.join(", ", judgement.wrong()));
                case NO_QUORUM -> find(Kind.NO_QUORUM, String.join(", ", cosigned.keySet()));
            }
            judgement.checkpoint().ifPresent(this::hold);
        }

        /** Holds the entries against the checkpoint, and the checkpoint against what the auditor knows. */
        private void hold(Checkpoint claimed) {
            checkpoint = claimed;
            BundleHeader range = header;
            if (range == null) {
                return;
            }
            if (!range.origin().equals(claimed.origin())) {
                find(Kind.ORIGIN, range.origin(), claimed.origin());
            }
            if (claimed.size() < leastSize) {
                find(Kind.TOO_SMALL, claimed.size(), leastSize);
            }
            if (range.until() > claimed.size()) {
                find(Kind.BEYOND_CHECKPOINT, claimed.size());
            } else if (whole) {
                rooted = Proofs.verifyRest(
                        frontier, claimed.size(), range.proof().right(), claimed.root());
                if (!rooted) {
                    find(Kind.ROOT, range.from(), range.until());
                }
            }
            if (older.isPresent()) {
                holdAgainstOlder(range, claimed, older.get());
            }
            range.since().ifPresent(since -> holdSince(since, claimed));
        }

        private void holdAgainstOlder(BundleHeader range, Checkpoint claimed, Judgement judged) {
            Optional<Checkpoint> known = judged.checkpoint()
                    .filter(it -> it.origin().equals(claimed.origin()))
                    .filter(it -> judged.isSatisfied() || judged.finding() == Policy.Finding.NO_QUORUM);
            if (known.isEmpty()) {
                find(Kind.OLDER);
                return;
            }
            long size = known.get().size();
            Hash root = known.get().root();
            if (claimed.size() < size) {
                find(Kind.ROLLED_BACK, claimed.size(), size);
            } else if (claimed.size() == size) {
                if (!claimed.root().equals(root)) {
                    find(Kind.FORKED, size);
                }
            } else if (size == 0) {
                if (!root.equals(Rfc6962.EMPTY_ROOT)) {
                    find(Kind.FORKED, size);
                }
            } else if (rooted && rootsOnTheWay.containsKey(size)) {
                if (!root.equals(rootsOnTheWay.get(size))) {
                    find(Kind.FORKED, size);
                }
            } else if (range.since().filter(since -> since.size() == size).isEmpty()) {
                find(Kind.UNCONNECTED, size);
            } else {
                rootsOnTheWay.put(size, root);
            }
        }

        private void holdSince(Since since, Checkpoint claimed) {
            Hash root = rootsOnTheWay.get(since.size());
            if (root == null || !rooted) {
                sinceUnchecked = true;
            } else if (!Proofs.verifyConsistency(since.size(), claimed.size(), since.proof(), root, claimed.root())) {
                find(Kind.CONSISTENCY, since.size());
            }
        }

        private void readSeal(JsonNode line) {
            if (part != Part.SEAL) {
                find(Kind.OUT_OF_PLACE);
                if (part == Part.ENTRIES) {
                    endErasure();
                    find(Kind.NO_CHECKPOINT);
                }
            }
            part = Part.END;
            if (!lines.hashBefore().equals(line.get("sha256").textValue())) {
                find(Kind.SEAL);
            }
        }

        private void atEnd() {
            endErasure();
            if (number == 0) {
                find(Kind.EMPTY);
            } else if (part == Part.ENTRIES) {
                find(Kind.NO_CHECKPOINT);
            } else if (part == Part.SEAL) {
                find(Kind.NO_SEAL);
            }
        }

        private void find(Kind kind, Object... details) {
            add(new Finding(kind, number, OptionalLong.empty(), texts(details)));
        }

        private void findAt(Kind kind, long index, Object... details) {
            add(new Finding(kind, number, OptionalLong.of(index), texts(details)));
        }

        private static List<String> texts(Object... details) {
            return Stream.of(details).map(String::valueOf).toList();
        }

        private void add(Finding finding) {
            if (findings.size() < MOST_FINDINGS) {
                findings.add(finding);
            }
        }
    }
}
