package io.madoguchi.sequencing;

import io.madoguchi.log.record.Commitment;
import io.madoguchi.log.tree.EntryBundle;
import io.madoguchi.log.tree.TileId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The entries of the log, which are commitments, as entry bundles (C2SP tlog-tiles). */
final class Entries {
    private Entries() {}

    /**
     * The bundles that are new or longer when these entries come after the first {@code size}.
     *
     * @param stored gives a bundle that is there already
     */
    static Map<TileId, byte[]> grow(Function<TileId, byte[]> stored, long size, List<byte[]> added) {
        Map<TileId, byte[]> bundles = new LinkedHashMap<>();
        int done = 0;
        while (done < added.size()) {
            long index = (size + done) / TileId.FULL;
            int before = (int) ((size + done) % TileId.FULL);
            int more = Math.min(TileId.FULL - before, added.size() - done);
            List<byte[]> entries = new ArrayList<>();
            if (before > 0) {
                entries.addAll(decode(stored, TileId.entries(index, before)));
            }
            entries.addAll(added.subList(done, done + more));
            bundles.put(TileId.entries(index, entries.size()), EntryBundle.encode(entries));
            done += more;
        }
        return bundles;
    }

    /** Those from one index until before another, of a log of this size. */
    static List<byte[]> between(Function<TileId, byte[]> stored, long size, long from, long until) {
        List<byte[]> found = new ArrayList<>();
        for (long at = from; at < until; ) {
            long index = at / TileId.FULL;
            long start = index * TileId.FULL;
            int width = (int) Math.min(TileId.FULL, size - start);
            List<byte[]> bundle = decode(stored, TileId.entries(index, width));
            int last = (int) Math.min(width, until - start);
            found.addAll(bundle.subList((int) (at - start), last));
            at = start + last;
        }
        return found;
    }

    private static List<byte[]> decode(Function<TileId, byte[]> stored, TileId bundle) {
        return EntryBundle.decode(stored.apply(bundle))
                .filter(entries -> entries.size() == bundle.width()
                        && entries.stream().allMatch(entry -> entry.length == Commitment.BYTES))
                .orElseThrow(() -> new LogException("an entry bundle is damaged: " + bundle.path()));
    }
}
