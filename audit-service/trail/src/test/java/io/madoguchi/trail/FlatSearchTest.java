package io.madoguchi.trail;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.madoguchi.testing.TestPostgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a page costs does not grow with the trail: among 100,000 records PostgreSQL looks at a few pages of them. */
@TrailServiceTest
class FlatSearchTest {
    private static final int RECORDS = 100_000;
    /** The table has some 7,000. */
    private static final int PAGES = 1000;

    private static final UUID RARE = UUID.fromString("7b0f3a53-4a5e-4ff5-8a3f-0d7a2a1c9e11");

    /** A table with the same columns and indexes, for the trail's own takes no record but through the log. */
    @BeforeAll
    static void fillATableOfTheSameMake() throws SQLException {
        try (Connection admin = TestPostgres.administrator();
                Statement statement = admin.createStatement()) {
            statement.execute("SET search_path = flat, audit");
            statement.execute("CREATE SCHEMA flat");
            statement.execute("CREATE TABLE flat.access_record (LIKE audit.access_record INCLUDING ALL)");
            statement.execute(
                    """
                    INSERT INTO flat.access_record
                        (index, id, source, at, person, school, declared_duty, decision, patrons, fields, body, salt, received_at)
                    SELECT i, gen_random_uuid(), 'patron-service', at, person, CASE WHEN i %% 20000 = 1 THEN 'B101210000018' ELSE 'B' || i %% 40 END, 'COUNTER',
                        CASE WHEN i %% 5000 = 1 THEN 'REFUSED' ELSE 'PERMITTED' END,
                        ARRAY[CASE WHEN i %% 50000 = 1 THEN '%s'::uuid ELSE md5((i %% 9000)::text)::uuid END],
                        ARRAY['patronId', 'displayName'] || CASE WHEN i %% 20000 = 1 THEN ARRAY['cardHash'] ELSE '{}' END,
                        jsonb_build_object(
                            'who', jsonb_build_object('person', person, 'subject', 's-' || person,
                                'designation', 'd-' || person, 'contract', CASE WHEN i %% 20000 = 1 THEN 'c-2' ELSE 'c-1' END),
                            'reason', CASE WHEN i %% 5000 = 1 THEN 'not-visible' END,
                            'inquiry', jsonb_build_object('caseNumber', CASE WHEN i %% 20000 = 1 THEN 'R8-1' END),
                            'disclosed', jsonb_build_array(jsonb_build_object('authorisations', jsonb_build_array(
                                jsonb_build_object('document',
                                    CASE WHEN i %% 20000 = 1 THEN 'amendment-d' ELSE 'shiryo-71' END))))),
                        '\\x00', at
                    FROM (SELECT i, '2026-04-01T00:00:00Z'::timestamptz + i * interval '1 minute' AS at,
                            'handler-' || CASE WHEN i %% 20000 = 1 THEN 'rare' ELSE (i %% 90)::text END AS person
                        FROM generate_series(0, %d) i) made
                    """
                            .formatted(RARE, RECORDS - 1));
            statement.execute("VACUUM ANALYZE flat.access_record");
        }
    }

    @AfterAll
    static void dropIt() throws SQLException {
        try (Connection admin = TestPostgres.administrator();
                Statement statement = admin.createStatement()) {
            statement.execute("DROP SCHEMA flat CASCADE");
        }
    }

    static Stream<Conditions> conditions() {
        return Stream.of(
                Conditions.of(AFilter.all()),
                Conditions.of(AFilter.by("patron", RARE)),
                Conditions.disclosing(RARE),
                Conditions.of(AFilter.by("person", "handler-rare")),
                Conditions.of(AFilter.by("person", "handler-7")),
                Conditions.of(AFilter.by("person", "nobody")),
                Conditions.of(AFilter.by("designation", "d-handler-rare")),
                Conditions.of(AFilter.by("contract", "c-1")),
                Conditions.of(AFilter.by("contract", "c-2")),
                Conditions.of(AFilter.by("school", ARecord.SCHOOL)),
                Conditions.of(AFilter.by("duty", "COUNTER")),
                Conditions.of(AFilter.by("duty", "LEARNING_SUPPORT")),
                Conditions.of(AFilter.by("field", "displayName")),
                Conditions.of(AFilter.by("field", "cardHash")),
                Conditions.of(AFilter.by("decision", "REFUSED")),
                Conditions.of(AFilter.by("reason", "not-visible")),
                Conditions.of(AFilter.by("authorisation", "shiryo-71")),
                Conditions.of(AFilter.by("authorisation", "amendment-d")),
                Conditions.of(AFilter.by("caseNumber", "R8-1")),
                Conditions.of(
                        AFilter.between(Instant.parse("2026-04-02T00:00:00Z"), Instant.parse("2026-04-02T02:00:00Z"))),
                Conditions.of(
                        AFilter.between(Instant.parse("2026-06-02T00:00:00Z"), Instant.parse("2026-06-02T02:00:00Z"))));
    }

    @ParameterizedTest
    @MethodSource("conditions")
    void aSingleConditionReadsFewPages(Conditions conditions) throws Exception {
        assertThat(pagesRead(conditions)).as(conditions.sql()).isPositive().isLessThan(PAGES);
    }

    @Test
    void aConditionWithoutAnIndexWouldNot() throws Exception {
        try (Connection admin = TestPostgres.administrator();
                Statement statement = admin.createStatement()) {
            statement.execute("SET search_path = flat");
            try (ResultSet row = statement.executeQuery(
                    "EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) SELECT body FROM access_record WHERE source = 'x'")) {
                assertThat(Explained.of(row).pages()).isGreaterThan(5L * PAGES);
            }
        }
    }

    /** As the search goes on: among the newest first, and then among all, where that may be needed. */
    private static long pagesRead(Conditions conditions) throws Exception {
        conditions.below(Place.read(null));
        try (Connection admin = TestPostgres.administrator();
                Statement statement = admin.createStatement()) {
            statement.execute("SET search_path = flat");
            if (conditions.mayBeOnMany()) {
                Explained newest = explain(admin, RecordSearch.newest(conditions), conditions, Long.MAX_VALUE, 51);
                return newest.rows() == 51
                        ? newest.pages()
                        : newest.pages()
                                + explain(admin, RecordSearch.page(conditions), conditions, 51)
                                        .pages();
            }
            return explain(admin, RecordSearch.page(conditions), conditions, 51).pages();
        }
    }

    private record Explained(long pages, long rows) {
        static Explained of(ResultSet row) throws Exception {
            row.next();
            var plan = new ObjectMapper().readTree(row.getString(1)).get(0).get("Plan");
            return new Explained(
                    plan.get("Shared Hit Blocks").asLong()
                            + plan.get("Shared Read Blocks").asLong(),
                    plan.get("Actual Rows").asLong());
        }
    }

    private static Explained explain(Connection connection, String sql, Conditions conditions, Object... more)
            throws Exception {
        try (PreparedStatement explain =
                connection.prepareStatement("EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) " + sql)) {
            int next = conditions.bind(explain, 1);
            for (Object value : more) {
                explain.setObject(next++, value);
            }
            try (ResultSet row = explain.executeQuery()) {
                return Explained.of(row);
            }
        }
    }
}
