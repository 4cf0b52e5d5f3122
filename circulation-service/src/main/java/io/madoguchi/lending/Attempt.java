package io.madoguchi.lending;

import io.madoguchi.problem.ProblemCode;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt at the counter came to: a loan, or the rule that refused. The patron is known where the attempt came as
 * far as a person.
 */
record Attempt(@Nullable ProblemCode refusal, @Nullable UUID loanId, @Nullable UUID patronId) {
    static Attempt made(UUID loanId, UUID patronId) {
        return new Attempt(null, loanId, patronId);
    }

    static Attempt refused(ProblemCode why, @Nullable UUID patronId) {
        return new Attempt(why, null, patronId);
    }
}
