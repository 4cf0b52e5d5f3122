package io.madoguchi.log.note;

import io.madoguchi.log.note.NoteVerifier.Verdict;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose signatures make a checkpoint one to believe (C2SP tlog-policy): signed by one of the logs, cosigned by a quorum of the witnesses.
 * Immutable.
 */
public final class Policy {
    private final List<Log> logs;
    private final List<Witness> witnesses;
    private final Map<String, Group> groups;
    private final @Nullable String quorum;

    private Policy(List<Log> logs, List<Witness> witnesses, Map<String, Group> groups, @Nullable String quorum) {
        this.logs = List.copyOf(logs);
        this.witnesses = List.copyOf(witnesses);
        this.groups = Map.copyOf(groups);
        this.quorum = quorum;
    }

    /** A log whose checkpoints count. The name of its key is its origin. */
    public record Log(NoteVerifier key, Optional<URI> url) {
        public String origin() {
            return key.name();
        }
    }

    /**
     * A witness whose cosignatures count.
     *
     * @param name its name in this policy, which need not be its key's
     * @param url what {@code add-checkpoint} is added to (C2SP tlog-witness, “submission prefix”)
     */
    public record Witness(String name, NoteVerifier key, Optional<URI> url) {}

    private record Group(int threshold, List<String> members) {}

    /** What a policy says of a note. */
    public enum Finding {
        SATISFIED,
        /** The note's text is no checkpoint. */
        NO_CHECKPOINT,
        /** The checkpoint's origin is none of the policy's logs. */
        UNKNOWN_LOG,
        /** The log's signature is missing. */
        NOT_SIGNED,
        /** A signature in the name of the log, or of a witness of the policy, is wrong: nothing in this note is to be believed. */
        WRONG_SIGNATURE,
        /** Too few witnesses, or not those that are needed. */
        NO_QUORUM
    }

    /**
     * A finding with what it rests on.
     *
     * @param cosigned which witnesses cosigned and when, by their names in the policy; in the policy's order
     * @param wrong the key names of the signatures that don't verify
     */
    public record Judgement(
            Finding finding, Optional<Checkpoint> checkpoint, Map<String, Instant> cosigned, List<String> wrong) {
        public boolean isSatisfied() {
            return finding == Finding.SATISFIED;
        }
    }

    /** Reads a policy file. Refuses what the specification forbids, naming the line. */
    public static Policy parse(String file) {
        return new Reader().read(file);
    }

    public List<Log> logs() {
        return logs;
    }

    public List<Witness> witnesses() {
        return witnesses;
    }

    public Judgement judge(SignedNote note) {
        Checkpoint checkpoint;
        try {
            checkpoint = Checkpoint.of(note);
        } catch (MalformedNote e) {
            return new Judgement(Finding.NO_CHECKPOINT, Optional.empty(), Map.of(), List.of());
        }
        List<NoteVerifier> ofLog = logs.stream()
                .filter(log -> log.origin().equals(checkpoint.origin()))
                .map(Log::key)
                .toList();
        List<NoteVerifier> known = new ArrayList<>(ofLog);
        witnesses.forEach(witness -> known.add(witness.key()));
        List<String> wrong = known.stream()
                .filter(key -> key.verdict(note) == Verdict.INVALID)
                .map(NoteVerifier::name)
                .distinct()
                .toList();
        Map<String, Instant> cosigned = new LinkedHashMap<>();
        for (Witness witness : witnesses) {
            witness.key().cosignedAt(note).ifPresent(time -> cosigned.put(witness.name(), time));
        }
        return new Judgement(finding(note, ofLog, wrong, cosigned.keySet()), Optional.of(checkpoint), cosigned, wrong);
    }

    private Finding finding(SignedNote note, List<NoteVerifier> ofLog, List<String> wrong, Set<String> cosigned) {
        if (ofLog.isEmpty()) {
            return Finding.UNKNOWN_LOG;
        }
        if (!wrong.isEmpty()) {
            return Finding.WRONG_SIGNATURE;
        }
        if (ofLog.stream().noneMatch(key -> key.verdict(note) == Verdict.VALID)) {
            return Finding.NOT_SIGNED;
        }
        return quorum == null || witnessed(quorum, cosigned) ? Finding.SATISFIED : Finding.NO_QUORUM;
    }

    /** Ends: a group names only what stands above it. */
    private boolean witnessed(String name, Set<String> cosigned) {
        Group group = groups.get(name);
        if (group == null) {
            return cosigned.contains(name);
        }
        return group.members().stream()
                        .filter(member -> witnessed(member, cosigned))
                        .count()
                >= group.threshold();
    }

    private static final class Reader {
        private static final String NONE = "none";

        private final List<Log> logs = new ArrayList<>();
        private final List<Witness> witnesses = new ArrayList<>();
        private final Map<String, Group> groups = new HashMap<>();
        private final Set<String> names = new HashSet<>();
        private final Set<String> members = new HashSet<>();
        private @Nullable String quorum;

        private Policy read(String file) {
            int number = 0;
            for (String line : file.split("\n", -1)) {
                number++;
                try {
                    readLine(line);
                } catch (MalformedNote e) {
                    throw new MalformedNote("policy, line %d: %s".formatted(number, e.getMessage()));
                }
            }
            if (quorum == null) {
                throw new MalformedNote("policy: no line “quorum”");
            }
            return new Policy(logs, witnesses, groups, quorum.equals(NONE) ? null : quorum);
        }

        private void readLine(String line) {
            if (line.chars().anyMatch(character -> character < 0x20 && character != '\t' || character == 0x7f)) {
                throw new MalformedNote("a control character");
            }
            // Spaces and tabs alone separate; Unicode's other spaces are part of a name.
            String trimmed = line.replaceAll("^[ \t]+|[ \t]+$", "");
            if (trimmed.isEmpty() || trimmed.startsWith("#")) {
                return;
            }
            List<String> items = List.of(trimmed.split("[ \t]+"));
            switch (items.get(0)) {
                case "log" -> log(items);
                case "witness" -> witness(items);
                case "group" -> group(items);
                case "quorum" -> quorum(items);
                default -> throw new MalformedNote("“%s” begins no line of a policy".formatted(items.get(0)));
            }
        }

        private void log(List<String> items) {
            require(items.size() == 2 || items.size() == 3, "log VKEY [URL]");
            NoteVerifier key = key(items.get(1), SignatureType.ED25519);
            if (logs.stream().anyMatch(log -> log.key().hasSameKeyAs(key))) {
                throw new MalformedNote("this log's key stands here already");
            }
            logs.add(new Log(key, url(items, 2)));
        }

        private void witness(List<String> items) {
            require(items.size() == 3 || items.size() == 4, "witness NAME VKEY [URL]");
            NoteVerifier key = key(items.get(2), SignatureType.COSIGNATURE_V1);
            if (witnesses.stream().anyMatch(witness -> witness.key().hasSameKeyAs(key))) {
                throw new MalformedNote("this witness's key stands here already");
            }
            witnesses.add(new Witness(define(items.get(1)), key, url(items, 3)));
        }

        private void group(List<String> items) {
            require(items.size() >= 4, "group NAME all|any|NUMBER MEMBER…");
            List<String> named = items.subList(3, items.size());
            for (String member : named) {
                requireDefined(member);
                if (!members.add(member)) {
                    throw new MalformedNote("“%s” is a member already".formatted(member));
                }
            }
            int threshold = threshold(items.get(2), named.size());
            groups.put(define(items.get(1)), new Group(threshold, List.copyOf(named)));
        }

        private static int threshold(String text, int size) {
            long threshold =
                    switch (text) {
                        case "all" -> size;
                        case "any" -> 1;
                        default -> Strict.decimal(text, "threshold");
                    };
            if (threshold < 1 || threshold > size) {
                throw new MalformedNote("a threshold of %s of %d".formatted(text, size));
            }
            return (int) threshold;
        }

        private void quorum(List<String> items) {
            require(items.size() == 2, "quorum NAME");
            if (quorum != null) {
                throw new MalformedNote("a second quorum");
            }
            if (!items.get(1).equals(NONE)) {
                requireDefined(items.get(1));
            }
            quorum = items.get(1);
        }

        private String define(String name) {
            if (name.equals(NONE) || !names.add(name)) {
                throw new MalformedNote("the name “%s” is taken".formatted(name));
            }
            return name;
        }

        private void requireDefined(String name) {
            if (!names.contains(name)) {
                throw new MalformedNote("“%s” is not defined above".formatted(name));
            }
        }

        private static NoteVerifier key(String vkey, SignatureType type) {
            NoteVerifier key = NoteVerifier.parse(vkey);
            if (key.type() != type) {
                throw new MalformedNote(
                        "the key of %s is of type %s, needed is %s".formatted(key.name(), key.type(), type));
            }
            return key;
        }

        private static Optional<URI> url(List<String> items, int place) {
            if (items.size() <= place) {
                return Optional.empty();
            }
            try {
                return Optional.of(new URI(items.get(place)));
            } catch (URISyntaxException e) {
                throw new MalformedNote("“%s” is no URL".formatted(items.get(place)));
            }
        }

        private static void require(boolean met, String form) {
            if (!met) {
                throw new MalformedNote("is not “%s”".formatted(form));
            }
        }
    }
}
