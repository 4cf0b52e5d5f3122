package io.madoguchi.local.city;

import io.madoguchi.local.city.LoadProgress.Step;
import io.madoguchi.log.tree.Hash;
import io.madoguchi.log.tree.TileId;
import io.madoguchi.log.tree.Tree;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * Lets the trail of a big city begin with past access records, as a log in order: entries, places, tiles and root, in one
 * transaction, so that there is all of it or nothing. Only into a log without entries; the service signs what it finds at its
 * next start.
 */
final class TrailLoad {
    /** The audit service's own width of a partition ({@code log.partition}). */
    private static final long PARTITION = 1_000_000;

    private static final int SEGMENTS_AHEAD = 2;

    private final Connection connection;
    private final long total;
    private final LoadProgress progress;
    private final List<Hash> tops = new ArrayList<>();
    /** Those that are not full, and all above the segments: what the root is made of. */
    private final Map<TileId, byte[]> edge = new HashMap<>();

    private TrailLoad(Connection connection, long total, LoadProgress progress) {
        this.connection = connection;
        this.total = total;
        this.progress = progress;
    }

    static LoadOutcome load(City city, long total, DataSource audit, LocalDate today, LoadProgress progress)
            throws SQLException {
        try (Connection connection = audit.getConnection()) {
            connection.setAutoCommit(false);
            TrailLoad load = new TrailLoad(connection, total, progress);
            if (load.sizeOfTheLog() > 0) {
                return LoadOutcome.ALREADY_LOADED;
            }
            load.load(new PastAccesses(city, total, today));
            connection.commit();
            return LoadOutcome.LOADED;
        }
    }

    /** Locked: no sequencer gives places meanwhile. */
    private long sizeOfTheLog() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT size FROM audit.log_state FOR UPDATE")) {
            row.next();
            return row.getLong(1);
        }
    }

    private void load(PastAccesses accesses) throws SQLException {
        makeRoom();
        Indexes indexes = Indexes.dropped(connection, "audit.access_record", "audit.record_place");
        copySegments(accesses);
        Map<TileId, byte[]> above = LogSegment.above(tops);
        copyTiles(above);
        edge.putAll(above);
        advance(new Tree(this::onTheEdge, total).root());
        indexes.recreate(made -> progress.report(Step.ACCESS_RECORD_INDEXES, made, indexes.count()));
        try (Statement statement = connection.createStatement()) {
            statement.execute("ANALYZE audit.access_record, audit.record_place, audit.tile");
        }
    }

    private void makeRoom() throws SQLException {
        try (PreparedStatement room = connection.prepareStatement("SELECT audit.make_room(?, ?)")) {
            room.setLong(1, total);
            room.setLong(2, PARTITION);
            room.execute();
        }
    }

    private void copySegments(PastAccesses accesses) throws SQLException {
        long segments = (total + LogSegment.ENTRIES - 1) / LogSegment.ENTRIES;
        ExecutorService threads = Executors.newFixedThreadPool(SEGMENTS_AHEAD);
        try {
            Queue<Future<LogSegment>> ahead = new ArrayDeque<>();
            long next = 0;
            long done = 0;
            while (next < segments || !ahead.isEmpty()) {
                while (next < segments && ahead.size() < SEGMENTS_AHEAD) {
                    long number = next++;
                    ahead.add(threads.submit(() -> LogSegment.of(accesses, number, total)));
                }
                done = copy(CityLoad.await(ahead.remove()), done);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private long copy(LogSegment segment, long before) throws SQLException {
        CopyIn records = new CopyIn("audit." + LogSegment.RECORD);
        long done = before;
        for (byte[] piece : segment.records()) {
            records.write(piece);
            done = Math.min(
                    before + segment.entries(),
                    done + segment.entries() / segment.records().size());
            progress.report(Step.ACCESS_RECORDS, done, total);
        }
        records.end();
        copyOnce("audit." + LogSegment.PLACE, segment.places());
        copyTiles(segment.tiles());
        segment.tiles().forEach((id, content) -> {
            if (!id.isFull()) {
                edge.put(id, content);
            }
        });
        segment.top().ifPresent(tops::add);
        progress.report(Step.ACCESS_RECORDS, before + segment.entries(), total);
        return before + segment.entries();
    }

    private void copyTiles(Map<TileId, byte[]> tiles) throws SQLException {
        CopyRows rows = new CopyRows(3);
        tiles.forEach((id, content) ->
                rows.row().smallint(id.level()).bigint(id.index()).bytes(content));
        copyOnce("audit.tile (level, index, content)", rows.toByteArray());
    }

    private void copyOnce(String table, byte[] rows) throws SQLException {
        CopyIn copy = new CopyIn(table);
        copy.write(rows);
        copy.end();
    }

    private byte[] onTheEdge(TileId tile) {
        return Optional.ofNullable(edge.get(tile))
                .orElseThrow(() -> new IllegalStateException("a tile is missing: " + tile.path()));
    }

    /** By compare-and-set, as the trail itself does. */
    private void advance(Hash root) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE audit.log_state SET size = ?, root = ? WHERE size = 0")) {
            update.setLong(1, total);
            update.setBytes(2, root.bytes());
            if (update.executeUpdate() != 1) {
                throw new IllegalStateException("the log has moved on");
            }
        }
    }

    /** One COPY, from its header to its trailer. */
    private final class CopyIn {
        private final org.postgresql.copy.CopyIn copy;

        CopyIn(String table) throws SQLException {
            CopyManager manager = connection.unwrap(PGConnection.class).getCopyAPI();
            copy = manager.copyIn("COPY " + table + " FROM STDIN (FORMAT binary)");
            write(CopyRows.header());
        }

        void write(byte[] bytes) throws SQLException {
            copy.writeToCopy(bytes, 0, bytes.length);
        }

        void end() throws SQLException {
            write(CopyRows.trailer());
            copy.endCopy();
        }
    }
}
