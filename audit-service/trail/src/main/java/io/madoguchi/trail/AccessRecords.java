package io.madoguchi.trail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import io.madoguchi.api.trail.AccessRecord;
import io.madoguchi.api.trail.AccessRecord.Who;
import io.madoguchi.api.trail.ReadingVolumes.ReadingVolume;
import io.madoguchi.api.trail.SaltedRecord;
import io.madoguchi.disclosure.Field;
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
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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

    /** Those disclosed, and the one that a request named. */
    static Stream<UUID> patronsIn(AccessRecord record) {
        return Stream.concat(
                record.disclosed().stream().flatMap(disclosed -> disclosed.patrons().stream()),
                Stream.ofNullable(record.requested()));
    }

    /** Appends what is not known yet and says how many that were. */
    int append(List<SaltedRecord> batch) {
        try (Connection connection = dataSource.getConnection()) {
            takeTurns(connection);
            return insert(connection, batch);
        } catch (SQLException e) {
            throw new TrailException(e);
        }
    }

    /** One batch after the other: seq is then the order of commits, so that no page misses a record that comes late. */
    private static void takeTurns(Connection connection) throws SQLException {
        try (PreparedStatement lock =
                connection.prepareStatement("SELECT pg_advisory_xact_lock(hashtextextended('access-record', 0))")) {
            lock.execute();
        }
    }

    private int insert(Connection connection, List<SaltedRecord> batch) throws SQLException {
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        try (PreparedStatement insert = connection.prepareStatement(
                """
                INSERT INTO access_record
                    (id, source, at, person, school, declared_duty, decision, patrons, fields, body, salt, received_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?)
                ON CONFLICT (id) DO NOTHING
                """)) {
            for (SaltedRecord salted : batch) {
                AccessRecord record = salted.record();
                insert.setObject(1, record.id());
                insert.setString(2, record.source());
                insert.setObject(3, record.at().atOffset(ZoneOffset.UTC));
                insert.setString(4, record.who().person());
                insert.setString(5, text(record.school()));
                insert.setString(6, text(record.declaredDuty()));
                insert.setString(7, record.decision().name());
                insert.setArray(
                        8,
                        connection.createArrayOf(
                                "uuid", patronsIn(record).distinct().toArray()));
                insert.setArray(
                        9, connection.createArrayOf("text", fieldsIn(record).toArray()));
                insert.setString(10, toJson(record));
                insert.setBytes(11, Base64.getDecoder().decode(salted.salt()));
                insert.setObject(12, now);
                insert.addBatch();
            }
            return IntStream.of(insert.executeBatch()).sum();
        }
    }

    /** Whether the trail holds a record with the id of one of these and another body. */
    boolean anyDiffers(List<SaltedRecord> batch) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        """
                        SELECT EXISTS (
                            SELECT FROM access_record known
                            JOIN jsonb_array_elements(?::jsonb) sent ON known.id = (sent ->> 'id')::uuid
                            WHERE known.body <> sent)
                        """)) {
            select.setString(
                    1,
                    batch.stream().map(salted -> toJson(salted.record())).collect(Collectors.joining(",", "[", "]")));
            try (ResultSet row = select.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        } catch (SQLException e) {
            throw new TrailException(e);
        }
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
                    ORDER BY seq DESC
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

    private static Stream<String> fieldsIn(AccessRecord record) {
        return record.disclosed().stream()
                .flatMap(disclosed -> disclosed.fields().stream())
                .map(Field::apiName)
                .distinct();
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private String toJson(AccessRecord record) {
        try {
            return json.writeValueAsString(record);
        } catch (JsonProcessingException e) {
            throw new TrailException(e);
        }
    }

    private <T> T fromJson(String text, Class<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new TrailException(e);
        }
    }
}
