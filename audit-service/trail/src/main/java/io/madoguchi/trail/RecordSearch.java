package io.madoguchi.trail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import io.madoguchi.api.trail.AccessRecord;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Finds access records by their query columns; to be used within a transaction. */
@ApplicationScoped
class RecordSearch {
    private final AgroalDataSource dataSource;
    private final ObjectMapper json;

    @Inject
    RecordSearch(AgroalDataSource dataSource, ObjectMapper json) {
        this.dataSource = dataSource;
        this.json = json;
    }

    /** A record and where it stands. */
    record Entry(Place place, AccessRecord record) {}

    /** The newest records below a place. */
    List<Entry> find(RecordQuery query, Place place, int limit) {
        return find(Conditions.of(query).below(place), limit);
    }

    /** The newest of those that showed something of the patron; a refused request that only named them did not. */
    List<Entry> disclosing(UUID patron, Place place, int limit) {
        return find(Conditions.disclosing(patron).below(place), limit);
    }

    private List<Entry> find(Conditions conditions, int limit) {
        String sql =
                """
                SELECT index, body
                FROM access_record
                WHERE %s AND body IS NOT NULL
                ORDER BY index DESC
                LIMIT ?
                """
                        .formatted(conditions.sql());
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            int next = conditions.bind(select, 1);
            select.setInt(next, limit);
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

    private Entry entry(ResultSet row) throws SQLException {
        try {
            return new Entry(
                    new Place(row.getLong("index")), json.readValue(row.getString("body"), AccessRecord.class));
        } catch (JsonProcessingException e) {
            throw new TrailException(e);
        }
    }
}
