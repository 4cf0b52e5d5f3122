package io.madoguchi.log.note;

/** A note, checkpoint, key or policy that isn't written as its specification says. The message names what and where. */
public final class MalformedNote extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public MalformedNote(String message) {
        super(message);
    }
}
