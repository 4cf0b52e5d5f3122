package io.madoguchi.log.record;

/** JSON that has no canonical form. The message says what is wrong and never what the JSON says. */
public final class NotCanonical extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    NotCanonical(String reason) {
        super(reason);
    }
}
