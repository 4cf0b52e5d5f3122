package io.madoguchi.sequencing;

import io.madoguchi.caller.Regularly;
import io.madoguchi.caller.Regularly.Wake;
import io.madoguchi.journal.FailureText;
import io.madoguchi.log.note.Checkpoint;
import io.madoguchi.log.note.SignedNote;
import io.madoguchi.log.tree.Hash;
import io.madoguchi.log.tree.Tree;
import io.madoguchi.sequencing.Checkpoints.Stored;
import io.madoguchi.sequencing.WitnessClient.Answer;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Has checkpoints cosigned. No transaction is open while a witness is asked for that. What witnesses say of this log is remembered: it may
 * be more than the database knows.
 */
@ApplicationScoped
public class Witnesses {
    private static final Logger LOG = Logger.getLogger(Witnesses.class);

    private final LogDatabase database;
    private final LogKeys keys;
    private final Clock clock;
    private final List<WitnessClient> clients;
    private final Set<String> answered = ConcurrentHashMap.newKeySet();
    private final AtomicLong highest = new AtomicLong();
    private final Regularly regularly;
    private volatile Wake wake = Wake.NOBODY;
    private volatile boolean contradicted;

    @Inject
    Witnesses(LogDatabase database, LogKeys keys, Regularly regularly, Clock clock) {
        this.database = database;
        this.keys = keys;
        this.regularly = regularly;
        this.clock = clock;
        this.clients = keys.policy().witnesses().stream()
                .flatMap(witness -> witness.url().map(url -> new WitnessClient(witness, url)).stream())
                .toList();
    }

    /** The largest size that a witness says it has cosigned. */
    long highest() {
        return highest.get();
    }

    /** Whether a witness has cosigned a log that this one is no continuation of. */
    boolean contradicted() {
        return contradicted;
    }

    boolean haveAnswered() {
        return answered.size() == clients.size();
    }

    /** Asks each what it has cosigned last, and says whether all have answered. */
    boolean ask(LogState state) {
        SignedNote present = keys.checkpoint(new Checkpoint(keys.origin(), state.size(), state.root()));
        for (WitnessClient client : clients) {
            heard(client, client.submit(state.size(), List.of(), present));
        }
        return haveAnswered();
    }

    void begin(@Observes StartupEvent start, LogSettings settings) {
        wake = regularly.whenWoken("witnesses", settings.cosignEvery(), this::cosignWhenDue);
    }

    /** After the present transaction, in which a checkpoint is published. */
    void expectCheckpoint() {
        regularly.wakeAfterCommit(wake);
    }

    private boolean cosignWhenDue() {
        try {
            return !cosign() && isAnythingSigned();
        } catch (RuntimeException e) {
            LOG.warn("a checkpoint waits for its cosignatures:" + FailureText.of(e));
            return true;
        }
    }

    private boolean isAnythingSigned() {
        return database.inTransaction(connection -> Checkpoints.newest(connection, keys.origin()))
                .isPresent();
    }

    /** Has the newest checkpoint cosigned where it isn't yet, and says whether enough witnesses have. */
    public boolean cosign() {
        Optional<Stored> newest = database.inTransaction(connection -> Checkpoints.newest(connection, keys.origin()));
        if (newest.isEmpty() || newest.get().cosignedAt() != null) {
            return newest.isPresent();
        }
        long size = newest.get().size();
        SignedNote note = newest.get().note();
        Set<String> before = new HashSet<>(keys.policy().judge(note).cosigned().keySet());
        for (WitnessClient client : clients) {
            if (!before.contains(client.witness().name())) {
                note = cosigned(client, size, note);
            }
        }
        SignedNote collected = note;
        boolean enough = keys.policy().judge(collected).isSatisfied();
        if (enough || !collected.equals(newest.get().note())) {
            database.change(connection ->
                    Checkpoints.cosigned(connection, keys.origin(), size, collected, enough ? clock.instant() : null));
        }
        return enough;
    }

    private SignedNote cosigned(WitnessClient client, long size, SignedNote note) {
        String witness = client.witness().name();
        long old = database.inTransaction(connection -> position(connection, witness));
        Answer answer = submit(client, Math.min(old, size), size, note);
        if (answer.kind() == Answer.Kind.OTHER_SIZE && answer.size() <= size) {
            answer = submit(client, answer.size(), size, note);
        }
        if (answer.kind() == Answer.Kind.COSIGNED) {
            database.change(connection -> remember(connection, witness, size));
        }
        return answer.note();
    }

    private Answer submit(WitnessClient client, long old, long size, SignedNote note) {
        List<Hash> proof =
                database.inTransaction(connection -> new Tree(new Tiles(connection), size).consistencyProof(old));
        Answer answer = client.submit(old, proof, note);
        heard(client, answer);
        return answer;
    }

    private void heard(WitnessClient client, Answer answer) {
        switch (answer.kind()) {
            case NONE -> {
                return;
            }
            case OTHER_SIZE -> highest.accumulateAndGet(answer.size(), Math::max);
            case CONTRADICTS -> contradicted = true;
            case COSIGNED -> {}
        }
        answered.add(client.witness().name());
    }

    private long position(Connection connection, String witness) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT size FROM witness_position WHERE origin = ? AND witness = ?")) {
            select.setString(1, keys.origin());
            select.setString(2, witness);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getLong("size") : 0;
            }
        }
    }

    private void remember(Connection connection, String witness, long size) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement(
                """
                INSERT INTO witness_position AS position (origin, witness, size) VALUES (?, ?, ?)
                ON CONFLICT (origin, witness) DO UPDATE SET size = excluded.size
                """)) {
            upsert.setString(1, keys.origin());
            upsert.setString(2, witness);
            upsert.setLong(3, size);
            upsert.executeUpdate();
        }
    }
}
