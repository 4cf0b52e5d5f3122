package io.madoguchi.changefeed;

import io.agroal.api.AgroalDataSource;
import io.madoguchi.api.directory.BorrowerChanges.Borrower;
import io.madoguchi.disclosure.PatronCategory;
import io.madoguchi.school.SchoolCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The patrons in the order of their last changes. A card leaves it as its hash alone. */
@ApplicationScoped
class ChangeFeed {
    private final AgroalDataSource dataSource;

    ChangeFeed(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Transaction ids begin anew in another database cluster, and are given a second time after a restore to an earlier
     * moment. So the epoch is made of the cluster's identity and the timeline of its write-ahead log (of which the names of
     * the log's files begin), and of a number that whoever loads a dump sets anew.
     */
    String epoch() {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        """
                        SELECT encode(sha256(convert_to(concat_ws(' ',
                                   epoch, system_identifier, left(pg_walfile_name(pg_current_wal_lsn()), 8)), 'UTF8')), 'hex')
                        FROM feed_epoch, pg_control_system()
                        """);
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Reads no further than the oldest transaction that is still open: what it wrote would else appear behind a reader who
     * has passed.
     */
    List<Change> after(FeedCursor place, Set<PatronCategory> categories, int limit) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        """
                        SELECT changed_xid::text AS xid, id, school, category, encode(card_hash, 'hex') AS card_hash,
                               departed
                        FROM patron
                        WHERE (changed_xid, id) > (?::xid8, ?)
                          AND changed_xid < pg_snapshot_xmin(pg_current_snapshot())
                          AND category = ANY (?)
                        ORDER BY changed_xid, id
                        LIMIT ?
                        """)) {
            select.setString(1, place.xid());
            select.setObject(2, place.patron());
            select.setArray(3, connection.createArrayOf("text", categories.toArray()));
            select.setInt(4, limit);
            List<Change> changes = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    changes.add(new Change(row.getString("xid"), borrower(row)));
                }
            }
            return changes;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Borrower borrower(ResultSet row) throws SQLException {
        return new Borrower(
                row.getObject("id", UUID.class),
                new SchoolCode(row.getString("school")),
                PatronCategory.valueOf(row.getString("category")),
                row.getString("card_hash"),
                row.getBoolean("departed"));
    }

    /** A patron's present state, and the transaction of the last change. */
    record Change(String xid, Borrower borrower) {
        FeedCursor place(String epoch) {
            return new FeedCursor(epoch, xid, borrower.patronId());
        }
    }
}
