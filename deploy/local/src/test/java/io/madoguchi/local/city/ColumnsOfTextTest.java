package io.madoguchi.local.city;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * R30: the services store no free text about a person. Every column that can hold text, of the schemas as their migrations
 * make them, stands on a list written by hand with what it holds.
 */
class ColumnsOfTextTest {
    private static final List<String> SCHEMAS = List.of("patron", "circulation", "audit");
    private static final Set<String> KINDS = Set.of("closed", "code", "name", "card", "work", "hash", "record");
    private static final Pattern PROSE = Pattern.compile(
            "note|notes|remark|comment|memo|reason|description|biography|opinion|message|text|bikou",
            Pattern.CASE_INSENSITIVE);

    /** Columns by what can be in them, whichever way that is declared: as a string, a domain over one, an array of them, bytes. */
    private static final String COLUMNS_OF_TEXT =
            """
            SELECT n.nspname || '.' || c.relname || '.' || a.attname, EXISTS (
                SELECT FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'c' AND k.conkey = ARRAY[a.attnum])
            FROM pg_attribute a
            JOIN pg_class c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p', 'm', 'f') AND NOT c.relispartition
            JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_type t ON t.oid = a.atttypid
            LEFT JOIN pg_type e ON e.oid = t.typelem AND t.typcategory = 'A'
            WHERE n.nspname IN ('patron', 'circulation', 'audit') AND a.attnum > 0 AND NOT a.attisdropped
              AND (coalesce(e.typcategory, t.typcategory) = 'S'
                   OR coalesce(e.typname, t.typname) IN ('json', 'jsonb', 'bytea', 'xml', 'hstore', 'tsvector'))
            """;

    private static final Map<String, Boolean> COLUMNS = new TreeMap<>();
    private static final Map<String, String> LIST = new TreeMap<>();

    @BeforeAll
    static void readSchemasAndList() throws IOException, SQLException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                        .setOverrideWorkingDirectory(new File("target/postgres-for-columns"))
                        .start();
                Connection connection = postgres.getPostgresDatabase().getConnection()) {
            ServiceSchemas.create(connection, "patron", "patron-service/src/main/resources/db/patron");
            ServiceSchemas.create(connection, "circulation", "circulation-service/src/main/resources/db/circulation");
            ServiceSchemas.create(connection, "audit", "audit-service/trail/src/main/resources/db/audit");
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(COLUMNS_OF_TEXT)) {
                while (rows.next()) {
                    COLUMNS.put(rows.getString(1), rows.getBoolean(2));
                }
            }
        }
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(ColumnsOfTextTest.class.getResourceAsStream("columns-of-text.txt")),
                StandardCharsets.UTF_8))) {
            lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split("\\s+"))
                    .forEach(line -> schemasOf(line[0]).forEach(column -> LIST.put(column, line[1])));
        }
    }

    private static Stream<String> schemasOf(String column) {
        return column.startsWith("*.")
                ? SCHEMAS.stream().map(schema -> schema + column.substring(1))
                : Stream.of(column);
    }

    @Test
    void everyColumnThatCanHoldTextIsKnownByWhatItHolds() {
        assertThat(COLUMNS).hasSizeGreaterThan(40);
        assertThat(COLUMNS.keySet()).containsExactlyElementsOf(LIST.keySet());
        assertThat(LIST.values()).isSubsetOf(KINDS);
    }

    @Test
    void noColumnIsNamedForProse() {
        assertThat(COLUMNS.keySet()).noneMatch(column -> Stream.of(
                        column.substring(column.lastIndexOf('.') + 1).split("_"))
                .anyMatch(word -> PROSE.matcher(word).matches()));
    }

    @Test
    void whatTheListCallsClosedTheTableChecks() {
        Set<String> closed = new TreeSet<>();
        LIST.forEach((column, kind) -> {
            if (kind.equals("closed")) {
                closed.add(column);
            }
        });
        assertThat(closed)
                .isNotEmpty()
                .allSatisfy(column -> assertThat(COLUMNS.get(column)).as(column).isTrue());
    }
}
