package io.madoguchi.witness;

import io.madoguchi.log.note.AddCheckpoint;
import io.madoguchi.log.note.Checkpoint;
import io.madoguchi.log.note.NoteSignature;
import io.madoguchi.log.note.NoteSigner;
import io.madoguchi.log.note.NoteVerifier;
import io.madoguchi.log.note.NoteVerifier.Verdict;
import io.madoguchi.log.note.SignedNote;
import io.madoguchi.log.tree.Hash;
import io.madoguchi.log.tree.Proofs;
import io.madoguchi.log.tree.Rfc6962;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One log as the witness knows it: its keys and the newest checkpoint that was cosigned. One request at a time. */
final class WatchedLog {
    private final String origin;
    private final List<NoteVerifier> keys;
    private final NoteSigner signer;
    private final CosignedCheckpoints cosigned;
    private final Clock clock;
    private @Nullable SignedNote newest;

    WatchedLog(String origin, List<NoteVerifier> keys, NoteSigner signer, CosignedCheckpoints cosigned, Clock clock) {
        this.origin = origin;
        this.keys = List.copyOf(keys);
        this.signer = signer;
        this.cosigned = cosigned;
        this.clock = clock;
        this.newest = cosigned.atStart(origin).orElse(null);
    }

    /** With the signatures that were verified and our own. */
    synchronized Optional<SignedNote> newest() {
        return Optional.ofNullable(newest);
    }

    /** Checks in the specification's order. When it can't be written down, nothing is cosigned. */
    synchronized Answer add(AddCheckpoint request) throws IOException {
        Checkpoint checkpoint = request.checkpoint();
        Answer.@Nullable Refusal refusal = refuseSignature(request.note());
        if (refusal != null) {
            return refusal;
        }
        if (request.oldSize() > checkpoint.size()) {
            return Answer.Refusal.OLD_SIZE_ABOVE_SIZE;
        }
        Checkpoint last = last();
        if (request.oldSize() != last.size()) {
            return new Answer.OtherSize(last.size());
        }
        refusal = refuseGrowth(last, checkpoint, request.proof());
        if (refusal != null) {
            return refusal;
        }
        return new Answer.Cosigned(cosign(request.note()));
    }

    private Answer.@Nullable Refusal refuseSignature(SignedNote note) {
        List<Verdict> verdicts = keys.stream().map(key -> key.verdict(note)).toList();
        if (verdicts.contains(Verdict.INVALID)) {
            return Answer.Refusal.WRONG_SIGNATURE;
        }
        return verdicts.contains(Verdict.VALID) ? null : Answer.Refusal.NOT_SIGNED;
    }

    private static Answer.@Nullable Refusal refuseGrowth(Checkpoint last, Checkpoint checkpoint, List<Hash> proof) {
        if (checkpoint.size() == 0 && !checkpoint.root().equals(Rfc6962.EMPTY_ROOT)) {
            return Answer.Refusal.WRONG_EMPTY_ROOT;
        }
        if (checkpoint.size() == last.size() && !checkpoint.root().equals(last.root())) {
            return Answer.Refusal.FORK;
        }
        // Every tree begins with the empty one: there is nothing to prove, so the specification asks for no proof.
        boolean grew = last.size() == 0
                ? proof.isEmpty()
                : Proofs.verifyConsistency(last.size(), checkpoint.size(), proof, last.root(), checkpoint.root());
        return grew ? null : Answer.Refusal.NOT_CONSISTENT;
    }

    private Checkpoint last() {
        return newest == null ? new Checkpoint(origin, 0, Rfc6962.EMPTY_ROOT) : Checkpoint.of(newest);
    }

    /** Remembered on disk before anybody can hear of it: a witness that forgets can be led to cosign two stories. */
    private NoteSignature cosign(SignedNote note) throws IOException {
        NoteSignature cosignature = signer.cosign(note.text(), clock.instant());
        // Signatures of keys that we don't know were not checked, so we don't pass them on.
        List<NoteSignature> signatures = new ArrayList<>(note.signatures().stream()
                .filter(signature -> keys.stream().anyMatch(key -> key.isNamedBy(signature)))
                .toList());
        signatures.add(cosignature);
        SignedNote kept = new SignedNote(note.text(), signatures);
        cosigned.keep(origin, kept);
        newest = kept;
        return cosignature;
    }
}
