package io.madoguchi.roster;

import io.agroal.api.AgroalDataSource;
import io.madoguchi.api.roster.ImportState;
import io.madoguchi.api.roster.OnError;
import io.madoguchi.api.roster.RosterImport;
import io.madoguchi.caller.CurrentCaller;
import io.madoguchi.disclosure.Permit;
import io.madoguchi.journal.Access;
import io.madoguchi.journal.Journal;
import io.madoguchi.oneroster.Fault;
import io.madoguchi.oneroster.Findings;
import io.madoguchi.oneroster.Manifest;
import io.madoguchi.oneroster.RosterFile;
import io.madoguchi.oneroster.RosterPackage;
import io.madoguchi.problem.ProblemCode;
import io.madoguchi.problem.ProblemException;
import io.madoguchi.reading.Ids;
import io.madoguchi.roster.Imports.Import;
import io.madoguchi.roster.Imports.Options;
import io.quarkus.agroal.DataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Takes a roster as it comes over the wire. Each file of it is in its table or not at all; what becomes of the whole is decided
 * afterwards. A transfer that breaks off leaves nothing.
 */
@ApplicationScoped
class ReceiveRoster {
    /** Whoever is in a line of these that could not be read is not missing. */
    private static final Set<String> OF_PERSONS =
            Set.of(RosterFile.USERS.fileName(), RosterFile.ROLES.fileName(), RosterFile.ORGS.fileName());

    private final Imports imports;
    private final ImportWork work;
    private final AgroalDataSource pool;
    private final CurrentCaller current;
    private final Journal journal;

    /** A slow client holds a connection for as long as it sends. */
    private final Semaphore oneAtATime = new Semaphore(1);

    ReceiveRoster(
            Imports imports,
            ImportWork work,
            @DataSource(Imports.POOL) AgroalDataSource pool,
            CurrentCaller current,
            Journal journal) {
        this.imports = imports;
        this.work = work;
        this.pool = pool;
        this.current = current;
        this.journal = journal;
    }

    /** @param key with which a roster whose answer was lost can be sent again without becoming a second import */
    RosterImport receive(Permit permit, Options options, @Nullable String key, InputStream body) throws IOException {
        if (!oneAtATime.tryAcquire()) {
            throw ProblemException.of(ProblemCode.REQUEST_IN_PROGRESS);
        }
        try {
            UUID id = Ids.next();
            boolean first = QuarkusTransaction.requiringNew()
                    .call(() -> imports.begin(id, Journal.whoIs(current.get()), permit, options, key));
            return first ? take(id, permit, options, body) : repeat(permit, key, body);
        } finally {
            oneAtATime.release();
        }
    }

    private RosterImport take(UUID id, Permit permit, Options options, InputStream body) throws IOException {
        boolean received = false;
        try (Staging staging =
                new Staging(pool, id, () -> QuarkusTransaction.requiringNew().run(() -> imports.isAlive(id)))) {
            DigestInputStream digested = new DigestInputStream(body, sha256());
            Findings findings = new Findings();
            Optional<Manifest> manifest = RosterPackage.read(digested, findings, staging);
            // Of what a zip has behind its files.
            digested.transferTo(OutputStream.nullOutputStream());
            ImportState state = manifest.isEmpty() ? ImportState.REFUSED : ImportState.WAITING;
            QuarkusTransaction.requiringNew().run(() -> {
                imports.received(
                        id,
                        digested.getMessageDigest().digest(),
                        manifest.map(Manifest::version).orElse(null),
                        manifest.map(Manifest::hasEverybody).orElse(false),
                        options.onError() == OnError.SKIP && hasUnreadPersons(findings),
                        findings,
                        state);
                if (state.isEnd()) {
                    imports.forgetLines(id);
                }
            });
            received = true;
            return answer(id, permit);
        } finally {
            if (!received) {
                QuarkusTransaction.requiringNew().run(() -> imports.interrupted(id));
            }
            work.wake();
        }
    }

    /** The same roster again: the import that it became. Another one under the same key is refused. */
    private RosterImport repeat(Permit permit, @Nullable String key, InputStream body) throws IOException {
        DigestInputStream digested = new DigestInputStream(body, sha256());
        digested.transferTo(OutputStream.nullOutputStream());
        Import before = QuarkusTransaction.requiringNew()
                .call(() -> imports.withKey(current.get().subject(), String.valueOf(key)))
                .orElseThrow(() -> ProblemException.of(ProblemCode.REQUEST_IN_PROGRESS));
        if (before.state() == ImportState.RECEIVING) {
            throw ProblemException.of(ProblemCode.REQUEST_IN_PROGRESS);
        }
        if (!Arrays.equals(before.sha256(), digested.getMessageDigest().digest())) {
            throw ProblemException.of(ProblemCode.IDEMPOTENCY_KEY_REUSED);
        }
        return answer(before.id(), permit);
    }

    private RosterImport answer(UUID id, Permit permit) {
        QuarkusTransaction.requiringNew()
                .run(() -> journal.record(Access.under(permit, null).answered(202)));
        return QuarkusTransaction.requiringNew()
                .call(() -> imports.view(imports.withId(id).orElseThrow()));
    }

    private static boolean hasUnreadPersons(Findings findings) {
        return findings.faults().stream().map(Fault::file).anyMatch(file -> file != null && OF_PERSONS.contains(file));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
