package io.madoguchi.lending;

import io.madoguchi.api.lending.ItemScan;
import io.madoguchi.api.lending.LoanView;
import io.madoguchi.disclosure.Permit;
import io.madoguchi.lending.LendingRules.OpenLoan;
import io.madoguchi.lending.Loans.LoanScan;
import io.madoguchi.problem.Outcome;
import io.madoguchi.problem.ProblemCode;
import io.madoguchi.school.SchoolCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Extends a loan (延長) by the item that is out. */
@ApplicationScoped
class Renew {
    private static final int EXTENDED = 200;

    private final Loans loans;
    private final IdempotencyKeys keys;
    private final CounterRecord record;
    private final Clock clock;

    Renew(Loans loans, IdempotencyKeys keys, CounterRecord record, Clock clock) {
        this.loans = loans;
        this.keys = keys;
        this.record = record;
        this.clock = clock;
    }

    @Transactional
    Outcome<LoanView> extend(Permit permit, SchoolCode school, @Nullable String key, ItemScan scan) {
        Attempt<LoanView> attempt =
                keys.once(key, "renewals " + school, () -> attempt(permit, school, scan), scan.itemBarcode());
        return record.answer(permit, school, EXTENDED, attempt, null, loans::view);
    }

    private Attempt<LoanView> attempt(Permit permit, SchoolCode school, ItemScan scan) {
        LocalDate today = LocalDate.now(clock);
        LoanScan found = loans.lookForLoan(school, scan.itemBarcode());
        Optional<ProblemCode> refusal =
                LendingRules.whyNotRenew(school, found.item(), found.loan(), found.policy(), today);
        OpenLoan loan = found.loan();
        if (refusal.isPresent()) {
            return loan == null
                    ? Attempt.refused(refusal.get())
                    : Attempt.refused(refusal.get(), loan.patronId(), loan.category());
        }
        Objects.requireNonNull(loan);
        LoanView extended = new LoanView(
                loan.id(),
                scan.itemBarcode(),
                loan.checkedOutAt(),
                LendingRules.dueDateAfterRenewal(loan, today, found.policy()),
                loan.renewals() + 1);
        record.change(permit, school, EXTENDED, Loans.extend(extended), loan.patronId(), loan.category());
        return Attempt.made(loan.id(), extended);
    }
}
