package io.madoguchi.lending;

import io.madoguchi.api.lending.ItemScan;
import io.madoguchi.api.lending.ReturnView;
import io.madoguchi.disclosure.Permit;
import io.madoguchi.lending.Loans.LoanScan;
import io.madoguchi.problem.Outcome;
import io.madoguchi.problem.ProblemCode;
import io.madoguchi.school.SchoolCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes an item back (返却). Discloses nobody: the answer names no borrower, so the record lists none. */
@ApplicationScoped
class CheckIn {
    private static final int TAKEN_BACK = 200;

    private final Loans loans;
    private final IdempotencyKeys keys;
    private final CounterRecord record;
    private final Clock clock;

    CheckIn(Loans loans, IdempotencyKeys keys, CounterRecord record, Clock clock) {
        this.loans = loans;
        this.keys = keys;
        this.record = record;
        this.clock = clock;
    }

    @Transactional
    Outcome<ReturnView> takeBack(Permit permit, SchoolCode school, @Nullable String key, ItemScan scan) {
        Attempt<ReturnView> attempt =
                keys.once(key, "returns " + school, () -> attempt(permit, school, scan), scan.itemBarcode());
        return record.answer(permit, school, TAKEN_BACK, attempt, null, loans::returned);
    }

    private Attempt<ReturnView> attempt(Permit permit, SchoolCode school, ItemScan scan) {
        LoanScan found = loans.lookForLoan(school, scan.itemBarcode());
        Optional<ProblemCode> refusal = LendingRules.whyNotTakeBack(school, found.item());
        if (refusal.isPresent()) {
            return Attempt.refused(refusal.get());
        }
        var loan = Objects.requireNonNull(found.loan());
        ReturnView back = new ReturnView(scan.itemBarcode(), clock.instant().truncatedTo(ChronoUnit.MICROS));
        // It is nobody's business whose it was.
        return record.change(permit, school, TAKEN_BACK, Loans.close(loan.id(), back.returnedAt()), null, null)
                ? Attempt.made(loan.id(), back)
                : Attempt.refused(ProblemCode.ITEM_NOT_ON_LOAN);
    }
}
