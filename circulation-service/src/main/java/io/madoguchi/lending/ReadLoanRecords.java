package io.madoguchi.lending;

import io.madoguchi.api.lending.CurrentTitles;
import io.madoguchi.api.lending.LoanRecords;
import io.madoguchi.borrowers.Borrowers;
import io.madoguchi.borrowers.Borrowers.Found;
import io.madoguchi.borrowers.Card;
import io.madoguchi.disclosure.Field;
import io.madoguchi.disclosure.Permit;
import io.madoguchi.journal.Access;
import io.madoguchi.journal.Journal;
import io.madoguchi.problem.Outcome;
import io.madoguchi.problem.ProblemCode;
import io.madoguchi.school.SchoolCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads a patron's loan records (R8, R9) and puts the reading on record, in one transaction. */
@ApplicationScoped
class ReadLoanRecords {
    private final Borrowers borrowers;
    private final Card card;
    private final LoanHistory history;
    private final Journal journal;

    ReadLoanRecords(Borrowers borrowers, Card card, LoanHistory history, Journal journal) {
        this.borrowers = borrowers;
        this.card = card;
        this.history = history;
        this.journal = journal;
    }

    @Transactional
    Outcome<LoanRecords> of(
            Permit permit,
            @Nullable SchoolCode school,
            @Nullable UUID patronId,
            @Nullable String cardBarcode,
            int limit,
            @Nullable String cursor) {
        byte[] cardHash = cardBarcode == null ? null : card.hash(cardBarcode);
        Optional<Found> visible = visible(permit, school, patronId, cardHash);
        if (visible.isEmpty()) {
            return notVisible(permit, school, patronId);
        }
        Found borrower = visible.get();
        LoanRecords page = history.page(borrower.patronId(), limit, cursor);
        journal.record(Access.under(permit, borrower.school())
                .disclosing(
                        EnumSet.of(Field.PATRON_ID, Field.LOAN_RECORDS),
                        borrower.category(),
                        List.of(borrower.patronId())));
        return new Outcome.Done<>(page);
    }

    @Transactional
    Outcome<CurrentTitles> current(Permit permit, SchoolCode school, String cardBarcode) {
        Optional<Found> visible = visible(permit, school, null, card.hash(cardBarcode));
        if (visible.isEmpty()) {
            return notVisible(permit, school, null);
        }
        Found borrower = visible.get();
        CurrentTitles titles = new CurrentTitles(borrower.patronId(), history.current(borrower.patronId()));
        journal.record(Access.under(permit, school)
                .disclosing(
                        EnumSet.of(Field.PATRON_ID, Field.CURRENT_TITLES),
                        borrower.category(),
                        List.of(borrower.patronId())));
        return new Outcome.Done<>(titles);
    }

    @Transactional
    LoanRecords own(Permit permit, UUID patron, int limit, @Nullable String cursor) {
        LoanRecords page = history.page(patron, limit, cursor);
        journal.record(
                Access.under(permit, null).disclosing(EnumSet.of(Field.OWN_LOAN_RECORDS), null, List.of(patron)));
        return new LoanRecords(null, page.loans(), page.next());
    }

    private Optional<Found> visible(
            Permit permit, @Nullable SchoolCode school, @Nullable UUID patronId, byte @Nullable [] cardHash) {
        return borrowers.find(school, patronId, cardHash).filter(borrower -> isVisible(permit, borrower));
    }

    private <T> Outcome<T> notVisible(Permit permit, @Nullable SchoolCode school, @Nullable UUID patronId) {
        journal.record(Access.under(permit, school)
                .refused(ProblemCode.BORROWER_NOT_FOUND, Access.NOT_VISIBLE)
                .requested(patronId));
        return new Outcome.Refused<>(ProblemCode.BORROWER_NOT_FOUND);
    }

    private static boolean isVisible(Permit permit, Found borrower) {
        Set<Field> fields = permit.fieldsOf(borrower.school(), borrower.category(), borrower.patronId());
        return !fields.isEmpty() && (!borrower.departed() || fields.contains(Field.DEPARTED));
    }
}
