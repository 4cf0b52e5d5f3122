package io.madoguchi.holdings;

import io.agroal.api.AgroalDataSource;
import io.madoguchi.api.holdings.ItemView;
import io.madoguchi.api.holdings.Items;
import io.madoguchi.edge.Cursor;
import io.madoguchi.school.SchoolCode;
import io.madoguchi.text.FoldedText;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The collection of a school. Nobody's loan shows but as "on loan". */
@ApplicationScoped
class Holdings {
    private static final String COLUMNS =
            """
            SELECT i.id, i.school, i.barcode, i.title, i.title_key, i.author, i.ndc, i.isbn, i.call_number, i.withdrawn,
                   EXISTS (SELECT FROM loan l WHERE l.item_id = i.id AND l.returned_at IS NULL) AS on_loan
            FROM item i
            """;

    private final AgroalDataSource dataSource;

    Holdings(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    List<ItemView> byBarcode(SchoolCode school, String barcode) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select =
                        connection.prepareStatement(COLUMNS + "WHERE i.barcode = ? AND i.school = ?")) {
            select.setString(1, barcode);
            select.setString(2, school.value());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? List.of(view(row)) : List.of();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Titles that hold the words anywhere, however they are written (kana, width, case). */
    Items byTitle(SchoolCode school, String words, int limit, @Nullable String cursor) {
        Cursor after = cursor == null ? null : Cursor.read(cursor, 2);
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        COLUMNS
                                + """
                        WHERE i.school = ? AND i.title_key LIKE ? AND (i.title_key, i.id) > (?, ?)
                        ORDER BY i.title_key, i.id
                        LIMIT ?
                        """)) {
            select.setString(1, school.value());
            select.setString(2, "%" + FoldedText.of(words).replaceAll("([\\\\%_])", "\\\\$1") + "%");
            select.setString(3, after == null ? "" : after.parts().get(0));
            select.setObject(4, after == null ? new UUID(0, 0) : after.uuid(1));
            select.setInt(5, limit + 1);
            try (ResultSet row = select.executeQuery()) {
                List<ItemView> items = new ArrayList<>();
                Cursor last = null;
                while (row.next()) {
                    if (items.size() == limit && last != null) {
                        return new Items(items, last.text());
                    }
                    items.add(view(row));
                    last = Cursor.of(row.getString("title_key"), row.getObject("id", UUID.class));
                }
                return new Items(items, null);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ItemView view(ResultSet row) throws SQLException {
        ItemView.Status status = row.getBoolean("withdrawn")
                ? ItemView.Status.WITHDRAWN
                : row.getBoolean("on_loan") ? ItemView.Status.ON_LOAN : ItemView.Status.AVAILABLE;
        return new ItemView(
                row.getString("barcode"),
                new SchoolCode(row.getString("school")),
                row.getString("title"),
                row.getString("author"),
                row.getString("ndc"),
                row.getString("isbn"),
                row.getString("call_number"),
                status);
    }
}
