package io.madoguchi.lending;

import io.agroal.api.AgroalDataSource;
import io.madoguchi.api.lending.LoanView;
import io.madoguchi.api.lending.ReturnView;
import io.madoguchi.disclosure.PatronCategory;
import io.madoguchi.lending.LendingRules.Borrower;
import io.madoguchi.lending.LendingRules.Item;
import io.madoguchi.lending.LendingRules.OpenLoan;
import io.madoguchi.lending.LendingRules.Policy;
import io.madoguchi.reading.Change;
import io.madoguchi.school.SchoolCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The SQL of the counter. Works in the caller's transaction. */
@ApplicationScoped
class Loans {
    private final AgroalDataSource dataSource;
    private final LendingSettings settings;

    Loans(AgroalDataSource dataSource, LendingSettings settings) {
        this.dataSource = dataSource;
        this.settings = settings;
    }

    /** All that the rules of a check-out need, in one look; locks the borrower until the transaction ends. */
    Scan lookForCheckOut(
            SchoolCode school,
            String itemBarcode,
            @Nullable UUID patronId,
            byte @Nullable [] cardHash,
            LocalDate today) {
        return query(
                """
                SELECT i.id AS item_id, i.school AS item_school, i.withdrawn, i.on_loan,
                       b.patron_id, b.school AS borrower_school, b.category, b.departed,
                       (SELECT count(*) FROM loan l
                        WHERE l.patron_id = b.patron_id AND l.returned_at IS NULL) AS open_loans,
                       (SELECT count(*) FROM loan l
                        WHERE l.patron_id = b.patron_id AND l.returned_at IS NULL AND l.due_date < ?) AS overdue_loans,
                       p.loan_limit, p.loan_days, p.renewal_limit
                FROM (SELECT 1) AS counter
                LEFT JOIN LATERAL (
                    SELECT i.id, i.school, i.withdrawn,
                           EXISTS (SELECT FROM loan l WHERE l.item_id = i.id AND l.returned_at IS NULL) AS on_loan
                    FROM item i
                    WHERE i.barcode = ?
                    ORDER BY i.school = ? DESC
                    LIMIT 1) i ON true
                LEFT JOIN LATERAL (
                    SELECT b.patron_id, b.school, b.category, b.departed
                    FROM borrower b
                    WHERE b.patron_id = ? OR (b.school = ? AND b.card_hash = ?)
                    FOR NO KEY UPDATE) b ON true
                LEFT JOIN lending_policy p ON p.school = b.school AND p.category = b.category
                """,
                select -> {
                    select.setObject(1, today);
                    select.setString(2, itemBarcode);
                    select.setString(3, school.value());
                    select.setObject(4, patronId);
                    select.setString(5, school.value());
                    select.setBytes(6, cardHash);
                },
                row -> {
                    row.next();
                    return new Scan(item(row), borrower(row), policy(row));
                });
    }

    /** The item that was scanned and the loan it is out on; locks the loan until the transaction ends. */
    LoanScan lookForLoan(SchoolCode school, String itemBarcode) {
        return query(
                """
                SELECT i.id AS item_id, i.school AS item_school, i.withdrawn, l.id IS NOT NULL AS on_loan,
                       l.id AS loan_id, l.patron_id, l.checked_out_at, l.due_date, l.renewals,
                       b.category, coalesce(b.departed, true) AS departed,
                       p.loan_limit, p.loan_days, p.renewal_limit
                FROM item i
                LEFT JOIN LATERAL (
                    SELECT l.id, l.patron_id, l.checked_out_at, l.due_date, l.renewals FROM loan l
                    WHERE l.item_id = i.id AND l.returned_at IS NULL
                    FOR NO KEY UPDATE) l ON true
                LEFT JOIN borrower b ON b.patron_id = l.patron_id
                LEFT JOIN lending_policy p ON p.school = i.school AND p.category = b.category
                WHERE i.barcode = ?
                ORDER BY i.school = ? DESC
                LIMIT 1
                """,
                select -> {
                    select.setString(1, itemBarcode);
                    select.setString(2, school.value());
                },
                row -> row.next()
                        ? new LoanScan(item(row), openLoan(row), policy(row))
                        : new LoanScan(null, null, defaultPolicy()));
    }

    /**
     * Opens a loan; comes to nothing when the item went out meanwhile (the unique index on open loans), or when the
     * borrower's open loans are no longer as many as the rules saw.
     */
    static Change open(LoanView loan, SchoolCode school, UUID itemId, UUID patronId, int openLoansSeen) {
        return Change.of(
                """
                INSERT INTO loan (id, school, item_id, patron_id, checked_out_at, due_date)
                SELECT ?, ?, ?, ?, ?, ?
                WHERE (SELECT count(*) FROM loan WHERE patron_id = ? AND returned_at IS NULL) = ?
                ON CONFLICT (item_id) WHERE returned_at IS NULL DO NOTHING""",
                loan.loanId(),
                school.value(),
                itemId,
                patronId,
                loan.checkedOutAt().atOffset(ZoneOffset.UTC),
                loan.dueDate(),
                patronId,
                openLoansSeen);
    }

    /** Comes to nothing when the item came back meanwhile. */
    static Change close(UUID loanId, Instant at) {
        return Change.of(
                "UPDATE loan SET returned_at = ? WHERE id = ? AND returned_at IS NULL",
                at.atOffset(ZoneOffset.UTC),
                loanId);
    }

    static Change extend(LoanView extended) {
        return Change.of(
                "UPDATE loan SET due_date = ?, renewals = ? WHERE id = ?",
                extended.dueDate(),
                extended.renewals(),
                extended.loanId());
    }

    LoanView view(UUID loanId) {
        return shown(
                loanId,
                row -> new LoanView(
                        loanId,
                        row.getString("barcode"),
                        instant(row, "checked_out_at"),
                        row.getObject("due_date", LocalDate.class),
                        row.getInt("renewals")));
    }

    ReturnView returned(UUID loanId) {
        return shown(loanId, row -> new ReturnView(row.getString("barcode"), instant(row, "returned_at")));
    }

    private <T> T shown(UUID loanId, Reading<T> reading) {
        return query(
                """
                SELECT i.barcode, l.checked_out_at, l.due_date, l.renewals, l.returned_at
                FROM loan l JOIN item i ON i.id = l.item_id
                WHERE l.id = ?
                """,
                select -> select.setObject(1, loanId),
                row -> {
                    row.next();
                    return reading.of(row);
                });
    }

    private static @Nullable Item item(ResultSet row) throws SQLException {
        UUID id = row.getObject("item_id", UUID.class);
        return id == null
                ? null
                : new Item(
                        id,
                        new SchoolCode(row.getString("item_school")),
                        row.getBoolean("withdrawn"),
                        row.getBoolean("on_loan"));
    }

    private static @Nullable Borrower borrower(ResultSet row) throws SQLException {
        UUID id = row.getObject("patron_id", UUID.class);
        return id == null
                ? null
                : new Borrower(
                        id,
                        new SchoolCode(row.getString("borrower_school")),
                        PatronCategory.valueOf(row.getString("category")),
                        row.getBoolean("departed"),
                        row.getInt("open_loans"),
                        row.getInt("overdue_loans"));
    }

    private static @Nullable OpenLoan openLoan(ResultSet row) throws SQLException {
        UUID id = row.getObject("loan_id", UUID.class);
        String category = row.getString("category");
        return id == null
                ? null
                : new OpenLoan(
                        id,
                        row.getObject("patron_id", UUID.class),
                        category == null ? null : PatronCategory.valueOf(category),
                        instant(row, "checked_out_at"),
                        row.getObject("due_date", LocalDate.class),
                        row.getInt("renewals"),
                        row.getBoolean("departed"));
    }

    private Policy policy(ResultSet row) throws SQLException {
        int limit = row.getInt("loan_limit");
        return row.wasNull()
                ? defaultPolicy()
                : new Policy(limit, row.getInt("loan_days"), row.getInt("renewal_limit"));
    }

    private Policy defaultPolicy() {
        return new Policy(settings.defaultLoanLimit(), settings.defaultLoanDays(), settings.defaultRenewalLimit());
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private <T> T query(String sql, Binding binding, Reading<T> reading) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            binding.to(select);
            try (ResultSet row = select.executeQuery()) {
                return reading.of(row);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Binding {
        void to(PreparedStatement statement) throws SQLException;
    }

    private interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    /** What a check-out looks at. */
    record Scan(@Nullable Item item, @Nullable Borrower borrower, Policy policy) {}

    /** What a return or a renewal looks at. */
    record LoanScan(@Nullable Item item, @Nullable OpenLoan loan, Policy policy) {}
}
