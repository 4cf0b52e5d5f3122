package io.madoguchi.directory;

import static java.util.stream.Collectors.joining;

import io.madoguchi.api.directory.PatronView;
import io.madoguchi.caller.CurrentCaller;
import io.madoguchi.disclosure.Field;
import io.madoguchi.disclosure.PatronCategory;
import io.madoguchi.problem.Problem.Fault;
import io.madoguchi.problem.ProblemCode;
import io.madoguchi.problem.ProblemException;
import io.madoguchi.reading.Reads;
import io.madoguchi.school.SchoolCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The patrons of the schools. Selects the rows and columns that are visible to the caller and no others; those who have
 * departed are found by nobody.
 */
@ApplicationScoped
class Patrons {
    private static final Map<Field, String> COLUMNS = new EnumMap<>(Map.of(
            Field.PATRON_ID, "id",
            Field.CATEGORY, "category",
            Field.DISPLAY_NAME, "display_name",
            Field.NAME_KANA, "name_kana",
            Field.GRADE, "grade",
            Field.HOME_CLASS, "home_class",
            Field.ATTENDANCE_NUMBER, "attendance_number",
            Field.PATRON_NUMBER, "patron_number",
            Field.CARD_BARCODE, "card_barcode"));

    private final Reads reads;
    private final CurrentCaller current;

    Patrons(Reads reads, CurrentCaller current) {
        this.reads = reads;
        this.current = current;
    }

    /** {@code cardHash}: hexadecimal, of {@code CardHash}. */
    Optional<PatronView> withCard(String cardHash, Visible visible) {
        return select(visible, relation(null), "card_hash = decode(?, 'hex')", cardHash).stream()
                .findFirst();
    }

    Optional<PatronView> withId(UUID id, Visible visible) {
        return select(visible, relation(null), "id = ?", id).stream().findFirst();
    }

    /**
     * In the order of what was searched by, which is open to the caller. Between bounds, not by a pattern: under row
     * security an index serves only comparisons that can't leak what they compare.
     *
     * @param after the patron with whom the page before this one ended
     */
    List<PatronView> beginningWith(Beginning beginning, Visible visible, @Nullable UUID after, int limit) {
        String column = beginning.key().column();
        String from = beginning.text();
        if (after == null) {
            return select(
                    visible,
                    relation(beginning.key()),
                    "%1$s >= ? AND %1$s < ? ORDER BY %1$s, id LIMIT ?".formatted(column),
                    from,
                    beginning.end(),
                    limit);
        }
        return select(
                visible,
                relation(beginning.key()),
                "%1$s >= ? AND %1$s < ? AND (%1$s, id) > (?, ?) ORDER BY %1$s, id LIMIT ?".formatted(column),
                from,
                beginning.end(),
                keyOf(after, column, visible.school()),
                after,
                limit);
    }

    /** Where a patron is, which decides who may see more. */
    Optional<SchoolCode> schoolOf(UUID id) {
        return one("SELECT school FROM patron WHERE id = ? AND NOT departed", id)
                .map(SchoolCode::new);
    }

    /** Contractors' accounts read what is shown to them, which PostgreSQL decides once more, and not the table. */
    private String relation(Beginning.@Nullable Key key) {
        if (!current.get().isContractor()) {
            return "patron";
        }
        return key == null ? "patron_shown" : "patron_shown JOIN %s USING (id, school)".formatted(key.view());
    }

    private String keyOf(UUID id, String column, SchoolCode school) {
        return one("SELECT %s FROM patron WHERE id = ? AND school = ?".formatted(column), id, school.value())
                .orElseThrow(() -> ProblemException.of(ProblemCode.INVALID_VALUE, new Fault("cursor", "cursor")));
    }

    private List<PatronView> select(Visible visible, String relation, String condition, Object... values) {
        if (visible.isNobody()) {
            return List.of();
        }
        Set<Field> fields = visible.someFields();
        String sql =
                """
                SELECT %s
                FROM %s
                WHERE school = ? AND category IN (%s) AND NOT departed AND %s
                """
                        .formatted(columns(fields, visible), relation, literals(visible.categories()), condition);
        Object[] parameters = Stream.concat(Stream.of(visible.school().value()), Stream.of(values))
                .toArray();
        return reads.query(sql, row -> view(row, fields), parameters);
    }

    private Optional<String> one(String sql, Object... parameters) {
        return reads.query(sql, row -> row.getString(1), parameters).stream().findFirst();
    }

    /** A field that is open of some categories only is null for the others, before it leaves the database. */
    private static String columns(Set<Field> fields, Visible visible) {
        return fields.stream()
                .map(field -> {
                    String column = COLUMNS.get(field);
                    Set<PatronCategory> open = visible.where(field).categories();
                    return open.equals(visible.categories())
                            ? column
                            : "CASE WHEN category IN (%s) THEN %s END AS %s".formatted(literals(open), column, column);
                })
                .collect(joining(", "));
    }

    private static String literals(Set<PatronCategory> categories) {
        return categories.stream().map(category -> "'" + category + "'").collect(joining(", "));
    }

    private static PatronView view(ResultSet row, Set<Field> selected) throws SQLException {
        return new PatronView(
                row.getObject("id", UUID.class),
                PatronCategory.valueOf(row.getString("category")),
                text(row, Field.DISPLAY_NAME, selected),
                text(row, Field.NAME_KANA, selected),
                number(row, Field.GRADE, selected),
                text(row, Field.HOME_CLASS, selected),
                number(row, Field.ATTENDANCE_NUMBER, selected),
                text(row, Field.PATRON_NUMBER, selected),
                text(row, Field.CARD_BARCODE, selected));
    }

    private static @Nullable String text(ResultSet row, Field field, Set<Field> selected) throws SQLException {
        return selected.contains(field) ? row.getString(COLUMNS.get(field)) : null;
    }

    private static @Nullable Integer number(ResultSet row, Field field, Set<Field> selected) throws SQLException {
        return selected.contains(field) ? row.getObject(COLUMNS.get(field), Integer.class) : null;
    }
}
