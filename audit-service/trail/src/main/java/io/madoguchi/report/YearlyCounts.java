package io.madoguchi.report;

import io.madoguchi.disclosure.Duty;
import io.madoguchi.disclosure.Field;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Counts of all contractors' records, by kind of school; to be used within a {@link Snapshot}. */
@ApplicationScoped
class YearlyCounts {
    private final Snapshot snapshot;

    @Inject
    YearlyCounts(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /** Answers that showed a field for a duty at schools of a kind, and different persons whose it was. */
    record Count(@Nullable Duty duty, Field field, String kind, long answers, long persons) {}

    /** Of how many schools of each kind something was shown. */
    Map<String, Long> schools(Days days) {
        Map<String, Long> schools = new HashMap<>();
        snapshot.query(
                """
                SELECT left(school, 2) AS kind, count(DISTINCT school) AS schools
                FROM access_record
                WHERE at >= ? AND at < ? AND contract IS NOT NULL
                  AND decision = 'PERMITTED' AND fields <> '{}' AND school IS NOT NULL
                GROUP BY 1
                """,
                row -> schools.put(row.getString("kind"), row.getLong("schools")),
                days.since(),
                days.before());
        return schools;
    }

    /** @param apart kinds that are counted by themselves; all others are one */
    List<Count> counts(Days days, Set<String> apart) {
        return snapshot.query(
                """
                WITH answer AS (
                    SELECT coalesce(declared_duty, '') AS duty, left(school, 2) AS kind, field, count(*) AS answers
                    FROM access_record, unnest(fields) AS field
                    WHERE at >= ? AND at < ? AND contract IS NOT NULL
                      AND decision = 'PERMITTED' AND field <> 'contractHandling'
                    GROUP BY 1, 2, 3
                ), answers AS (
                    SELECT duty, CASE WHEN kind = ANY (?::text[]) THEN kind ELSE 'OTHER' END AS kind, field,
                        sum(answers) AS answers
                    FROM answer
                    GROUP BY 1, 2, 3
                ), shown AS (
                    SELECT DISTINCT coalesce(duty, '') AS duty,
                        CASE WHEN left(school, 2) = ANY (?::text[]) THEN left(school, 2) ELSE 'OTHER' END AS kind,
                        field, patron
                    FROM disclosed_part, unnest(fields) AS field, unnest(patrons) AS patron
                    WHERE at >= ? AND at < ? AND contract IS NOT NULL
                ), persons AS (
                    SELECT duty, kind, field, count(*) AS persons FROM shown GROUP BY 1, 2, 3
                )
                SELECT duty, field, kind, answers, coalesce(persons, 0) AS persons
                FROM answers LEFT JOIN persons USING (duty, kind, field)
                """,
                row -> new Count(
                        row.getString("duty").isEmpty() ? null : Duty.valueOf(row.getString("duty")),
                        Field.named(row.getString("field")),
                        row.getString("kind"),
                        row.getLong("answers"),
                        row.getLong("persons")),
                days.since(),
                days.before(),
                array(apart),
                array(apart),
                days.since(),
                days.before());
    }

    /** As PostgreSQL writes an array; kinds are two letters and digits. */
    private static String array(Set<String> kinds) {
        return "{" + String.join(",", kinds) + "}";
    }
}
