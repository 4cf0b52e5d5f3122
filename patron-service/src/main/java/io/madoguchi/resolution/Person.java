package io.madoguchi.resolution;

import io.madoguchi.disclosure.Caller;
import io.madoguchi.disclosure.Role;

/** Who took a step, as far as it matters who takes the next. */
record Person(String account, String subject, boolean auditor, boolean district) {
    static Person of(Caller caller) {
        return new Person(
                caller.account(),
                caller.subject(),
                caller.roles().contains(Role.AUDITOR),
                caller.roles().contains(Role.DISTRICT_ADMIN));
    }

    /** The same person under another account is the same person; so is a new account that took an old one's name. */
    boolean mayBe(Person other) {
        return account.equals(other.account) || subject.equals(other.subject);
    }

    boolean is(Person other) {
        return account.equals(other.account) && subject.equals(other.subject);
    }
}
