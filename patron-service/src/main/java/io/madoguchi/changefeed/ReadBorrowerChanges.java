package io.madoguchi.changefeed;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.madoguchi.api.directory.BorrowerChanges;
import io.madoguchi.api.directory.BorrowerChanges.Borrower;
import io.madoguchi.changefeed.ChangeFeed.Change;
import io.madoguchi.disclosure.Field;
import io.madoguchi.disclosure.PatronCategory;
import io.madoguchi.disclosure.Permit;
import io.madoguchi.journal.Access;
import io.madoguchi.journal.Journal;
import io.madoguchi.problem.Outcome;
import io.madoguchi.problem.ProblemCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a page of the change feed, and puts it on record, in one transaction. */
@ApplicationScoped
class ReadBorrowerChanges {
    private static final int PAGE = 1000;
    private static final Set<Field> FIELDS =
            EnumSet.of(Field.PATRON_ID, Field.SCHOOL, Field.CATEGORY, Field.CARD_HASH, Field.DEPARTED);

    private final ChangeFeed feed;
    private final Journal journal;

    ReadBorrowerChanges(ChangeFeed feed, Journal journal) {
        this.feed = feed;
        this.journal = journal;
    }

    @Transactional
    Outcome<BorrowerChanges> after(@Nullable String cursor, Permit permit) {
        Set<PatronCategory> categories = openEverywhere(permit);
        if (categories.isEmpty()) {
            return refused(ProblemCode.NOT_AUTHORISED, permit);
        }
        String epoch = feed.epoch();
        FeedCursor start = cursor == null || cursor.isEmpty() ? FeedCursor.beginningOf(epoch) : FeedCursor.read(cursor);
        if (!start.epoch().equals(epoch)) {
            return refused(ProblemCode.FEED_EPOCH_CHANGED, permit);
        }
        List<Change> changes = feed.after(start, categories, PAGE + 1);
        boolean more = changes.size() > PAGE;
        List<Change> page = more ? changes.subList(0, PAGE) : changes;
        List<Borrower> borrowers = page.stream().map(Change::borrower).toList();
        // A page without rows discloses nobody, and a service asks every second: its records would bury the others.
        if (!page.isEmpty()) {
            Access access = Access.under(permit, null);
            borrowers.stream()
                    .collect(groupingBy(Borrower::category, TreeMap::new, mapping(Borrower::patronId, toList())))
                    .forEach((category, patrons) -> access.disclosing(FIELDS, category, patrons));
            journal.record(access);
        }
        FeedCursor next = page.isEmpty() ? start : page.get(page.size() - 1).place(epoch);
        return new Outcome.Done<>(new BorrowerChanges(epoch, borrowers, next.text(), more));
    }

    /** A page can't leave out a field or a school without telling its reader something wrong; so all of it is open or none. */
    private static Set<PatronCategory> openEverywhere(Permit permit) {
        return permit.grants().stream()
                .filter(grant -> grant.schools().isEmpty()
                        && grant.self().isEmpty()
                        && grant.fields().containsAll(FIELDS))
                .flatMap(grant -> grant.categories().stream())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(PatronCategory.class)));
    }

    private Outcome<BorrowerChanges> refused(ProblemCode code, Permit permit) {
        journal.record(Access.under(permit, null).refused(code));
        return new Outcome.Refused<>(code);
    }
}
