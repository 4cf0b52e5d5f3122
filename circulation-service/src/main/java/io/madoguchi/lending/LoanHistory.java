package io.madoguchi.lending;

import io.agroal.api.AgroalDataSource;
import io.madoguchi.api.lending.LoanRecords;
import io.madoguchi.api.lending.LoanRecords.LoanRecord;
import io.madoguchi.edge.Cursor;
import jakarta.enterprise.context.ApplicationScoped;
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
import org.jspecify.annotations.Nullable;

/** The SQL of loan records: the columns of the answer and no others, newest first. */
@ApplicationScoped
class LoanHistory {
    private final AgroalDataSource dataSource;

    LoanHistory(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    LoanRecords page(UUID patron, int limit, @Nullable String cursor) {
        Cursor after = cursor == null ? null : Cursor.read(cursor, 2);
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        """
                        SELECT l.id, i.barcode, i.title, i.author, i.ndc, l.checked_out_at, l.due_date, l.renewals,
                               l.returned_at
                        FROM loan l JOIN item i ON i.id = l.item_id
                        WHERE l.patron_id = ? AND (l.checked_out_at, l.id) < (?, ?)
                        ORDER BY l.checked_out_at DESC, l.id DESC
                        LIMIT ?
                        """)) {
            select.setObject(1, patron);
            select.setObject(
                    2, after == null ? OffsetDateTime.MAX : after.instant(0).atOffset(ZoneOffset.UTC));
            select.setObject(3, after == null ? new UUID(-1, -1) : after.uuid(1));
            select.setInt(4, limit + 1);
            try (ResultSet row = select.executeQuery()) {
                List<LoanRecord> loans = new ArrayList<>();
                String next = null;
                Cursor last = null;
                while (row.next()) {
                    if (loans.size() == limit && last != null) {
                        next = last.text();
                        break;
                    }
                    loans.add(loanRecord(row));
                    last = Cursor.of(instant(row, "checked_out_at"), row.getObject("id", UUID.class));
                }
                return new LoanRecords(patron, loans, next);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static LoanRecord loanRecord(ResultSet row) throws SQLException {
        OffsetDateTime returned = row.getObject("returned_at", OffsetDateTime.class);
        return new LoanRecord(
                row.getString("barcode"),
                row.getString("title"),
                row.getString("author"),
                row.getString("ndc"),
                instant(row, "checked_out_at"),
                row.getObject("due_date", LocalDate.class),
                row.getInt("renewals"),
                returned == null ? null : returned.toInstant());
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
