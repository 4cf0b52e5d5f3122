package io.madoguchi.lending;

import io.madoguchi.api.lending.CurrentTitles.CurrentTitle;
import io.madoguchi.api.lending.LoanRecords;
import io.madoguchi.api.lending.LoanRecords.LoanRecord;
import io.madoguchi.edge.Cursor;
import io.madoguchi.reading.Reads;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The SQL of loan records: the columns of the answer and no others, newest first. */
@ApplicationScoped
class LoanHistory {
    private final Reads reads;

    LoanHistory(Reads reads) {
        this.reads = reads;
    }

    LoanRecords page(UUID patron, int limit, @Nullable String cursor) {
        Cursor after = cursor == null ? null : Cursor.read(cursor, 2);
        List<Placed> found = reads.query(
                """
                SELECT l.id, i.barcode, i.title, i.author, i.ndc, l.checked_out_at, l.due_date, l.renewals,
                       l.returned_at
                FROM loan l JOIN item i ON i.id = l.item_id
                WHERE l.patron_id = ? AND (l.checked_out_at, l.id) < (?, ?)
                ORDER BY l.checked_out_at DESC, l.id DESC
                LIMIT ?
                """,
                row -> new Placed(loanRecord(row), row.getObject("id", UUID.class)),
                patron,
                after == null ? OffsetDateTime.MAX : after.instant(0).atOffset(ZoneOffset.UTC),
                after == null ? new UUID(-1, -1) : after.uuid(1),
                limit + 1);
        List<Placed> shown = found.subList(0, Math.min(limit, found.size()));
        return new LoanRecords(
                patron,
                shown.stream().map(Placed::loan).toList(),
                found.size() > limit ? shown.get(limit - 1).place().text() : null);
    }

    /** What is out now, the first due first. */
    List<CurrentTitle> current(UUID patron) {
        return reads.query(
                """
                SELECT i.barcode, i.title, l.due_date
                FROM loan l JOIN item i ON i.id = l.item_id
                WHERE l.patron_id = ? AND l.returned_at IS NULL
                ORDER BY l.due_date, i.barcode
                """,
                row -> new CurrentTitle(
                        row.getString("barcode"), row.getString("title"), row.getObject("due_date", LocalDate.class)),
                patron);
    }

    private record Placed(LoanRecord loan, UUID id) {
        Cursor place() {
            return Cursor.of(loan.checkedOutAt(), id);
        }
    }

    private static LoanRecord loanRecord(ResultSet row) throws SQLException {
        OffsetDateTime returned = row.getObject("returned_at", OffsetDateTime.class);
        return new LoanRecord(
                row.getString("barcode"),
                row.getString("title"),
                row.getString("author"),
                row.getString("ndc"),
                row.getObject("checked_out_at", OffsetDateTime.class).toInstant(),
                row.getObject("due_date", LocalDate.class),
                row.getInt("renewals"),
                returned == null ? null : returned.toInstant());
    }
}
