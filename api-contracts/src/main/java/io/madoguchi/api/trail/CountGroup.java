package io.madoguchi.api.trail;

/** What records are counted by. */
public enum CountGroup {
    SCHOOL,
    DUTY,
    FIELD,
    PERSON,
    DESIGNATION,
    CONTRACT,
    ACT,
    DECISION,
    REASON,
    AUTHORISATION,
    /** The city's day. */
    DAY
}
