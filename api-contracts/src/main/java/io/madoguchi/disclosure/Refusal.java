package io.madoguchi.disclosure;

/** Why the rule opens nothing; of several reasons the one that stands first here. */
public enum Refusal {
    /** No designation at all (R23). */
    NOT_DESIGNATED,
    DESIGNATION_NOT_BEGUN,
    DESIGNATION_OVER,
    /** No contract at all (R14). */
    CONTRACT_NOT_IN_FORCE,
    CONTRACT_NOT_BEGUN,
    CONTRACT_OVER,
    DUTY_REQUIRED,
    DUTY_NOT_GRANTED,
    /** The school has switched the duty off, or has not opened the window (amendment C). */
    CLOSED_BY_SCHOOL,
    ASSIGNMENT_NOT_BEGUN,
    ASSIGNMENT_OVER,
    SCHOOL_NOT_ASSIGNED,
    NOT_AUTHORISED
}
