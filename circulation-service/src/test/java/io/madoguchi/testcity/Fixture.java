package io.madoguchi.testcity;

import io.madoguchi.api.directory.CardHash;
import io.madoguchi.disclosure.PatronCategory;
import io.madoguchi.school.SchoolCode;
import io.madoguchi.testing.TestPostgres;
import io.madoguchi.text.FoldedText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** Schools, borrowers, items and loans, made for one test and met by no other. */
public final class Fixture {
    private static final AtomicInteger NEXT = new AtomicInteger(1);
    private static final CardHash CARDS = CardHash.withKey("dGVzdHRlc3R0ZXN0dGVzdHRlc3R0ZXN0dGVzdHRlc3Q=");

    private Fixture() {}

    public static SchoolCode aSchool() {
        return SchoolCode.ofTwelve("B11329%06d".formatted(NEXT.getAndIncrement()));
    }

    public static BorrowerFixture aPupil() {
        return new BorrowerFixture(PatronCategory.ELEMENTARY_PUPIL);
    }

    public static BorrowerFixture aStaffMember() {
        return new BorrowerFixture(PatronCategory.STAFF);
    }

    /** A copy on the shelf of a school; its barcode. */
    public static String anItem(SchoolCode school) {
        return anItem(school, "題名" + NEXT.get(), false);
    }

    public static String aWithdrawnItem(SchoolCode school) {
        return anItem(school, "除籍", true);
    }

    public static String anItem(SchoolCode school, String title, boolean withdrawn) {
        String barcode = "B%09d".formatted(NEXT.getAndIncrement());
        run(
                "INSERT INTO circulation.item (id, school, barcode, title, title_key, author, ndc, withdrawn) VALUES (?, ?, ?, ?, ?, '作者', '913', ?)",
                UUID.randomUUID(),
                school.value(),
                barcode,
                title,
                FoldedText.of(title),
                withdrawn);
        return barcode;
    }

    public static void policy(SchoolCode school, PatronCategory category, int limit, int days, int renewals) {
        run(
                "INSERT INTO circulation.lending_policy VALUES (?, ?, ?, ?, ?)",
                school.value(),
                category.name(),
                limit,
                days,
                renewals);
    }

    /** A loan that was opened some days ago; its id. */
    public static UUID anOpenLoan(SchoolCode school, String itemBarcode, UUID patron, LocalDate due) {
        UUID id = UUID.randomUUID();
        run(
                "INSERT INTO circulation.loan (id, school, item_id, patron_id, checked_out_at, due_date) SELECT ?, ?, id, ?, ?, ? FROM circulation.item WHERE barcode = ?",
                id,
                school.value(),
                patron,
                due.minusDays(14).atStartOfDay().atOffset(ZoneOffset.UTC),
                due,
                itemBarcode);
        return id;
    }

    public static void aPastLoan(SchoolCode school, String itemBarcode, UUID patron, Instant at) {
        OffsetDateTime out = at.atOffset(ZoneOffset.UTC);
        run(
                "INSERT INTO circulation.loan (id, school, item_id, patron_id, checked_out_at, due_date, returned_at) SELECT gen_random_uuid(), ?, id, ?, ?, ?, ? FROM circulation.item WHERE barcode = ?",
                school.value(),
                patron,
                out,
                out.plusDays(14).toLocalDate(),
                out.plusDays(3),
                itemBarcode);
    }

    public static long count(String sql, Object... values) {
        return Long.parseLong(strings(sql, values).get(0));
    }

    /** The bodies of the records made for a school, oldest first. */
    public static List<String> recordsAt(SchoolCode school) {
        return strings(
                "SELECT body::text FROM circulation.access_journal WHERE body->>'school' = ? ORDER BY recorded_at, xid",
                school.value());
    }

    public static List<String> recordsOf(String person) {
        return strings(
                "SELECT body::text FROM circulation.access_journal WHERE body->'who'->>'person' = ? ORDER BY recorded_at, xid",
                person);
    }

    public static List<String> strings(String sql, Object... values) {
        try (Connection connection = TestPostgres.administrator();
                PreparedStatement select = connection.prepareStatement(sql)) {
            bind(select, values);
            try (ResultSet row = select.executeQuery()) {
                List<String> found = new ArrayList<>();
                while (row.next()) {
                    found.add(row.getString(1));
                }
                return found;
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    public static void run(String sql, Object... values) {
        try (Connection connection = TestPostgres.administrator();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            statement.execute();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    /** A borrower as the change feed would have brought them. */
    public static final class BorrowerFixture {
        private final PatronCategory category;
        private boolean departed;

        private BorrowerFixture(PatronCategory category) {
            this.category = category;
        }

        public BorrowerFixture departed() {
            departed = true;
            return this;
        }

        public Borrower atSchool(SchoolCode school) {
            Borrower borrower = new Borrower(UUID.randomUUID(), "P%09d".formatted(NEXT.getAndIncrement()));
            run(
                    "INSERT INTO circulation.borrower (patron_id, school, category, card_hash, departed, epoch) VALUES (?, ?, ?, decode(?, 'hex'), ?, 'test')",
                    borrower.id(),
                    school.value(),
                    category.name(),
                    CARDS.of(borrower.card()),
                    departed);
            return borrower;
        }
    }

    public record Borrower(UUID id, String card) {}
}
