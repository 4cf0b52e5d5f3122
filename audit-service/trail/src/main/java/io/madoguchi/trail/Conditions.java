package io.madoguchi.trail;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A query as SQL: only what is asked by, so that each combination has a plan of its own. */
final class Conditions {
    private final List<String> parts = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    private Conditions() {}

    static Conditions of(RecordQuery query) {
        Conditions conditions = new Conditions();
        conditions.add("patrons @> ARRAY[?]::uuid[]", query.patron());
        conditions.add("person = ?", query.person());
        conditions.add(
                "school = ?", query.school() == null ? null : query.school().value());
        conditions.add(
                "declared_duty = ?", query.duty() == null ? null : query.duty().name());
        conditions.add(
                "fields @> ARRAY[?]::text[]",
                query.field() == null ? null : query.field().apiName());
        conditions.add(
                "decision = ?",
                query.decision() == null ? null : query.decision().name());
        conditions.add("at >= ?", utc(query.from()));
        conditions.add("at < ?", utc(query.until()));
        return conditions;
    }

    static Conditions disclosing(UUID patron) {
        Conditions conditions = new Conditions();
        conditions.add("patrons @> ARRAY[?]::uuid[]", patron);
        conditions.add(
                "body -> 'disclosed' @> jsonb_build_array(jsonb_build_object('patrons', jsonb_build_array(?::text)))",
                patron.toString());
        return conditions;
    }

    Conditions below(Place place) {
        add("index < ?", place.before());
        return this;
    }

    String sql() {
        return parts.isEmpty() ? "true" : String.join("\n  AND ", parts);
    }

    /** Sets the values from this parameter on, and says which one is next. */
    int bind(PreparedStatement statement, int first) throws SQLException {
        int next = first;
        for (Object value : values) {
            statement.setObject(next++, value);
        }
        return next;
    }

    private void add(String part, @Nullable Object value) {
        if (value != null) {
            parts.add(part);
            values.add(value);
        }
    }

    private static @Nullable Object utc(@Nullable Instant moment) {
        return moment == null ? null : moment.atOffset(ZoneOffset.UTC);
    }
}
