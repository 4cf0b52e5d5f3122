package io.madoguchi.lending;

import io.madoguchi.disclosure.Field;
import io.madoguchi.disclosure.PatronCategory;
import io.madoguchi.disclosure.Permit;
import io.madoguchi.journal.Access;
import io.madoguchi.journal.Journal;
import io.madoguchi.problem.Outcome;
import io.madoguchi.problem.ProblemCode;
import io.madoguchi.reading.Change;
import io.madoguchi.school.SchoolCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Puts what came of an attempt on record and turns it into what the caller may hear. */
@ApplicationScoped
class CounterRecord {
    private final Journal journal;

    CounterRecord(Journal journal) {
        this.journal = journal;
    }

    /** Makes a change in the loan of this patron and puts it on record; false where there was nothing to change any more. */
    boolean change(
            Permit permit,
            SchoolCode school,
            int status,
            Change change,
            @Nullable UUID patron,
            @Nullable PatronCategory category) {
        Access access = Access.under(permit, school).answered(status);
        disclose(access, patron, category, EnumSet.of(Field.ACT_RESULT));
        return journal.record(access, change);
    }

    /**
     * @param requested the patron id that the request named
     * @param view how the loan of an attempt that succeeded earlier is shown
     */
    <T> Outcome<T> answer(
            Permit permit,
            SchoolCode school,
            int status,
            Attempt<T> attempt,
            @Nullable UUID requested,
            Function<UUID, T> view) {
        if (attempt.answer() != null) {
            return new Outcome.Done<>(attempt.answer());
        }
        Access access = Access.under(permit, school);
        ProblemCode why = attempt.refusal();
        if (why == null) {
            T answer = view.apply(Objects.requireNonNull(attempt.loanId()));
            disclose(access, attempt.patronId(), attempt.category(), EnumSet.of(Field.ACT_RESULT));
            journal.record(access.answered(status));
            return new Outcome.Done<>(answer);
        }
        ProblemCode told = LendingRules.told(why, openOf(permit, school, attempt));
        boolean nobodyVisible = told == ProblemCode.BORROWER_NOT_FOUND;
        if (!nobodyVisible) {
            disclose(access, attempt.patronId(), attempt.category(), fieldsIn(told));
        }
        // The record holds what was told and no more: why somebody can't borrow is a loan fact, too.
        journal.record(access.refused(told, nobodyVisible ? Access.NOT_VISIBLE : told.code())
                .requested(requested));
        return new Outcome.Refused<>(told);
    }

    /** What may be told of the person whom the attempt came to; an authorisation can say it of some categories only. */
    private static Set<Field> openOf(Permit permit, SchoolCode school, Attempt<?> attempt) {
        return attempt.patronId() == null || attempt.category() == null
                ? Set.of()
                : permit.fieldsOf(school, attempt.category(), attempt.patronId());
    }

    private static void disclose(
            Access access, @Nullable UUID patron, @Nullable PatronCategory category, Set<Field> fields) {
        if (patron != null) {
            access.disclosing(fields, category, List.of(patron));
        }
    }

    private static Set<Field> fieldsIn(ProblemCode told) {
        return switch (told) {
            case LIMIT_REACHED, OVERDUE_LOANS, RENEWALS_EXHAUSTED -> EnumSet.of(Field.ACT_RESULT, Field.STANDING);
            case BORROWER_DEPARTED -> EnumSet.of(Field.ACT_RESULT, Field.DEPARTED);
            default -> EnumSet.of(Field.ACT_RESULT);
        };
    }
}
