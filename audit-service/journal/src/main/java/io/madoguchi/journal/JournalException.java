package io.madoguchi.journal;

/** The record can't be written or delivered. Says of the cause only its kind: a driver's message can hold data. */
public final class JournalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    JournalException(Exception cause) {
        super(cause.getClass().getName(), cause);
    }
}
