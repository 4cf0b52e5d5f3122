package io.madoguchi.log.tree;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The entries of one tile, each with its length before it as two bytes, the higher first (C2SP tlog-tiles). */
public final class EntryBundle {

    private static final int LONGEST = 0xFFFF;

    private EntryBundle() {}

    /** Refuses more than 256 entries and one longer than 65,535 bytes. */
    public static byte[] encode(List<byte[]> entries) {
        if (entries.size() > TileId.FULL) {
            throw new IllegalArgumentException(entries.size() + " entries don't fit into one bundle");
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] entry : entries) {
            if (entry.length > LONGEST) {
                throw new IllegalArgumentException("an entry of " + entry.length + " bytes is too long");
            }
            out.write(entry.length >>> 8);
            out.write(entry.length);
            out.writeBytes(entry);
        }
        return out.toByteArray();
    }

    /** The entries; none where the bytes are not whole entries to the end, or more than 256. */
    public static Optional<List<byte[]>> decode(byte[] bundle) {
        List<byte[]> entries = new ArrayList<>();
        int at = 0;
        while (at < bundle.length) {
            if (bundle.length - at < 2) {
                return Optional.empty();
            }
            int length = (bundle[at] & 0xFF) << 8 | bundle[at + 1] & 0xFF;
            at += 2;
            if (bundle.length - at < length || entries.size() == TileId.FULL) {
                return Optional.empty();
            }
            byte[] entry = new byte[length];
            System.arraycopy(bundle, at, entry, 0, length);
            entries.add(entry);
            at += length;
        }
        return Optional.of(entries);
    }
}
