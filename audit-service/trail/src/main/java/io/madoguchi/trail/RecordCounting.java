package io.madoguchi.trail;

import io.agroal.api.AgroalDataSource;
import io.madoguchi.api.trail.CountGroup;
import io.madoguchi.api.trail.RecordCounts;
import io.madoguchi.api.trail.RecordCounts.RecordCount;
import io.madoguchi.api.trail.RecordFilter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Counts access records by group; to be used within a transaction. */
@ApplicationScoped
class RecordCounting {
    private final AgroalDataSource dataSource;
    private final Clock clock;

    @Inject
    RecordCounting(AgroalDataSource dataSource, Clock clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    RecordCounts count(RecordFilter filter, List<CountGroup> groups, int limit) {
        Conditions conditions = Conditions.of(filter);
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(sql(groups, conditions))) {
            select.setString(1, clock.getZone().getId());
            int next = conditions.bind(select, 2);
            select.setInt(next, limit + 1);
            List<RecordCount> counts = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    counts.add(count(groups, row));
                }
            }
            return new RecordCounts(counts.subList(0, Math.min(limit, counts.size())), counts.size() > limit);
        } catch (SQLException e) {
            throw new TrailException(e);
        }
    }

    private static RecordCount count(List<CountGroup> groups, ResultSet row) throws SQLException {
        Map<CountGroup, String> group = new EnumMap<>(CountGroup.class);
        for (int i = 0; i < groups.size(); i++) {
            String value = row.getString("k" + i);
            if (!value.isEmpty()) {
                group.put(groups.get(i), value);
            }
        }
        return new RecordCount(
                group,
                row.getLong("requests"),
                row.getLong("answers"),
                row.getLong("refusals"),
                row.getLong("persons"));
    }

    /** Fields, documents and persons belong together part by part of a record; a record counts once in each of its groups. */
    private static String sql(List<CountGroup> groups, Conditions conditions) {
        String keys = IntStream.range(0, groups.size()).mapToObj(i -> "k" + i).collect(Collectors.joining(", "));
        String named = IntStream.range(0, groups.size())
                .mapToObj(i -> "coalesce(" + column(groups.get(i)) + ", '') AS k" + i)
                .collect(Collectors.joining(", "));
        return """
                WITH chosen AS (
                    SELECT %5$s AS place, school, declared_duty, person, designation, contract, decision, refusal,
                        (at AT TIME ZONE ?)::date::text AS day, body ->> 'act' AS act, (body ->> 'times')::int AS times,
                        body -> 'disclosed' AS disclosed
                    FROM access_record
                    WHERE %1$s AND body IS NOT NULL
                ), keyed AS (
                    SELECT %2$s, place, times, decision, part -> 'patrons' AS patrons
                    FROM chosen
                    LEFT JOIN LATERAL jsonb_array_elements(disclosed) part ON true
                    %3$s
                ), counted AS (
                    SELECT %4$s, sum(times) AS requests, count(*) FILTER (WHERE shown) AS answers,
                        coalesce(sum(times) FILTER (WHERE decision = 'REFUSED'), 0) AS refusals
                    FROM (
                        SELECT %4$s, place, times, decision, bool_or(patrons <> '[]') AS shown
                        FROM keyed
                        GROUP BY %4$s, place, times, decision) once
                    GROUP BY %4$s
                ), shown AS (
                    SELECT %4$s, count(DISTINCT patron) AS persons
                    FROM keyed CROSS JOIN LATERAL jsonb_array_elements_text(patrons) patron
                    GROUP BY %4$s
                )
                SELECT %4$s, requests, answers, refusals, coalesce(persons, 0) AS persons
                FROM counted LEFT JOIN shown USING (%4$s)
                ORDER BY requests DESC, %4$s
                LIMIT ?
                """
                .formatted(conditions.sql(), named, joins(groups), keys, Place.COLUMN);
    }

    private static String joins(List<CountGroup> groups) {
        String fields = groups.contains(CountGroup.FIELD)
                ? "LEFT JOIN LATERAL jsonb_array_elements_text(part -> 'fields') field ON true\n"
                : "";
        return groups.contains(CountGroup.AUTHORISATION)
                ? fields
                        + """
                        LEFT JOIN LATERAL (
                            SELECT DISTINCT citation ->> 'document' AS document
                            FROM jsonb_array_elements(part -> 'authorisations') citation) cited ON true
                        """
                : fields;
    }

    private static String column(CountGroup group) {
        return switch (group) {
            case SCHOOL -> "school";
            case DUTY -> "declared_duty";
            case FIELD -> "field";
            case PERSON -> "person";
            case DESIGNATION -> "designation";
            case CONTRACT -> "contract";
            case ACT -> "act";
            case DECISION -> "decision";
            case REASON -> "refusal";
            case AUTHORISATION -> "document";
            case DAY -> "day";
        };
    }
}
