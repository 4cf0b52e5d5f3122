package io.madoguchi.directory;

import io.madoguchi.api.directory.CardHash;
import io.madoguchi.api.directory.PatronMatches;
import io.madoguchi.api.directory.PatronSearch;
import io.madoguchi.api.directory.PatronView;
import io.madoguchi.caller.CurrentCaller;
import io.madoguchi.disclosure.Permit;
import io.madoguchi.edge.Cursor;
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
import org.jspecify.annotations.Nullable;

/** Finds patrons by card, by the beginning of the name or of its reading, and puts it on record, in one transaction. */
@ApplicationScoped
class SearchPatrons {
    private final CurrentCaller current;
    private final Patrons patrons;
    private final CardHash cardHash;
    private final Journal journal;

    SearchPatrons(CurrentCaller current, Patrons patrons, CardHash cardHash, Journal journal) {
        this.current = current;
        this.patrons = patrons;
        this.cardHash = cardHash;
        this.journal = journal;
    }

    @Transactional
    Outcome<PatronMatches> at(SchoolCode school, PatronSearch search, Permit permit) {
        Visible visible = Visible.of(permit, school);
        Optional<ProblemCode> refusal = SearchRules.refuse(search, current.get().isContractor(), visible);
        if (refusal.isPresent()) {
            return refused(refusal.get(), refusal.get().code(), school, permit);
        }
        return search.cardBarcode() != null
                ? byCard(search.cardBarcode(), visible, permit)
                : byBeginning(Beginning.of(search), search, visible, permit);
    }

    private Outcome<PatronMatches> byCard(String card, Visible visible, Permit permit) {
        Optional<PatronView> found = patrons.withCard(cardHash.of(card), visible);
        return found.isPresent()
                ? disclosed(new PatronMatches(List.of(found.get()), null), visible, permit)
                : refused(ProblemCode.BORROWER_NOT_FOUND, Access.NOT_VISIBLE, visible.school(), permit);
    }

    private Outcome<PatronMatches> byBeginning(
            Beginning beginning, PatronSearch search, Visible visible, Permit permit) {
        Visible searched = visible.where(beginning.key().field());
        int most = SearchRules.mostMatches(search, current.get().isContractor());
        List<PatronView> found = patrons.beginningWith(beginning, searched, after(search.cursor()), most + 1);
        if (found.size() <= most) {
            return disclosed(new PatronMatches(found, null), searched, permit);
        }
        if (current.get().isContractor()) {
            return refused(ProblemCode.TOO_MANY, ProblemCode.TOO_MANY.code(), visible.school(), permit);
        }
        List<PatronView> page = found.subList(0, most);
        // The id alone: a cursor made of the name would carry the name of a person to wherever cursors are kept.
        String next = Cursor.of(page.get(most - 1).patronId()).text();
        return disclosed(new PatronMatches(page, next), searched, permit);
    }

    private Outcome<PatronMatches> disclosed(PatronMatches matches, Visible visible, Permit permit) {
        journal.record(visible.disclosing(matches.patrons(), Access.under(permit, visible.school())));
        return new Outcome.Done<>(matches);
    }

    private Outcome<PatronMatches> refused(ProblemCode code, String reason, SchoolCode school, Permit permit) {
        journal.record(Access.under(permit, school).refused(code, reason));
        return new Outcome.Refused<>(code);
    }

    private static @Nullable UUID after(@Nullable String cursor) {
        return cursor == null || cursor.isEmpty()
                ? null
                : Cursor.read(cursor, 1).uuid(0);
    }
}
