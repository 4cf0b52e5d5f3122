package io.madoguchi.trail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import io.madoguchi.api.trail.AccessRecord;
import io.madoguchi.api.trail.RecordFilter;
import io.madoguchi.disclosure.Act;
import io.madoguchi.sequencing.Arrivals;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Finds access records by their query columns; to be used within a transaction. */
@ApplicationScoped
class RecordSearch {
    /** Rows that PostgreSQL hands over at once, where all are wanted. */
    private static final int FETCHED = 1000;

    /** Records among which a page of something frequent is looked for first. */
    private static final int NEWEST = 10_000;

    private final AgroalDataSource dataSource;
    private final ObjectMapper json;

    @Inject
    RecordSearch(AgroalDataSource dataSource, ObjectMapper json) {
        this.dataSource = dataSource;
        this.json = json;
    }

    /** A record and where it stands. */
    record Entry(Place place, AccessRecord record) {
        /**
         * Of whom it says who accessed what. A record of a reading of the trail says that of nobody: whoever reads it again has not
         * read of all of them once more, or the next page would name everybody whom the pages before it named.
         */
        Stream<UUID> patronsShown() {
            return record.act() == Act.READ_ACCESS_RECORDS ? Stream.of() : Arrivals.patronsIn(record);
        }
    }

    /** What is done with one record after the other. */
    interface Each {
        void accept(Entry entry) throws IOException;
    }

    /** The newest records below a place. */
    List<Entry> find(RecordFilter filter, Place place, int limit) {
        return find(Conditions.of(filter), place, limit);
    }

    /** The newest of those that showed something of the patron; a refused request that only named them did not. */
    List<Entry> disclosing(UUID patron, Place place, int limit) {
        return find(Conditions.disclosing(patron), place, limit);
    }

    /** The last parameter is how many at most. */
    static String page(Conditions conditions) {
        return """
                SELECT %1$s, body
                FROM access_record
                WHERE %2$s AND body IS NOT NULL
                ORDER BY %3$s DESC
                LIMIT ?
                """
                .formatted(Place.COLUMN, conditions.sql(), conditions.order());
    }

    /** The same among the newest below a place, which is the parameter before the last. */
    static String newest(Conditions conditions) {
        return """
                SELECT %1$s, body
                FROM access_record
                WHERE %2$s AND body IS NOT NULL
                  AND %1$s >= (SELECT max(%1$s) - %3$d FROM access_record WHERE %1$s < ?)
                ORDER BY %1$s DESC
                LIMIT ?
                """
                .formatted(Place.COLUMN, conditions.sql(), NEWEST);
    }

    /**
     * A field or a document stands on very many records or on very few, and PostgreSQL does not know which. On many, the newest
     * few thousand fill a page; where they don't, all that there are can be sorted.
     */
    private List<Entry> find(Conditions asked, Place place, int limit) {
        Conditions conditions = asked.below(place);
        if (conditions.mayBeOnMany()) {
            List<Entry> newest = select(newest(conditions), conditions, place.index(), limit);
            if (newest.size() == limit) {
                return newest;
            }
        }
        return select(page(conditions), conditions, limit);
    }

    private List<Entry> select(String sql, Conditions conditions, Object... more) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            int next = conditions.bind(select, 1);
            for (Object value : more) {
                select.setObject(next++, value);
            }
            List<Entry> entries = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    entries.add(entry(row));
                }
            }
            return entries;
        } catch (SQLException e) {
            throw new TrailException(e);
        }
    }

    /** All records, the oldest first, a part of them in memory at a time; as they stand at one moment. */
    void each(RecordFilter filter, Each each) throws IOException {
        Conditions conditions = Conditions.of(filter);
        String sql =
                """
                SELECT %1$s, body
                FROM access_record
                WHERE %2$s AND body IS NOT NULL
                ORDER BY %1$s
                """
                        .formatted(Place.COLUMN, conditions.sql());
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setFetchSize(FETCHED);
            conditions.bind(select, 1);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    each.accept(entry(row));
                }
            }
        } catch (SQLException e) {
            throw new TrailException(e);
        }
    }

    private Entry entry(ResultSet row) throws SQLException {
        try {
            return new Entry(new Place(row.getLong(1)), json.readValue(row.getString(2), AccessRecord.class));
        } catch (JsonProcessingException e) {
            throw new TrailException(e);
        }
    }
}
