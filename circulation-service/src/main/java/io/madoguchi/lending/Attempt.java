package io.madoguchi.lending;

import io.madoguchi.disclosure.PatronCategory;
import io.madoguchi.problem.ProblemCode;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt at the counter came to: a loan, or the rule that refused. The patron is known where the attempt came as
 * far as a person.
 */
record Attempt(
        @Nullable ProblemCode refusal,
        @Nullable UUID loanId,
        @Nullable UUID patronId,
        @Nullable PatronCategory category) {
    static Attempt made(UUID loanId, UUID patronId, @Nullable PatronCategory category) {
        return new Attempt(null, loanId, patronId, category);
    }

    /** Something came back; it is nobody's business whose it was. */
    static Attempt takenBack(UUID loanId) {
        return new Attempt(null, loanId, null, null);
    }

    static Attempt refused(ProblemCode why) {
        return new Attempt(why, null, null, null);
    }

    static Attempt refused(ProblemCode why, UUID patronId, @Nullable PatronCategory category) {
        return new Attempt(why, null, patronId, category);
    }
}
