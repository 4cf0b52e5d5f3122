package io.madoguchi.witness;

/** The witness can't know any more what it cosigned, and so must not go on: a person has to look. */
final class DamagedState extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String key;
    private final String detail;

    /** @param key of the sentence in messages.properties */
    DamagedState(String key, Object detail) {
        super(key + ": " + detail);
        this.key = key;
        this.detail = String.valueOf(detail);
    }

    String key() {
        return key;
    }

    String detail() {
        return detail;
    }
}
