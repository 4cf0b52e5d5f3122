package io.madoguchi.sequencing;

import io.madoguchi.log.tree.TileId;
import io.madoguchi.log.tree.TileSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/** The table of tiles, within the caller's transaction. A narrower tile than the stored one is its beginning. */
final class Tiles implements TileSource {
    private static final int HASH = 32;
    /** An entry with the two bytes of its length. */
    private static final int ENTRY = 2 + 32;

    private final Connection connection;

    Tiles(Connection connection) {
        this.connection = connection;
    }

    @Override
    public byte[] read(TileId tile) {
        return find(tile).orElseThrow(() -> new LogException("a tile is missing: " + tile.path()));
    }

    /** Nothing where the stored one is narrower. */
    Optional<byte[]> find(TileId tile) {
        int bytes = tile.width() * (tile.isEntries() ? ENTRY : HASH);
        try (PreparedStatement select =
                connection.prepareStatement("SELECT substr(content, 1, ?) FROM tile WHERE level = ? AND index = ?")) {
            select.setInt(1, bytes);
            select.setInt(2, tile.level());
            select.setLong(3, tile.index());
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(row.getBytes(1)).filter(content -> content.length == bytes)
                        : Optional.empty();
            }
        } catch (SQLException e) {
            throw new LogException(e);
        }
    }

    void write(Map<TileId, byte[]> tiles) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement(
                """
                INSERT INTO tile (level, index, content) VALUES (?, ?, ?)
                ON CONFLICT (level, index) DO UPDATE SET content = excluded.content
                """)) {
            for (Map.Entry<TileId, byte[]> tile : tiles.entrySet()) {
                upsert.setInt(1, tile.getKey().level());
                upsert.setLong(2, tile.getKey().index());
                upsert.setBytes(3, tile.getValue());
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
    }
}
