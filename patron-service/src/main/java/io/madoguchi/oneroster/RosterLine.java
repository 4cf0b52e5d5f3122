package io.madoguchi.oneroster;

import org.jspecify.annotations.Nullable;

/** A line of a file, with the columns that the directory takes and no others. Its text is of persons: it has no {@code toString}. */
public final class RosterLine {
    private final RosterFile file;
    private final long number;
    private final @Nullable String[] cells;

    RosterLine(RosterFile file, long number, @Nullable String[] cells) {
        this.file = file;
        this.number = number;
        this.cells = cells;
    }

    /** From 1, the header's. */
    public long number() {
        return number;
    }

    /** Null where the cell is empty or its column missing. */
    public @Nullable String get(String column) {
        return cells[file.indexOf(column)];
    }

    /** Of a column that is needed. */
    public String text(String column) {
        String value = get(column);
        if (value == null) {
            throw new IllegalStateException(column);
        }
        return value;
    }

    public boolean isDeleted() {
        return "tobedeleted".equals(get("status"));
    }

    @Override
    public String toString() {
        return file.fileName() + ":" + number;
    }
}
