package io.madoguchi.local.city;

import io.madoguchi.api.directory.CardHash;
import io.madoguchi.disclosure.PatronCategory;
import io.madoguchi.text.FoldedText;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** The city as rows of the services' tables, each table with the columns that are loaded. */
final class CityRows {
    static final String SCHOOL = "school (code, name, level)";
    static final String PATRON =
            "patron (id, school, category, patron_number, card_barcode, card_hash, display_name, name_key, name_kana,"
                    + " kana_key, grade, home_class, attendance_number, departed)";
    static final String PATRON_SOURCE = "patron_source (patron_id, sourced_id, account_key)";
    static final String SCHOOL_SOURCE = "school_source (sourced_id, school)";
    static final String HOME_CLASS_SOURCE = "home_class_source (sourced_id, school, label)";
    static final String LENDING_POLICY = "lending_policy (school, category, loan_limit, loan_days, renewal_limit)";
    static final String ITEM =
            "item (id, school, barcode, title, title_key, author, ndc, isbn, call_number, withdrawn)";
    static final String LOAN = "loan (id, school, item_id, patron_id, checked_out_at, due_date, renewals, returned_at)";

    private static final AtomicReferenceArray<byte[]> WORKS =
            new AtomicReferenceArray<>(Catalogue.BLOCKS * Catalogue.BLOCK);

    private CityRows() {}

    /** The rows of one school, encoded. */
    record Chunk(byte[] bytes, int rows) {}

    static Chunk school(SampleSchool school) {
        CopyRows rows = new CopyRows(3)
                .row()
                .text(school.code().value())
                .text(school.name())
                .text(school.level().name());
        return new Chunk(rows.toByteArray(), 1);
    }

    static Chunk patrons(SampleSchool school, CardHash cards) {
        List<SamplePatron> patrons = People.of(school);
        CopyRows rows = new CopyRows(14);
        for (SamplePatron patron : patrons) {
            rows.row()
                    .uuid(patron.id())
                    .text(patron.school().value())
                    .text(patron.category().name())
                    .text(patron.patronNumber())
                    .text(patron.cardBarcode())
                    .bytes(HexFormat.of().parseHex(cards.of(patron.cardBarcode())))
                    .text(patron.displayName())
                    .text(FoldedText.of(patron.displayName()))
                    .text(patron.nameKana())
                    .text(FoldedText.of(patron.nameKana()))
                    .smallint(patron.grade())
                    .text(patron.homeClass())
                    .smallint(patron.attendanceNumber())
                    .bool(patron.departed());
        }
        return new Chunk(rows.toByteArray(), patrons.size());
    }

    /** As if they had come by {@link SampleRoster}. */
    static Chunk patronSources(SampleSchool school) {
        int count = People.count(school);
        CopyRows rows = new CopyRows(3);
        for (int i = 0; i < count; i++) {
            rows.row()
                    .uuid(People.id(school, i))
                    .text(SampleRoster.sourcedId(school, i))
                    .text(SampleRoster.accountKey(school, i));
        }
        return new Chunk(rows.toByteArray(), count);
    }

    static Chunk schoolSource(SampleSchool school) {
        CopyRows rows = new CopyRows(2)
                .row()
                .text(SampleRoster.schoolId(school))
                .text(school.code().value());
        return new Chunk(rows.toByteArray(), 1);
    }

    static Chunk homeClassSources(SampleSchool school) {
        CopyRows rows = new CopyRows(3);
        Set<String> seen = new HashSet<>();
        for (SamplePatron patron : People.of(school)) {
            Integer grade = patron.grade();
            String label = patron.homeClass();
            if (grade != null && label != null && seen.add(SampleRoster.classId(school, grade, label))) {
                rows.row()
                        .text(SampleRoster.classId(school, grade, label))
                        .text(school.code().value())
                        .text(label);
            }
        }
        return new Chunk(rows.toByteArray(), seen.size());
    }

    static Chunk lendingPolicies(SampleSchool school) {
        CopyRows rows = new CopyRows(5);
        for (PatronCategory category : PatronCategory.values()) {
            LendingPolicy policy = LendingPolicy.of(school, category);
            rows.row()
                    .text(school.code().value())
                    .text(category.name())
                    .smallint(policy.limit())
                    .smallint(policy.days())
                    .smallint(policy.renewals());
        }
        return new Chunk(rows.toByteArray(), PatronCategory.values().length);
    }

    static Chunk items(SampleSchool school) {
        List<SampleItem> items = Holdings.of(school);
        CopyRows rows = new CopyRows(10);
        for (SampleItem item : items) {
            rows.row()
                    .uuid(item.id())
                    .text(item.school().value())
                    .text(item.barcode())
                    .encoded(work(item))
                    .bool(item.withdrawn());
        }
        return new Chunk(rows.toByteArray(), items.size());
    }

    /** Schools hold the same books: each is made once, however many copies of it there are. */
    private static byte[] work(SampleItem item) {
        byte[] known = WORKS.get(item.workNumber());
        if (known != null) {
            return known;
        }
        Work work = item.work();
        byte[] columns = new CopyRows(6)
                .text(work.title())
                .text(FoldedText.of(work.title()))
                .text(work.author())
                .text(work.ndc())
                .text(work.isbn())
                .text(work.callNumber())
                .toByteArray();
        WORKS.set(item.workNumber(), columns);
        return columns;
    }

    static Chunk loans(SampleSchool school, LocalDate today) {
        List<SampleLoan> loans = LoanHistory.of(school, today);
        CopyRows rows = new CopyRows(8);
        for (SampleLoan loan : loans) {
            rows.row()
                    .uuid(loan.id())
                    .text(school.code().value())
                    .uuid(loan.itemId())
                    .uuid(loan.patronId())
                    .timestamptz(loan.checkedOutAt())
                    .date(loan.dueDate())
                    .smallint(loan.renewals())
                    .timestamptz(loan.returnedAt());
        }
        return new Chunk(rows.toByteArray(), loans.size());
    }
}
