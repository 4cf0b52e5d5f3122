package io.madoguchi.lending;

import io.madoguchi.disclosure.PatronCategory;
import io.madoguchi.problem.ProblemCode;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt at the counter came to: a loan, or the rule that refused. The patron is known where the attempt came as
 * far as a person.
 *
 * @param answer what is shown of a change that was made just now and is on record; null where the attempt is told again
 */
record Attempt<T>(
        @Nullable ProblemCode refusal,
        @Nullable UUID loanId,
        @Nullable UUID patronId,
        @Nullable PatronCategory category,
        @Nullable T answer) {

    static <T> Attempt<T> made(UUID loanId, T answer) {
        return new Attempt<>(null, loanId, null, null, answer);
    }

    static <T> Attempt<T> refused(ProblemCode why) {
        return new Attempt<>(why, null, null, null, null);
    }

    static <T> Attempt<T> refused(ProblemCode why, UUID patronId, @Nullable PatronCategory category) {
        return new Attempt<>(why, null, patronId, category, null);
    }

    /** The same as it was the first time; to be recorded anew. */
    static <T> Attempt<T> again(
            @Nullable ProblemCode refusal,
            @Nullable UUID loanId,
            @Nullable UUID patronId,
            @Nullable PatronCategory category) {
        return new Attempt<>(refusal, loanId, patronId, category, null);
    }
}
