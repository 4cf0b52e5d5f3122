package io.madoguchi.trail;

import io.madoguchi.api.trail.ConsistencyProof;
import io.madoguchi.api.trail.Inquiry;
import io.madoguchi.api.trail.LogStatements;
import io.madoguchi.api.trail.RecordProof;
import io.madoguchi.api.trail.StatedInquiry;
import io.madoguchi.caller.Gate;
import io.madoguchi.disclosure.Act;
import io.madoguchi.disclosure.Field;
import io.madoguchi.disclosure.Permit;
import io.madoguchi.journal.Access;
import io.madoguchi.journal.Journal;
import io.madoguchi.log.note.SignedNote;
import io.madoguchi.log.tree.Hash;
import io.madoguchi.log.tree.TileId;
import io.madoguchi.problem.ProblemCode;
import io.madoguchi.problem.ProblemException;
import io.madoguchi.sequencing.PublishedLog;
import io.madoguchi.sequencing.PublishedLog.Head;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Gives auditors what they check the trail with. Checkpoints, tiles and statements hold salted hashes and counts only: they disclose nothing
 * of anybody, and reading them leaves no record. Proofs and bundles hold records, and do.
 */
@ApplicationScoped
public class ReadLog {
    /** More in one file nobody can look through; several files make one range. */
    private static final long LONGEST = 200_000;

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration UNTIL_COSIGNED = Duration.ofSeconds(2);

    private final Gate gate;
    private final PublishedLog log;
    private final Journal journal;

    @Inject
    ReadLog(Gate gate, PublishedLog log, Journal journal) {
        this.gate = gate;
        this.log = log;
        this.journal = journal;
    }

    @Transactional
    String newest() {
        return text(log.newest());
    }

    @Transactional
    String cosigned() {
        return text(log.cosigned());
    }

    private String text(Optional<Head> head) {
        permit();
        return head.map(Head::note).map(SignedNote::encoded).orElseThrow(ReadLog::notFound);
    }

    @Transactional
    byte[] tile(Optional<TileId> tile) {
        permit();
        return tile.flatMap(log::tile).orElseThrow(ReadLog::notFound);
    }

    @Transactional
    ConsistencyProof consistency(long from, long to) {
        permit();
        return log.consistency(from, to)
                .map(hashes -> new ConsistencyProof(
                        from, to, hashes.stream().map(Hash::base64).toList()))
                .orElseThrow(ReadLog::notFound);
    }

    @Transactional
    LogStatements statements() {
        permit();
        return new LogStatements(log.statements());
    }

    @Transactional
    RecordProof proof(StatedInquiry stated, UUID record) {
        Permit permit = permit();
        Inquiry inquiry = stated.required();
        PublishedLog.Proven proven = log.prove(record).orElseThrow(ReadLog::notCosignedYet);
        journal.record(Access.under(permit, null)
                .inquiry(inquiry)
                .disclosing(Set.of(Field.ACCESS_RECORDS), null, log.patrons(proven.index(), proven.index() + 1)));
        byte[] salt = proven.salt();
        return new RecordProof(
                proven.index(),
                proven.body(),
                salt == null ? null : Base64.getEncoder().encodeToString(salt),
                Base64.getEncoder().encodeToString(proven.commitment()),
                proven.proof());
    }

    /** The whole file is made first, since its digest stands on the record that commits before the first byte leaves. */
    Spool bundle(StatedInquiry stated, long from, @Nullable Long until, @Nullable Long since) throws IOException {
        Permit permit = permit();
        Inquiry inquiry = stated.required();
        Head head = inTransaction(() -> log.cosigned().orElseThrow(ReadLog::notCosignedYet));
        long end = until != null ? until : Math.min(head.size(), from + LONGEST);
        if (end > head.size() || since != null && since > head.size()) {
            throw notCosignedYet();
        }
        if (end < from || end - from > LONGEST) {
            throw ProblemException.of(ProblemCode.INVALID_VALUE);
        }
        Spool file = Spool.of(out -> inTransaction(() -> {
            log.writeBundle(out, head, from, end, since);
            return true;
        }));
        try {
            List<UUID> patrons = inTransaction(() -> log.patrons(from, end));
            Access access = Access.under(permit, null)
                    .inquiry(inquiry.withSha256(HexFormat.of().formatHex(file.sha256())))
                    .disclosing(Set.of(Field.ACCESS_RECORDS), null, patrons);
            QuarkusTransaction.requiringNew().run(() -> journal.record(access));
            return file;
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private Permit permit() {
        return gate.permit(Act.READ_ACCESS_RECORDS, null);
    }

    private interface Work<T> {
        T done() throws IOException;
    }

    private static <T> T inTransaction(Work<T> work) {
        return QuarkusTransaction.requiringNew()
                .timeout((int) PATIENCE.toSeconds())
                .call(() -> {
                    try {
                        return work.done();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    private static ProblemException notFound() {
        return ProblemException.of(ProblemCode.NOT_FOUND);
    }

    private static ProblemException notCosignedYet() {
        return ProblemException.tryAgainIn(ProblemCode.NOT_COSIGNED_YET, UNTIL_COSIGNED);
    }
}
