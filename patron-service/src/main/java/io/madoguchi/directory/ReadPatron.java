package io.madoguchi.directory;

import io.madoguchi.api.directory.PatronView;
import io.madoguchi.disclosure.Permit;
import io.madoguchi.journal.Access;
import io.madoguchi.journal.Journal;
import io.madoguchi.problem.Outcome;
import io.madoguchi.problem.ProblemCode;
import io.madoguchi.school.SchoolCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads one patron, and puts it on record, in one transaction. */
@ApplicationScoped
class ReadPatron {
    private final Patrons patrons;
    private final Journal journal;

    ReadPatron(Patrons patrons, Journal journal) {
        this.patrons = patrons;
        this.journal = journal;
    }

    @Transactional
    Outcome<PatronView> withId(UUID id, Permit permit) {
        Optional<SchoolCode> school = patrons.schoolOf(id);
        if (school.isPresent()) {
            Visible visible = Visible.of(permit, school.get());
            Optional<PatronView> found = patrons.withId(id, visible);
            if (found.isPresent()) {
                journal.record(visible.disclosing(List.of(found.get()), Access.under(permit, school.get())));
                return new Outcome.Done<>(found.get());
            }
        }
        journal.record(Access.under(permit, null)
                .refused(ProblemCode.BORROWER_NOT_FOUND, Access.NOT_VISIBLE)
                .requested(id));
        return new Outcome.Refused<>(ProblemCode.BORROWER_NOT_FOUND);
    }
}
