package io.madoguchi.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.madoguchi.api.trail.HandlingReport.Handler;
import io.madoguchi.disclosure.Duty;
import io.madoguchi.disclosure.Field;
import io.madoguchi.disclosure.Role;
import io.madoguchi.school.SchoolCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Counts of a contract's records; to be used within a {@link Snapshot}. */
@ApplicationScoped
class HandlingCounts {
    private final Snapshot snapshot;
    private final ObjectMapper json;

    @Inject
    HandlingCounts(Snapshot snapshot, ObjectMapper json) {
        this.snapshot = snapshot;
        this.json = json;
    }

    /**
     * Requests that are alike.
     *
     * @param fields what their answers disclosed; none where they disclosed nothing
     * @param shown persons, each as often as an answer showed them
     */
    record Tally(
            Handler handler,
            @Nullable SchoolCode school,
            @Nullable Duty duty,
            LocalDate day,
            boolean permitted,
            @Nullable String reason,
            Set<Field> fields,
            long requests,
            long shown) {
        boolean disclosed() {
            return permitted && !fields.isEmpty();
        }
    }

    /** Of what different persons are counted; what is null makes no difference, or is missing in the records. */
    record Group(
            Level level,
            @Nullable Handler handler,
            @Nullable SchoolCode school,
            @Nullable Duty duty,
            @Nullable Field field) {}

    /** In the order of the grouping sets' bits: handler, school, duty, field; 0 where the rows are told apart by it. */
    enum Level {
        HANDLING_FIELD(0b0000),
        HANDLING(0b0001),
        HANDLER(0b0111),
        SCHOOL(0b1011),
        DUTY(0b1101),
        FIELD(0b1110),
        ALL(0b1111);

        private final int grouping;

        Level(int grouping) {
            this.grouping = grouping;
        }

        private static Level of(int grouping) {
            return Stream.of(values())
                    .filter(level -> level.grouping == grouping)
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** A clause of a document, by the document's hash. */
    record Cited(String document, String clause, String sha256, long answers) {}

    /** Everything that adds up. */
    List<Tally> tallies(String contract, Days days) {
        return snapshot.query(
                """
                SELECT person, roles, designation, school, duty, day, permitted, reason, fields,
                    sum(times) AS requests, sum(shown) AS shown
                FROM (
                    SELECT person, body #>> '{who,roles}' AS roles, designation,
                        school, declared_duty AS duty, (at AT TIME ZONE ?)::date AS day,
                        decision = 'PERMITTED' AS permitted, refusal AS reason, fields,
                        (body ->> 'times')::bigint AS times, persons_shown(decision, fields, patrons, body) AS shown
                    FROM access_record
                    WHERE at >= ? AND at < ? AND contract = ?
                    -- What is sorted is not the whole record.
                    OFFSET 0) AS request
                GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
                """,
                row -> new Tally(
                        handler(row),
                        school(row),
                        duty(row),
                        row.getObject("day", LocalDate.class),
                        row.getBoolean("permitted"),
                        row.getString("reason"),
                        fields(row),
                        row.getLong("requests"),
                        row.getLong("shown")),
                days.zone().getId(),
                days.since(),
                days.before(),
                contract);
    }

    /** Different persons, who add up to nothing: each level is counted by itself. */
    Map<Group, Long> persons(String contract, Days days) {
        Map<Group, Long> persons = new HashMap<>();
        snapshot.query(
                """
                WITH shown AS (
                    SELECT DISTINCT person, roles, designation, school, duty, fields, patron
                    FROM disclosed_part, unnest(patrons) AS patron
                    WHERE at >= ? AND at < ? AND contract = ?
                ), once AS (
                    SELECT GROUPING(person, school, duty, field) AS level,
                        person, roles, designation, school, duty, field, patron
                    FROM shown, unnest(fields) AS field
                    GROUP BY GROUPING SETS (
                        (person, roles, designation, school, duty, field, patron),
                        (person, roles, designation, school, duty, patron),
                        (person, roles, designation, patron),
                        (school, patron), (duty, patron), (field, patron), (patron))
                )
                SELECT level, person, roles, designation, school, duty, field, count(*) AS persons
                FROM once
                GROUP BY level, person, roles, designation, school, duty, field
                """,
                row -> persons.put(
                        new Group(
                                Level.of(row.getInt("level")),
                                row.getString("person") == null ? null : handler(row),
                                school(row),
                                duty(row),
                                row.getString("field") == null ? null : Field.named(row.getString("field"))),
                        row.getLong("persons")),
                days.since(),
                days.before(),
                contract);
        return persons;
    }

    /** Under which clauses something was disclosed, and in how many answers. */
    List<Cited> cited(String contract, Days days) {
        return snapshot.query(
                """
                WITH cited AS (
                    SELECT jsonb_path_query_array(body, '$.disclosed[*].authorisations[*]') AS clauses, count(*) AS answers
                    FROM access_record
                    WHERE at >= ? AND at < ? AND contract = ?
                      AND decision = 'PERMITTED' AND fields <> '{}'
                    GROUP BY 1
                )
                SELECT clause ->> 'document' AS document, clause ->> 'clause' AS clause, clause ->> 'sha256' AS sha256,
                    sum(answers) AS answers
                FROM cited, LATERAL (SELECT DISTINCT jsonb_array_elements(clauses)) AS once (clause)
                GROUP BY 1, 2, 3
                ORDER BY 1, 3, 2
                """,
                row -> new Cited(
                        row.getString("document"),
                        row.getString("clause"),
                        row.getString("sha256"),
                        row.getLong("answers")),
                days.since(),
                days.before(),
                contract);
    }

    private Handler handler(ResultSet row) throws SQLException {
        return new Handler(row.getString("person"), roles(row.getString("roles")), row.getString("designation"));
    }

    private Set<Role> roles(String text) {
        try {
            return new TreeSet<>(json.readValue(text, new TypeReference<Set<Role>>() {}));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable SchoolCode school(ResultSet row) throws SQLException {
        String school = row.getString("school");
        return school == null ? null : new SchoolCode(school);
    }

    private static @Nullable Duty duty(ResultSet row) throws SQLException {
        String duty = row.getString("duty");
        return duty == null ? null : Duty.valueOf(duty);
    }

    private static Set<Field> fields(ResultSet row) throws SQLException {
        Set<Field> fields = new TreeSet<>();
        for (String name : (String[]) row.getArray("fields").getArray()) {
            fields.add(Field.named(name));
        }
        return fields;
    }
}
