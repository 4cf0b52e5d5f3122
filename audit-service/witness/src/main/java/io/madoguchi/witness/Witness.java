package io.madoguchi.witness;

import io.madoguchi.log.note.AddCheckpoint;
import io.madoguchi.log.note.NoteVerifier;
import io.madoguchi.log.note.SignedNote;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Cosigns the checkpoints of the logs that it watches, each by its origin. Different logs don't wait for each other. */
final class Witness {
    private final NoteVerifier key;
    private final Map<String, WatchedLog> logs;
    private final Map<String, WatchedLog> logsByHash;

    /** Keys of one name are keys of one log, as after a rotation. */
    Witness(DataFolder folder, List<NoteVerifier> logKeys, Clock clock) {
        this.key = folder.signer().verifier();
        this.logs = logKeys.stream()
                .collect(Collectors.groupingBy(
                        NoteVerifier::name,
                        Collectors.collectingAndThen(
                                Collectors.toList(),
                                keys -> new WatchedLog(
                                        keys.get(0).name(), keys, folder.signer(), folder.cosigned(), clock))));
        this.logsByHash = logs.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        log -> CosignedCheckpoints.hashOf(log.getKey()), Map.Entry::getValue));
    }

    NoteVerifier key() {
        return key;
    }

    Answer add(AddCheckpoint request) throws IOException {
        WatchedLog log = logs.get(request.checkpoint().origin());
        return log == null ? Answer.Refusal.UNKNOWN_LOG : log.add(request);
    }

    /** By the origin's SHA-256 in hexadecimal. */
    Optional<SignedNote> newest(String originHash) {
        return Optional.ofNullable(logsByHash.get(originHash)).flatMap(WatchedLog::newest);
    }

    /** What was cosigned last, by origin; empty for a log that was never seen. */
    Map<String, Optional<SignedNote>> newest() {
        return logs.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue()
                .newest()));
    }
}
