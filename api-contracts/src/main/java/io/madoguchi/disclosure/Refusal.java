package io.madoguchi.disclosure;

/** Why the rule opens nothing. */
public enum Refusal {
    DUTY_REQUIRED,
    DUTY_NOT_GRANTED,
    NOT_DESIGNATED,
    CONTRACT_NOT_IN_FORCE,
    SCHOOL_NOT_ASSIGNED,
    NOT_AUTHORISED
}
