package io.madoguchi.log.tree;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a tile or an entry bundle (C2SP tlog-tiles): its level, its index within the level, and how many hashes or
 * entries it has, 1 to 256. Refuses any other width, a negative index, and a level that no tree of fewer than 2^63 leaves has.
 *
 * @param level 0 for tiles of leaf hashes, one more for each 256-fold; {@link #ENTRIES} for an entry bundle
 */
public record TileId(int level, long index, int width) {

    /** The level that stands for entry bundles. */
    public static final int ENTRIES = -1;

    /** Hashes of a full tile, entries of a full bundle. */
    public static final int FULL = 256;

    /** Levels of the tree within one tile. */
    static final int HEIGHT = 8;

    static final int TOP_LEVEL = 7;

    private static final Pattern PATH =
            Pattern.compile("tile/(entries|[0-7])/((?:x[0-9]{3}/){0,6}[0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");

    public TileId {
        if (level < ENTRIES || level > TOP_LEVEL || index < 0 || width < 1 || width > FULL) {
            throw new IllegalArgumentException(
                    "there is no tile of level " + level + ", index " + index + ", width " + width);
        }
    }

    /** An entry bundle. */
    public static TileId entries(long index, int width) {
        return new TileId(ENTRIES, index, width);
    }

    /** Whether it is an entry bundle. */
    public boolean isEntries() {
        return level == ENTRIES;
    }

    /** Whether it will never grow. */
    public boolean isFull() {
        return width == FULL;
    }

    /** The index of its first hash within the level, or of its first entry. */
    public long start() {
        return index * FULL;
    }

    /** Such as {@code tile/0/x001/x234/067} or {@code tile/entries/000.p/17}. */
    public String path() {
        Deque<String> groups = new ArrayDeque<>();
        groups.push(threeDigits(index % 1000));
        for (long rest = index / 1000; rest > 0; rest /= 1000) {
            groups.push("x" + threeDigits(rest % 1000));
        }
        return "tile/" + (isEntries() ? "entries" : String.valueOf(level)) + "/" + String.join("/", groups)
                + (isFull() ? "" : ".p/" + width);
    }

    /** The tile of this path; none where the path is not written exactly as {@link #path} does. */
    public static Optional<TileId> parse(String path) {
        Matcher matcher = PATH.matcher(path);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            long index = Long.parseLong(matcher.group(2).replace("x", "").replace("/", ""));
            int width = matcher.group(3) == null ? FULL : Integer.parseInt(matcher.group(3));
            int level = matcher.group(1).equals("entries") ? ENTRIES : Integer.parseInt(matcher.group(1));
            return Optional.of(new TileId(level, index, width))
                    .filter(tile -> tile.path().equals(path));
        } catch (IllegalArgumentException outsideOfEveryTree) {
            return Optional.empty();
        }
    }

    private static String threeDigits(long group) {
        return String.format(Locale.ROOT, "%03d", group);
    }
}
