package io.madoguchi.lending;

import static io.madoguchi.problem.ProblemCode.*;

import io.madoguchi.disclosure.Field;
import io.madoguchi.disclosure.PatronCategory;
import io.madoguchi.problem.ProblemCode;
import io.madoguchi.school.SchoolCode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Every rule of lending, each named as a sentence. Pure: what is known of the item, the borrower and the loan goes in, the
 * first rule that refuses comes out. The item is looked at first, so that a mistaken scan says nothing of a person.
 */
final class LendingRules {
    private LendingRules() {}

    /** Why this item can't be lent to this borrower at this school today; empty when it can. */
    static Optional<ProblemCode> whyNotLend(
            SchoolCode school, @Nullable Item item, @Nullable Borrower borrower, Policy policy) {
        return firstOf(
                () -> refuseWhenItemIsUnknown(item),
                () -> refuseWhenItemIsOfAnotherSchool(item, school),
                () -> refuseWhenItemIsWithdrawn(item),
                () -> refuseWhenItemIsOnLoan(item),
                () -> refuseWhenBorrowerIsUnknown(borrower),
                () -> refuseWhenBorrowerIsOfAnotherSchool(borrower, school),
                () -> refuseWhenBorrowerHasDeparted(borrower),
                () -> refuseWhenALoanIsOverdue(borrower),
                () -> refuseWhenTheLimitIsReached(borrower, policy));
    }

    /** Why this item can't be taken back at this school; empty when it can. */
    static Optional<ProblemCode> whyNotTakeBack(SchoolCode school, @Nullable Item item) {
        return firstOf(
                () -> refuseWhenItemIsUnknown(item),
                () -> refuseWhenItemIsOfAnotherSchool(item, school),
                () -> refuseWhenItemIsNotOnLoan(item));
    }

    /** Why this item's loan can't be extended at this school today; empty when it can. */
    static Optional<ProblemCode> whyNotRenew(
            SchoolCode school, @Nullable Item item, @Nullable OpenLoan loan, Policy policy, LocalDate today) {
        return firstOf(
                () -> refuseWhenItemIsUnknown(item),
                () -> refuseWhenItemIsOfAnotherSchool(item, school),
                () -> refuseWhenItemIsNotOnLoan(item),
                () -> refuseWhenTheBorrowerOfTheLoanHasDeparted(loan),
                () -> refuseWhenTheLoanIsOverdue(loan, today),
                () -> refuseWhenRenewalsAreExhausted(loan, policy));
    }

    static LocalDate dueDate(LocalDate today, Policy policy) {
        return today.plusDays(policy.loanDays());
    }

    /** A renewal never shortens a loan. */
    static LocalDate dueDateAfterRenewal(OpenLoan loan, LocalDate today, Policy policy) {
        LocalDate renewed = dueDate(today, policy);
        return renewed.isAfter(loan.dueDate()) ? renewed : loan.dueDate();
    }

    /**
     * What the caller hears of a refusal: a loan fact only with {@code standing} (amendment B), a departure only with
     * {@code departed}.
     */
    static ProblemCode told(ProblemCode why, Set<Field> permitted) {
        return switch (why) {
            case LIMIT_REACHED, OVERDUE_LOANS, RENEWALS_EXHAUSTED ->
                permitted.contains(Field.STANDING) ? why : CANNOT_LEND;
            case BORROWER_DEPARTED -> permitted.contains(Field.DEPARTED) ? why : BORROWER_NOT_FOUND;
            default -> why;
        };
    }

    private static Optional<ProblemCode> refuseWhenItemIsUnknown(@Nullable Item item) {
        return when(item == null, ITEM_NOT_FOUND);
    }

    private static Optional<ProblemCode> refuseWhenItemIsOfAnotherSchool(@Nullable Item item, SchoolCode school) {
        return when(item != null && !item.school().equals(school), ITEM_OF_OTHER_SCHOOL);
    }

    private static Optional<ProblemCode> refuseWhenItemIsWithdrawn(@Nullable Item item) {
        return when(item != null && item.withdrawn(), ITEM_WITHDRAWN);
    }

    private static Optional<ProblemCode> refuseWhenItemIsOnLoan(@Nullable Item item) {
        return when(item != null && item.onLoan(), ITEM_ON_LOAN);
    }

    private static Optional<ProblemCode> refuseWhenItemIsNotOnLoan(@Nullable Item item) {
        return when(item != null && !item.onLoan(), ITEM_NOT_ON_LOAN);
    }

    private static Optional<ProblemCode> refuseWhenBorrowerIsUnknown(@Nullable Borrower borrower) {
        return when(borrower == null, BORROWER_NOT_FOUND);
    }

    private static Optional<ProblemCode> refuseWhenBorrowerIsOfAnotherSchool(
            @Nullable Borrower borrower, SchoolCode school) {
        return when(borrower != null && !borrower.school().equals(school), BORROWER_NOT_FOUND);
    }

    private static Optional<ProblemCode> refuseWhenBorrowerHasDeparted(@Nullable Borrower borrower) {
        return when(borrower != null && borrower.departed(), BORROWER_DEPARTED);
    }

    private static Optional<ProblemCode> refuseWhenALoanIsOverdue(@Nullable Borrower borrower) {
        return when(borrower != null && borrower.overdueLoans() > 0, OVERDUE_LOANS);
    }

    private static Optional<ProblemCode> refuseWhenTheLimitIsReached(@Nullable Borrower borrower, Policy policy) {
        return when(borrower != null && borrower.openLoans() >= policy.loanLimit(), LIMIT_REACHED);
    }

    private static Optional<ProblemCode> refuseWhenTheBorrowerOfTheLoanHasDeparted(@Nullable OpenLoan loan) {
        return when(loan != null && loan.borrowerDeparted(), CANNOT_LEND);
    }

    private static Optional<ProblemCode> refuseWhenTheLoanIsOverdue(@Nullable OpenLoan loan, LocalDate today) {
        return when(loan != null && loan.dueDate().isBefore(today), OVERDUE_LOANS);
    }

    private static Optional<ProblemCode> refuseWhenRenewalsAreExhausted(@Nullable OpenLoan loan, Policy policy) {
        return when(loan != null && loan.renewals() >= policy.renewalLimit(), RENEWALS_EXHAUSTED);
    }

    private static Optional<ProblemCode> when(boolean refused, ProblemCode code) {
        return refused ? Optional.of(code) : Optional.empty();
    }

    @SafeVarargs
    private static Optional<ProblemCode> firstOf(Supplier<Optional<ProblemCode>>... rules) {
        for (Supplier<Optional<ProblemCode>> rule : rules) {
            Optional<ProblemCode> refusal = rule.get();
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return Optional.empty();
    }

    /** The item that was scanned. */
    record Item(UUID id, SchoolCode school, boolean withdrawn, boolean onLoan) {}

    /** Who wants to borrow, with what counts against it. */
    record Borrower(
            UUID patronId,
            SchoolCode school,
            PatronCategory category,
            boolean departed,
            int openLoans,
            int overdueLoans) {}

    /** The loan that an item is out on. */
    record OpenLoan(
            UUID id,
            UUID patronId,
            @Nullable PatronCategory category,
            Instant checkedOutAt,
            LocalDate dueDate,
            int renewals,
            boolean borrowerDeparted) {}

    /** What a school allows a category: items at a time, days, renewals. */
    record Policy(int loanLimit, int loanDays, int renewalLimit) {}
}
