package io.madoguchi.sequencing;

/** The log can't be read or written. Says of a cause only its kind: a driver's message can hold data. */
final class LogException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LogException(Exception cause) {
        super(cause.getClass().getName(), cause);
    }

    LogException(String message) {
        super(message);
    }
}
