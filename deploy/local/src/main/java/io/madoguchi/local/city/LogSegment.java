package io.madoguchi.local.city;

import io.madoguchi.log.record.Commitment;
import io.madoguchi.log.tree.EntryBundle;
import io.madoguchi.log.tree.Hash;
import io.madoguchi.log.tree.Rfc6962;
import io.madoguchi.log.tree.TileId;
import io.madoguchi.log.tree.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Some entries of a log with all tiles of the lower levels over them, as rows to be copied. The segments of a log begin at
 * multiples of {@link #ENTRIES}, so that each can be made without the others: a full one has exactly one hash in the level above.
 *
 * @param records rows of {@code access_record}, in pieces
 * @param places rows of {@code record_place}
 * @param tiles by their place in the whole log
 * @param top the one hash above the tiles; none where the segment is not full
 */
record LogSegment(int entries, List<byte[]> records, byte[] places, Map<TileId, byte[]> tiles, Optional<Hash> top) {
    /** Of a full segment: a tile of tiles. */
    static final int ENTRIES = TileId.FULL * TileId.FULL;

    static final String RECORD =
            "access_record (index, id, source, at, person, school, declared_duty, decision, patrons,"
                    + " fields, body, salt, received_at)";
    static final String PLACE = "record_place (id, index, commitment)";

    /** The level that {@link #top} belongs to. */
    static final int TOP_LEVEL = 2;

    private static final int PIECE = 4096;
    private static final long DELIVERED_AFTER_MICROS = 1_250_000;

    /** The segment of this number, from 0, of the log of so many records. */
    static LogSegment of(PastAccesses accesses, long number, long total) {
        long from = number * ENTRIES;
        long until = Math.min(total, from + ENTRIES);
        List<byte[]> pieces = new ArrayList<>();
        List<byte[]> commitments = new ArrayList<>();
        CopyRows places = new CopyRows(3);
        for (long at = from; at < until; at += PIECE) {
            CopyRows rows = new CopyRows(13);
            for (PastAccess access : accesses.batch(at, Math.min(until, at + PIECE))) {
                long index = from + commitments.size();
                byte[] commitment = Commitment.of(access.salt(), access.body());
                commitments.add(commitment);
                places.row().uuid(access.id()).bigint(index).bytes(commitment);
                add(rows, index, access);
            }
            pieces.add(rows.toByteArray());
        }
        Map<TileId, byte[]> tiles = new LinkedHashMap<>(bundles(number, commitments));
        Optional<Hash> top = addHashes(number, commitments, tiles);
        return new LogSegment(commitments.size(), pieces, places.toByteArray(), tiles, top);
    }

    private static void add(CopyRows rows, long index, PastAccess access) {
        rows.row()
                .bigint(index)
                .uuid(access.id())
                .text(access.source())
                .moment(access.at())
                .text(access.person())
                .text(access.school())
                .text(access.declaredDuty())
                .text(access.decision())
                .uuids(access.patrons())
                .texts(access.fields())
                .jsonb(access.body())
                .bytes(access.salt())
                .moment(access.at() + DELIVERED_AFTER_MICROS);
    }

    private static Map<TileId, byte[]> bundles(long number, List<byte[]> commitments) {
        Map<TileId, byte[]> bundles = new LinkedHashMap<>();
        for (int at = 0; at < commitments.size(); at += TileId.FULL) {
            List<byte[]> entries = commitments.subList(at, Math.min(commitments.size(), at + TileId.FULL));
            bundles.put(
                    TileId.entries(number * TileId.FULL + at / TileId.FULL, entries.size()),
                    EntryBundle.encode(entries));
        }
        return bundles;
    }

    /** Grown as a log of its own, then moved to its place. */
    private static Optional<Hash> addHashes(long number, List<byte[]> commitments, Map<TileId, byte[]> tiles) {
        List<Hash> leaves = new ArrayList<>(commitments.size());
        commitments.forEach(commitment -> leaves.add(Rfc6962.leaf(commitment)));
        Map<TileId, byte[]> own = Tree.grow(LogSegment::nothingBefore, 0, leaves);
        for (Map.Entry<TileId, byte[]> tile : own.entrySet()) {
            TileId id = tile.getKey();
            if (id.level() < TOP_LEVEL) {
                long first = id.level() == 0 ? number * TileId.FULL : number;
                tiles.put(new TileId(id.level(), first + id.index(), id.width()), tile.getValue());
            }
        }
        return Optional.ofNullable(own.get(new TileId(TOP_LEVEL, 0, 1))).map(Hash::of);
    }

    /** The tiles above all segments, from the tops of the full ones in their order. */
    static Map<TileId, byte[]> above(List<Hash> tops) {
        Map<TileId, byte[]> tiles = new LinkedHashMap<>();
        Tree.grow(LogSegment::nothingBefore, 0, tops)
                .forEach((id, hashes) -> tiles.put(new TileId(id.level() + TOP_LEVEL, id.index(), id.width()), hashes));
        return tiles;
    }

    private static byte[] nothingBefore(TileId tile) {
        throw new IllegalStateException("nothing is before " + tile.path());
    }
}
