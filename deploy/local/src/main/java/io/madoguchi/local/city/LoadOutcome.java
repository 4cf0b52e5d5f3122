package io.madoguchi.local.city;

/** What loading the sample city came to. */
public enum LoadOutcome {
    LOADED,
    /** The same city is there, with all that has happened in it since; nothing was changed. */
    ALREADY_LOADED,
    /** There is data, but not of this sample city; nothing was changed. */
    OTHER_DATA
}
