package io.madoguchi.disclosure;

/** The rule's answer. */
public sealed interface Decision {
    record Permitted(Permit permit) implements Decision {}

    record Refused(Refusal why) implements Decision {}
}
