package io.madoguchi.problem;

/**
 * What a use case came to. A refusal is a value, because its record commits with the transaction in which it was found;
 * an exception would roll that record back.
 */
public sealed interface Outcome<T> {
    record Done<T>(T answer) implements Outcome<T> {}

    record Refused<T>(ProblemCode code) implements Outcome<T> {}

    /** The answer, or the refusal as an exception: to be called after the transaction, in a resource. */
    default T orProblem() {
        if (this instanceof Done<T> done) {
            return done.answer();
        }
        throw ProblemException.onRecord(((Refused<T>) this).code());
    }
}
