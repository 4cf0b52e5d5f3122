package io.madoguchi.witness;

import io.madoguchi.log.note.Checkpoint;
import io.madoguchi.log.note.MalformedNote;
import io.madoguchi.log.note.NoteVerifier;
import io.madoguchi.log.note.NoteVerifier.Verdict;
import io.madoguchi.log.note.SignedNote;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The newest cosigned checkpoint of each log, one file each, named by the origin's SHA-256. Each is signed by ourselves and begins with its own
 * SHA-256, since our signature does not cover the log's, which stands beside it: so damage shows. A list of all origins ever cosigned shows a
 * file that is gone.
 */
final class CosignedCheckpoints {
    private static final String ORIGINS = "origins";

    /** SHA-256 in hexadecimal digits, and a newline. */
    private static final int HASH_LINE = 64 + 1;

    private final Path folder;
    private final Map<String, SignedNote> atStart = new HashMap<>();
    private final Set<String> origins;

    private CosignedCheckpoints(Path folder) throws IOException {
        this.folder = folder;
        this.origins = listed(folder.resolve(ORIGINS));
    }

    /** Refuses a folder in which anything is damaged or missing: starting anew would be forgetting. */
    static CosignedCheckpoints open(Path folder, NoteVerifier ownKey) throws IOException {
        Files.createDirectories(folder);
        CosignedCheckpoints cosigned = new CosignedCheckpoints(folder);
        for (Path file : files(folder)) {
            if (DurableFile.isUnfinished(file)) {
                Files.delete(file);
            } else if (!file.getFileName().toString().equals(ORIGINS)) {
                SignedNote note = read(file, ownKey);
                cosigned.atStart.put(Checkpoint.of(note).origin(), note);
            }
        }
        for (String origin : cosigned.origins) {
            if (!cosigned.atStart.containsKey(origin)) {
                throw new DamagedState("state-missing", folder.resolve(hashOf(origin)));
            }
        }
        for (String origin : cosigned.atStart.keySet()) {
            cosigned.list(origin);
        }
        return cosigned;
    }

    static boolean isEmpty(Path folder) throws IOException {
        return !Files.isDirectory(folder) || files(folder).isEmpty();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static SignedNote read(Path file, NoteVerifier ownKey) throws IOException {
        byte[] content = Files.readAllBytes(file);
        int hashed = Math.min(HASH_LINE, content.length);
        byte[] encoded = Arrays.copyOfRange(content, hashed, content.length);
        if (Arrays.equals(hashLine(encoded), Arrays.copyOf(content, hashed))) {
            try {
                SignedNote note = SignedNote.parse(encoded);
                String name = hashOf(Checkpoint.of(note).origin());
                if (ownKey.verdict(note) == Verdict.VALID
                        && name.equals(file.getFileName().toString())) {
                    return note;
                }
            } catch (MalformedNote e) {
                throw new DamagedState("state-damaged", file);
            }
        }
        throw new DamagedState("state-damaged", file);
    }

    private static byte[] hashLine(byte[] encoded) {
        return (hashOf(encoded) + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** What was cosigned last when this process started. */
    Optional<SignedNote> atStart(String origin) {
        return Optional.ofNullable(atStart.get(origin));
    }

    /** Returns when it is on disk. */
    void keep(String origin, SignedNote note) throws IOException {
        String encoded = note.encoded();
        DurableFile.write(
                folder.resolve(hashOf(origin)), hashOf(encoded.getBytes(StandardCharsets.UTF_8)) + "\n" + encoded);
        list(origin);
    }

    private synchronized void list(String origin) throws IOException {
        if (origins.contains(origin)) {
            return;
        }
        Set<String> more = new TreeSet<>(origins);
        more.add(origin);
        DurableFile.write(
                folder.resolve(ORIGINS), more.stream().map(line -> line + "\n").collect(Collectors.joining()));
        origins.add(origin);
    }

    private static Set<String> listed(Path file) throws IOException {
        try {
            return new TreeSet<>(Files.exists(file) ? Files.readAllLines(file) : List.of());
        } catch (CharacterCodingException e) {
            throw new DamagedState("state-damaged", file);
        }
    }

    /** How files and the monitoring path (C2SP tlog-witness) name a log. */
    static String hashOf(String origin) {
        return hashOf(origin.getBytes(StandardCharsets.UTF_8));
    }

    private static String hashOf(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
