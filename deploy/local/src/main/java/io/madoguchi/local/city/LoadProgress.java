package io.madoguchi.local.city;

/** Hears how far the loading is. Both schemas are loaded side by side, so calls come from several threads. */
@FunctionalInterface
public interface LoadProgress {
    void report(Step step, int rowsDone, int rowsTotal);

    /** What is being loaded. */
    enum Step {
        SCHOOLS,
        PATRONS,
        LENDING_POLICIES,
        ITEMS,
        LOANS
    }
}
