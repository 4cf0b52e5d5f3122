package io.madoguchi.trail;

import io.madoguchi.edge.Cursor;
import org.jspecify.annotations.Nullable;

/** The place in the trail's order below which a page goes on, newest first. */
record Place(long before) {
    private static final Place ABOVE_ALL = new Place(Long.MAX_VALUE);

    /** From the newest where there is no cursor yet. */
    static Place read(@Nullable String cursor) {
        return cursor == null ? ABOVE_ALL : new Place(Cursor.read(cursor, 1).number(0));
    }

    String cursor() {
        return Cursor.of(before).text();
    }
}
