package io.madoguchi.trail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import io.madoguchi.api.trail.AccessRecord.Who;
import io.madoguchi.api.trail.ReadingVolumes.ReadingVolume;
import io.madoguchi.school.SchoolCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The table of access records; to be used within a transaction. */
@ApplicationScoped
class AccessRecords {
    private final AgroalDataSource dataSource;
    private final ObjectMapper json;
    private final Clock clock;

    @Inject
    AccessRecords(AgroalDataSource dataSource, ObjectMapper json, Clock clock) {
        this.dataSource = dataSource;
        this.json = json;
        this.clock = clock;
    }

    /** Who these subjects are, by the newest record that a service made of each; without those that no service has met. */
    Map<String, Who> whoIs(Collection<String> subjects) {
        String sql =
                """
                SELECT subject, met.who
                FROM unnest(?) subject
                CROSS JOIN LATERAL (
                    SELECT body -> 'who' AS who
                    FROM access_record
                    WHERE body -> 'who' ->> 'subject' = subject AND source <> 'keycloak'
                    ORDER BY index DESC
                    LIMIT 1) met
                """;
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setArray(1, connection.createArrayOf("text", subjects.toArray()));
            Map<String, Who> known = new HashMap<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    known.put(row.getString("subject"), fromJson(row.getString("who"), Who.class));
                }
            }
            return known;
        } catch (SQLException e) {
            throw new TrailException(e);
        }
    }

    /** Per account and day, those who were shown most persons first. */
    List<ReadingVolume> volumes(Instant from, Instant until, @Nullable SchoolCode school, int limit) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        """
                        WITH answered AS (
                            SELECT person, patrons, (at AT TIME ZONE ?)::date AS day, date_trunc('hour', at) AS hour,
                                decision, body ->> 'reason' AS reason, (body ->> 'times')::int AS times
                            FROM access_record
                            WHERE at >= ? AND at < ? AND (?::text IS NULL OR school = ?)
                        ), hourly AS (
                            SELECT person, day, hour, count(DISTINCT patron) AS persons
                            FROM answered, unnest(patrons) AS patron
                            WHERE decision = 'PERMITTED'
                            GROUP BY person, day, hour
                        ), daily AS (
                            SELECT person, day, count(DISTINCT patron) AS persons
                            FROM answered, unnest(patrons) AS patron
                            WHERE decision = 'PERMITTED'
                            GROUP BY person, day
                        )
                        SELECT a.person, a.day,
                            count(*) FILTER (WHERE decision = 'PERMITTED' AND patrons <> '{}') AS answers,
                            coalesce(min(d.persons), 0) AS persons,
                            coalesce((SELECT max(h.persons) FROM hourly h WHERE h.person = a.person AND h.day = a.day), 0)
                                AS busiest_hour,
                            coalesce(sum(times) FILTER (WHERE reason = 'too-many-requests'), 0) AS stopped
                        FROM answered a LEFT JOIN daily d ON d.person = a.person AND d.day = a.day
                        GROUP BY a.person, a.day
                        ORDER BY persons DESC, stopped DESC, a.person, a.day
                        LIMIT ?
                        """)) {
            select.setString(1, clock.getZone().getId());
            select.setObject(2, from.atOffset(ZoneOffset.UTC));
            select.setObject(3, until.atOffset(ZoneOffset.UTC));
            select.setString(4, text(school));
            select.setString(5, text(school));
            select.setInt(6, limit);
            List<ReadingVolume> volumes = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    volumes.add(new ReadingVolume(
                            row.getString("person"),
                            row.getObject("day", LocalDate.class),
                            row.getLong("answers"),
                            row.getLong("persons"),
                            row.getLong("busiest_hour"),
                            row.getLong("stopped")));
                }
            }
            return volumes;
        } catch (SQLException e) {
            throw new TrailException(e);
        }
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private <T> T fromJson(String text, Class<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new TrailException(e);
        }
    }
}
