package io.madoguchi.api.roster;

/** What an import makes of a patron. */
public enum ChangeKind {
    ADDED,
    CHANGED,
    /** To another school. */
    MOVED,
    /** Somebody who had departed is here again. */
    RETURNED,
    /** Not in a roster that has everybody, or deleted in one that has the changes. */
    DEPARTED,
    UNCHANGED
}
