package io.madoguchi.disclosure;

/** What must hold at a school, beside the dates, for a clause to open anything there. */
public enum Condition {
    /** The school itself has opened a class window that has not closed yet (amendment C). */
    CLASS_WINDOW
}
