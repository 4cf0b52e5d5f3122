package io.madoguchi.trail;

/** The trail can't be read or written. Says of the cause only its kind: a driver's message can hold data. */
final class TrailException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TrailException(Exception cause) {
        super(cause.getClass().getName(), cause);
    }
}
