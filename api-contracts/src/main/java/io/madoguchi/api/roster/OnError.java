package io.madoguchi.api.roster;

/** What becomes of a roster in which lines break a rule. */
public enum OnError {
    /** Nothing of it is taken. */
    STOP,
    /** The lines are left out. Nobody departs for want of a line that was left out. */
    SKIP
}
