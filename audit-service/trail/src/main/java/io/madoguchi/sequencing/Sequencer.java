package io.madoguchi.sequencing;

import io.madoguchi.caller.Regularly;
import io.madoguchi.journal.FailureText;
import io.madoguchi.log.note.Checkpoint;
import io.madoguchi.log.note.SignedNote;
import io.madoguchi.log.tree.Hash;
import io.madoguchi.log.tree.Rfc6962;
import io.madoguchi.log.tree.TileId;
import io.madoguchi.log.tree.Tree;
import io.madoguchi.sequencing.Arrivals.Arrival;
import io.madoguchi.sequencing.Arrivals.Placed;
import io.madoguchi.sequencing.Checkpoints.Stored;
import io.madoguchi.sequencing.LogState.CatchingUp;
import io.madoguchi.sequencing.Standing.Closed;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Gives records their places in the log. Any number of instances may run: one at a time holds the row that says where the log stands, and
 * it advances by compare-and-set, so that a second one takes over and never forks. What gets a place is in the archive before a checkpoint
 * of it is signed.
 */
@ApplicationScoped
public class Sequencer {
    private static final Logger LOG = Logger.getLogger(Sequencer.class);

    private final LogDatabase database;
    private final LogSettings settings;
    private final LogKeys keys;
    private final Archive archive;
    private final Arrivals arrivals;
    private final Standing standing;
    private final Statements statements;
    private final Inspection inspection;
    private final Witnesses witnesses;
    private final Clock clock;
    private int failures;

    @Inject
    Sequencer(
            LogDatabase database,
            LogSettings settings,
            LogKeys keys,
            Archive archive,
            Arrivals arrivals,
            Standing standing,
            Statements statements,
            Inspection inspection,
            Witnesses witnesses,
            Clock clock) {
        this.database = database;
        this.settings = settings;
        this.keys = keys;
        this.archive = archive;
        this.arrivals = arrivals;
        this.standing = standing;
        this.statements = statements;
        this.inspection = inspection;
        this.witnesses = witnesses;
        this.clock = clock;
    }

    /** The first time before the first request, so that a log in order is open from the start. */
    void begin(@Observes StartupEvent start, Regularly regularly) {
        sequenceWhenDue();
        arrivals.tell(regularly.whenWoken("sequencer", settings.every(), this::sequenceWhenDue));
    }

    /** Whether it is to come again by itself: a closed log opens when what it waits for is there. */
    private boolean sequenceWhenDue() {
        try {
            sequence();
            failures = 0;
            return standing.closed().isPresent();
        } catch (RuntimeException e) {
            failures++;
            // The first failure and then ever fewer: an outage of hours must not fill the log.
            if (Integer.bitCount(failures) == 1) {
                LOG.warnf("records wait for their places, attempt %d:%s", failures, FailureText.of(e));
            }
            return true;
        }
    }

    /** Gives all that waits its place, signs the new head of the log, and says how many entries that were. */
    public int sequence() {
        int sequenced = 0;
        int batch;
        do {
            batch = database.inTransaction(this::sequenceBatch);
            sequenced += batch;
            // What came meanwhile wakes it again; after a lap of catching up the rest has only been waiting.
        } while (batch == settings.batch() || batch > 0 && standing.closed().isPresent());
        database.change(this::publish);
        return sequenced;
    }

    private int sequenceBatch(Connection connection) throws SQLException {
        Optional<LogState> state = LogState.take(connection);
        if (state.isEmpty()) {
            return 0;
        }
        LogState now = begun(connection, state.get());
        Optional<Closed> closed = inspection.of(connection, now);
        if (closed.isEmpty()) {
            standing.open();
            if (now.catchingUp() != null) {
                // Nothing was missing: only a service's database had been restored.
                LogState.caughtUp(connection);
            }
            return add(connection, now, placed(now.size(), arrivals.next(connection, settings.batch())));
        }
        if (closed.get() == Closed.RESTORED && now.catchingUp() != null) {
            standing.close(Closed.CATCHING_UP);
            return catchUp(connection, now, now.catchingUp());
        }
        standing.close(closed.get());
        return 0;
    }

    private LogState begun(Connection connection, LogState state) throws SQLException {
        if (state.origin() != null) {
            return state;
        }
        LogState.begin(connection, keys.origin());
        return LogState.read(connection);
    }

    private static List<Placed> placed(long size, List<Arrival> waiting) {
        List<Placed> entries = new ArrayList<>();
        for (Arrival arrival : waiting) {
            entries.add(new Placed(size + entries.size(), arrival.place(), arrival.commitment()));
        }
        return entries;
    }

    private int add(Connection connection, LogState state, List<Placed> entries) throws SQLException {
        if (entries.isEmpty()) {
            return 0;
        }
        Tiles tiles = new Tiles(connection);
        List<byte[]> commitments = entries.stream().map(Placed::commitment).toList();
        Map<TileId, byte[]> hashes = Tree.grow(
                tiles, state.size(), commitments.stream().map(Rfc6962::leaf).toList());
        long size = state.size() + entries.size();
        Hash root = new Tree(tiles.with(hashes), size).root();
        Map<TileId, byte[]> written = new HashMap<>(hashes);
        written.putAll(Entries.grow(tiles::read, state.size(), commitments));
        tiles.write(written);
        makeRoom(connection, size);
        arrivals.move(connection, entries);
        state.advance(connection, size, root);
        return entries.size();
    }

    /** Some ahead, so that a batch never waits for it. */
    private void makeRoom(Connection connection, long size) throws SQLException {
        try (PreparedStatement room = connection.prepareStatement("SELECT make_room(?, ?)")) {
            room.setLong(1, size + settings.batch());
            room.setLong(2, settings.partition());
            room.execute();
        }
    }

    /**
     * Takes the order of the next entries from the archive and their records from what the journals send again. Stops at the first whose
     * record is not there yet, unless the operator has said that the log goes on without the missing.
     */
    private int catchUp(Connection connection, LogState state, CatchingUp how) throws SQLException {
        long archived = archive.checkpoint().map(Checkpoint::size).orElse(0L);
        long until = Math.min(archived, state.size() + settings.batch());
        if (until <= state.size()) {
            return 0;
        }
        List<byte[]> commitments = Entries.between(archive::read, archived, state.size(), until);
        Map<Hash, Long> found = new HashMap<>();
        for (Arrival arrival : arrivals.with(connection, commitments)) {
            found.put(Hash.of(arrival.commitment()), arrival.place());
        }
        List<Placed> entries = new ArrayList<>();
        for (byte[] commitment : commitments) {
            @Nullable Long arrival = found.get(Hash.of(commitment));
            if (arrival == null && how == CatchingUp.FROM_JOURNALS) {
                break;
            }
            entries.add(new Placed(state.size() + entries.size(), arrival, commitment));
        }
        noteLost(connection, entries);
        int added = add(connection, state, entries);
        if (state.size() + added == archived) {
            statements.caughtUp(connection, archived);
            LogState.caughtUp(connection);
        }
        return added;
    }

    private void publish(Connection connection) throws SQLException {
        Optional<LogState> taken = LogState.take(connection);
        if (taken.isEmpty() || standing.closed().isPresent()) {
            return;
        }
        LogState state = taken.get();
        Optional<Stored> newest = Checkpoints.newest(connection, keys.origin());
        if (state.size() == newest.map(Stored::size).orElse(0L)) {
            return;
        }
        SignedNote note = keys.checkpoint(new Checkpoint(keys.origin(), state.size(), state.root()));
        Tiles tiles = new Tiles(connection);
        archive.write(tiles::read, archive.checkpoint().map(Checkpoint::size).orElse(0L), state.size(), note);
        Checkpoints.add(connection, keys.origin(), state.size(), note, clock.instant());
        witnesses.expectCheckpoint();
        if (state.previousOrigin() != null) {
            statements.goesOn(connection, state.previousOrigin(), note);
            LogState.previousOriginStated(connection);
        }
    }

    private void noteLost(Connection connection, List<Placed> entries) throws SQLException {
        Object[] lost = entries.stream()
                .filter(entry -> entry.arrival() == null)
                .map(Placed::index)
                .toArray();
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO lost_entry (index, found_missing_at) SELECT unnest(?::bigint[]), ?")) {
            insert.setArray(1, connection.createArrayOf("bigint", lost));
            insert.setObject(2, clock.instant().atOffset(ZoneOffset.UTC));
            insert.executeUpdate();
        }
    }
}
