package io.madoguchi.sequencing;

import io.agroal.api.AgroalDataSource;
import io.madoguchi.log.bundle.BundleHeader;
import io.madoguchi.log.bundle.BundleWriter;
import io.madoguchi.log.note.SignedNote;
import io.madoguchi.log.record.CanonicalJson;
import io.madoguchi.log.tree.Hash;
import io.madoguchi.log.tree.TileId;
import io.madoguchi.log.tree.Tree;
import io.madoguchi.sequencing.Checkpoints.Stored;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the log gives to those who check it: checkpoints, tiles, proofs, bundles, statements. To be used within a transaction. */
@ApplicationScoped
public class PublishedLog {
    private static final int ENTRIES_AT_ONCE = 1024;

    private final AgroalDataSource dataSource;
    private final LogKeys keys;
    private final Statements statements;

    @Inject
    PublishedLog(AgroalDataSource dataSource, LogKeys keys, Statements statements) {
        this.dataSource = dataSource;
        this.keys = keys;
        this.statements = statements;
    }

    /**
     * A signed head of the log.
     *
     * @param cosigned since when enough witnesses have cosigned it; null until then
     */
    public record Head(long size, SignedNote note, @Nullable Instant cosigned) {
        private static Head of(Stored stored) {
            return new Head(stored.size(), stored.note(), stored.cosignedAt());
        }
    }

    /**
     * A record with what proves it.
     *
     * @param body canonical JSON; null, like the salt, where it was erased
     * @param proof text of C2SP tlog-proof
     */
    public record Proven(long index, @Nullable String body, byte @Nullable [] salt, byte[] commitment, String proof) {}

    /** The newest, cosigned or not. */
    public Optional<Head> newest() {
        return on(connection -> Checkpoints.newest(connection, keys.origin()).map(Head::of));
    }

    /** The newest that enough witnesses have cosigned. */
    public Optional<Head> cosigned() {
        return on(connection ->
                Checkpoints.newestCosigned(connection, keys.origin()).map(Head::of));
    }

    /** A tile of the newest checkpoint's tree, nothing beyond it. */
    public Optional<byte[]> tile(TileId tile) {
        return on(connection -> {
            long size = Checkpoints.newest(connection, keys.origin())
                    .map(Stored::size)
                    .orElse(0L);
            long hashes = tile.isEntries() ? size : size >>> (8 * tile.level());
            return tile.start() + tile.width() <= hashes ? new Tiles(connection).find(tile) : Optional.empty();
        });
    }

    /** That the log of one size is the beginning of the log of another; nothing where the newest checkpoint does not reach that. */
    public Optional<List<Hash>> consistency(long from, long to) {
        return on(connection -> Checkpoints.newest(connection, keys.origin())
                .filter(newest -> from <= to && to <= newest.size())
                .map(newest -> new Tree(new Tiles(connection), to).consistencyProof(from)));
    }

    /** Nothing where the record has no place under the newest cosigned checkpoint yet. */
    public Optional<Proven> prove(UUID record) {
        return on(connection -> {
            Optional<Stored> head = Checkpoints.newestCosigned(connection, keys.origin());
            try (PreparedStatement select = connection.prepareStatement(
                    """
                    SELECT p.index, p.commitment, r.body, r.salt
                    FROM record_place p
                    LEFT JOIN access_record r ON r.index = p.index
                    WHERE p.id = ?
                    """)) {
                select.setObject(1, record);
                try (ResultSet row = select.executeQuery()) {
                    if (!row.next()
                            || head.isEmpty()
                            || row.getLong("index") >= head.get().size()) {
                        return Optional.empty();
                    }
                    long index = row.getLong("index");
                    String body = row.getString("body");
                    return Optional.of(new Proven(
                            index,
                            body == null ? null : CanonicalJson.canonical(body),
                            row.getBytes("salt"),
                            row.getBytes("commitment"),
                            proof(connection, index, head.get())));
                }
            }
        });
    }

    private static String proof(Connection connection, long index, Stored head) {
        StringBuilder text = new StringBuilder("c2sp.org/tlog-proof@v1\nindex ")
                .append(index)
                .append('\n');
        new Tree(new Tiles(connection), head.size()).inclusionProof(index).forEach(hash -> text.append(hash.base64())
                .append('\n'));
        return text.append('\n').append(head.note().encoded()).toString();
    }

    /**
     * Writes the bundle of a range under a checkpoint.
     *
     * @param since an older size that the auditor holds a checkpoint of
     */
    public void writeBundle(OutputStream out, Head head, long from, long until, @Nullable Long since)
            throws IOException {
        Optional<IOException> failed = on(connection -> {
            try {
                writeBundle(connection, out, head, from, until, since);
                return Optional.empty();
            } catch (IOException e) {
                return Optional.of(e);
            }
        });
        if (failed.isPresent()) {
            throw failed.get();
        }
    }

    private void writeBundle(
            Connection connection, OutputStream out, Head head, long from, long until, @Nullable Long since)
            throws IOException, SQLException {
        Tiles tiles = new Tiles(connection);
        Tree tree = new Tree(tiles, head.size());
        Optional<BundleHeader.Since> older =
                Optional.ofNullable(since).map(size -> new BundleHeader.Since(size, tree.consistencyProof(size)));
        BundleWriter bundle = new BundleWriter(
                out, new BundleHeader(keys.origin(), from, until, tree.rangeProof(from, until), older));
        for (long at = from; at < until; at += ENTRIES_AT_ONCE) {
            long end = Math.min(until, at + ENTRIES_AT_ONCE);
            List<byte[]> commitments = Entries.between(tiles::read, head.size(), at, end);
            Map<Long, Salted> records = records(connection, at, end);
            for (long index = at; index < end; index++) {
                Salted record = records.get(index);
                if (record == null) {
                    bundle.erased(commitments.get((int) (index - at)));
                } else {
                    bundle.record(record.salt(), CanonicalJson.canonical(record.body()));
                }
            }
        }
        bundle.finish(head.note());
    }

    /** The patrons whose records a range holds. */
    public List<UUID> patrons(long from, long until) {
        return on(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    """
                    SELECT DISTINCT patron FROM access_record, unnest(patrons) AS patron
                    WHERE index >= ? AND index < ? AND body IS NOT NULL
                    """)) {
                select.setLong(1, from);
                select.setLong(2, until);
                List<UUID> patrons = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        patrons.add(row.getObject("patron", UUID.class));
                    }
                }
                return patrons;
            }
        });
    }

    /**
     * Until when all records of a source are covered by a cosigned checkpoint: those recorded before are safe from everybody who does not
     * hold the witnesses' keys, too.
     */
    public Instant coveredUntil(String source, Instant now) {
        return on(connection -> {
            long size = Checkpoints.newestCosigned(connection, keys.origin())
                    .map(Stored::size)
                    .orElse(0L);
            try (PreparedStatement select = connection.prepareStatement(
                    """
                    SELECT min(at) FROM (
                        SELECT at FROM arrival WHERE source = ?
                        UNION ALL
                        SELECT at FROM access_record WHERE source = ? AND index >= ?
                    ) uncovered
                    """)) {
                select.setString(1, source);
                select.setString(2, source);
                select.setLong(3, size);
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    OffsetDateTime first = row.getObject(1, OffsetDateTime.class);
                    return first == null ? now : first.toInstant();
                }
            }
        });
    }

    /** Signed notes, the oldest first. */
    public List<String> statements() {
        return on(statements::all);
    }

    private record Salted(byte[] salt, String body) {}

    private static Map<Long, Salted> records(Connection connection, long from, long until) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT index, body, salt FROM access_record WHERE index >= ? AND index < ? AND body IS NOT NULL AND salt IS NOT NULL")) {
            select.setLong(1, from);
            select.setLong(2, until);
            Map<Long, Salted> records = new LinkedHashMap<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    records.put(row.getLong("index"), new Salted(row.getBytes("salt"), row.getString("body")));
                }
            }
            return records;
        }
    }

    private <T> T on(LogDatabase.Work<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            return work.with(connection);
        } catch (SQLException e) {
            throw new LogException(e);
        }
    }
}
