package io.madoguchi.api.roster;

/** What of a patron a roster can change; never to what. */
public enum RosterField {
    SCHOOL,
    CATEGORY,
    DISPLAY_NAME,
    NAME_KANA,
    GRADE,
    HOME_CLASS,
    ATTENDANCE_NUMBER,
    /** The opaque key that links a login. */
    ACCOUNT_KEY,
    DEPARTED
}
