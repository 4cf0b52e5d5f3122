package io.madoguchi.lending;

import io.madoguchi.api.lending.CheckOutRequest;
import io.madoguchi.api.lending.LoanView;
import io.madoguchi.borrowers.Card;
import io.madoguchi.disclosure.Permit;
import io.madoguchi.lending.LendingRules.Borrower;
import io.madoguchi.lending.LendingRules.Item;
import io.madoguchi.lending.LendingRules.Policy;
import io.madoguchi.lending.Loans.Scan;
import io.madoguchi.problem.Outcome;
import io.madoguchi.problem.ProblemCode;
import io.madoguchi.reading.Change;
import io.madoguchi.reading.Ids;
import io.madoguchi.school.SchoolCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lends an item (貸出): one transaction with its record. */
@ApplicationScoped
class CheckOut {
    private static final int LENT = 201;

    private final Loans loans;
    private final Card card;
    private final IdempotencyKeys keys;
    private final CounterRecord record;
    private final Clock clock;

    CheckOut(Loans loans, Card card, IdempotencyKeys keys, CounterRecord record, Clock clock) {
        this.loans = loans;
        this.card = card;
        this.keys = keys;
        this.record = record;
        this.clock = clock;
    }

    @Transactional
    Outcome<LoanView> lend(Permit permit, SchoolCode school, @Nullable String key, CheckOutRequest request) {
        Attempt<LoanView> attempt = keys.once(
                key,
                "loans " + school,
                () -> attempt(permit, school, request),
                request.patronId(),
                request.cardBarcode(),
                request.itemBarcode());
        return record.answer(permit, school, LENT, attempt, request.patronId(), loans::view);
    }

    private Attempt<LoanView> attempt(Permit permit, SchoolCode school, CheckOutRequest request) {
        LocalDate today = LocalDate.now(clock);
        byte[] cardHash = request.cardBarcode() == null ? null : card.hash(request.cardBarcode());
        // A concurrent loan to the same borrower makes the insert come to nothing; then the rules look again. The
        // borrower's row is locked by the first look, so the second sees a settled state.
        for (int look = 0; look < 2; look++) {
            Scan scan = loans.lookForCheckOut(school, request.itemBarcode(), request.patronId(), cardHash, today);
            Borrower borrower = visible(permit, scan.borrower());
            Policy policy = scan.policy();
            Optional<ProblemCode> refusal = LendingRules.whyNotLend(school, scan.item(), borrower, policy);
            if (refusal.isPresent()) {
                return borrower == null
                        ? Attempt.refused(refusal.get())
                        : Attempt.refused(refusal.get(), borrower.patronId(), borrower.category());
            }
            Item item = Objects.requireNonNull(scan.item());
            Objects.requireNonNull(borrower);
            LoanView loan = new LoanView(
                    Ids.next(),
                    request.itemBarcode(),
                    clock.instant().truncatedTo(ChronoUnit.MICROS),
                    LendingRules.dueDate(today, policy),
                    0);
            Change opening = Loans.open(loan, school, item.id(), borrower.patronId(), borrower.openLoans());
            if (record.change(permit, school, LENT, opening, borrower.patronId(), borrower.category())) {
                return Attempt.made(loan.loanId(), loan);
            }
        }
        return Attempt.refused(ProblemCode.ITEM_ON_LOAN);
    }

    /** To the rules, a borrower whom the permit doesn't cover is nobody. */
    private static @Nullable Borrower visible(Permit permit, @Nullable Borrower borrower) {
        return borrower != null
                        && permit.fieldsOf(borrower.school(), borrower.category(), borrower.patronId())
                                .isEmpty()
                ? null
                : borrower;
    }
}
