package io.madoguchi.local.city;

/** Hears how far the loading is. Both schemas are loaded side by side, so calls come from several threads. */
@FunctionalInterface
public interface LoadProgress {
    void report(Step step, long rowsDone, long rowsTotal);

    /** What is being loaded. */
    enum Step {
        SCHOOLS,
        PATRONS,
        /** Where patrons stand in the roster. */
        ROSTER_LINKS,
        LENDING_POLICIES,
        ITEMS,
        LOANS,
        /** Of a big city: made again once all rows are there. */
        PATRON_INDEXES,
        CIRCULATION_INDEXES,
        ACCESS_RECORDS,
        ACCESS_RECORD_INDEXES,
        ARCHIVED_TILES
    }
}
