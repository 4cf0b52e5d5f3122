package io.madoguchi.borrowers;

import io.agroal.api.AgroalDataSource;
import io.madoguchi.api.directory.BorrowerChanges;
import io.madoguchi.api.directory.BorrowerChanges.Borrower;
import io.madoguchi.disclosure.PatronCategory;
import io.madoguchi.reading.Reads;
import io.madoguchi.school.SchoolCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The borrower table. */
@ApplicationScoped
public class Borrowers {
    private final AgroalDataSource dataSource;
    private final Reads reads;

    Borrowers(AgroalDataSource dataSource, Reads reads) {
        this.dataSource = dataSource;
        this.reads = reads;
    }

    /** Whom a request names, by id or by card at a school. In the caller's transaction. */
    public Optional<Found> find(@Nullable SchoolCode school, @Nullable UUID patronId, byte @Nullable [] cardHash) {
        return reads
                .query(
                        """
                        SELECT patron_id, school, category, departed FROM borrower
                        WHERE patron_id = ? OR (school = ? AND card_hash = ?)
                        """,
                        row -> new Found(
                                row.getObject("patron_id", UUID.class),
                                new SchoolCode(row.getString("school")),
                                PatronCategory.valueOf(row.getString("category")),
                                row.getBoolean("departed")),
                        patronId,
                        school == null ? null : school.value(),
                        cardHash)
                .stream()
                .findFirst();
    }

    @Transactional
    Optional<String> cursor() {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement("SELECT cursor FROM borrower_feed");
                ResultSet row = select.executeQuery()) {
            return row.next() ? Optional.of(row.getString("cursor")) : Optional.empty();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Takes over a page, unless another instance has moved the cursor meanwhile.
     *
     * @param readFrom the cursor with which the page was read
     * @return whether the page was taken
     */
    @Transactional
    boolean take(BorrowerChanges page, Optional<String> readFrom) {
        try (Connection connection = dataSource.getConnection()) {
            if (!advance(connection, readFrom, page.next())) {
                return false;
            }
            if (!page.borrowers().isEmpty()) {
                freeCardsGivenToOthers(connection, page.borrowers());
                store(connection, page);
            }
            if (!page.more()) {
                departThoseOfOlderEpochs(connection, page.epoch());
            }
            return true;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Transactional
    void forgetCursor() {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement delete = connection.prepareStatement("DELETE FROM borrower_feed")) {
            delete.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean advance(Connection connection, Optional<String> from, String to) throws SQLException {
        String sql = from.isPresent()
                ? "UPDATE borrower_feed SET cursor = ? WHERE cursor = ?"
                : "INSERT INTO borrower_feed (cursor) VALUES (?) ON CONFLICT DO NOTHING";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, to);
            if (from.isPresent()) {
                statement.setString(2, from.get());
            }
            return statement.executeUpdate() == 1;
        }
    }

    /** A card belongs to the person whom the directory named with it last, whichever page brings the other's news. */
    private static void freeCardsGivenToOthers(Connection connection, List<Borrower> borrowers) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                """
                UPDATE borrower b SET card_hash = NULL
                FROM unnest(?::uuid[], ?::text[], ?::text[]) AS page (patron_id, school, card_hash)
                WHERE b.school = page.school AND b.card_hash = decode(page.card_hash, 'hex')
                  AND b.patron_id <> page.patron_id
                """)) {
            update.setArray(1, column(connection, "uuid", borrowers, Borrower::patronId));
            update.setArray(
                    2, column(connection, "text", borrowers, b -> b.school().value()));
            update.setArray(3, column(connection, "text", borrowers, Borrower::cardHash));
            update.executeUpdate();
        }
    }

    private static void store(Connection connection, BorrowerChanges page) throws SQLException {
        List<Borrower> borrowers = page.borrowers();
        try (PreparedStatement upsert = connection.prepareStatement(
                """
                INSERT INTO borrower (patron_id, school, category, card_hash, departed, epoch)
                SELECT patron_id, school, category, decode(card_hash, 'hex'), departed, ?
                FROM unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::boolean[])
                    AS page (patron_id, school, category, card_hash, departed)
                ON CONFLICT (patron_id) DO UPDATE
                SET school = excluded.school, category = excluded.category, card_hash = excluded.card_hash,
                    departed = excluded.departed, epoch = excluded.epoch
                """)) {
            upsert.setString(1, page.epoch());
            upsert.setArray(2, column(connection, "uuid", borrowers, Borrower::patronId));
            upsert.setArray(
                    3, column(connection, "text", borrowers, b -> b.school().value()));
            upsert.setArray(
                    4, column(connection, "text", borrowers, b -> b.category().name()));
            upsert.setArray(5, column(connection, "text", borrowers, Borrower::cardHash));
            upsert.setArray(6, column(connection, "boolean", borrowers, Borrower::departed));
            upsert.executeUpdate();
        }
    }

    /** After a restore of the directory, who is not in it any more has gone; open loans stay. */
    private static void departThoseOfOlderEpochs(Connection connection, String epoch) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE borrower SET departed = true, card_hash = NULL, epoch = ? WHERE epoch <> ?")) {
            update.setString(1, epoch);
            update.setString(2, epoch);
            update.executeUpdate();
        }
    }

    private static Array column(
            Connection connection, String type, List<Borrower> borrowers, Function<Borrower, @Nullable Object> of)
            throws SQLException {
        return connection.createArrayOf(type, borrowers.stream().map(of).toArray());
    }

    /** A borrower as the rule needs to know them: no name, no card. */
    public record Found(UUID patronId, SchoolCode school, PatronCategory category, boolean departed) {}
}
