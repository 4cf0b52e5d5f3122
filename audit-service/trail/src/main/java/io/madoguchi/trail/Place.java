package io.madoguchi.trail;

import io.madoguchi.edge.Cursor;
import org.jspecify.annotations.Nullable;

/** The place of a record in the trail's order; a page goes on below it, newest first. */
record Place(long index) {
    /** The column that keeps it. */
    static final String COLUMN = "index";

    private static final Place ABOVE_ALL = new Place(Long.MAX_VALUE);

    /** From the newest where there is no cursor yet. */
    static Place read(@Nullable String cursor) {
        return cursor == null ? ABOVE_ALL : new Place(Cursor.read(cursor, 1).number(0));
    }

    String cursor() {
        return Cursor.of(index).text();
    }
}
