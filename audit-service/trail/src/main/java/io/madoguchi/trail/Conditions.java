package io.madoguchi.trail;

import io.madoguchi.api.trail.RecordFilter;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A question as SQL: only what is asked by, so that each combination has a plan of its own. */
final class Conditions {
    private final List<String> parts = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();
    private boolean onePatron;
    private boolean oneOfMany;

    private Conditions() {}

    static Conditions of(RecordFilter filter) {
        Conditions conditions = new Conditions();
        conditions.ofPatron(filter.patron());
        conditions.add("person = ?", filter.person());
        conditions.add("designation = ?", filter.designation());
        conditions.add("contract = ?", filter.contract());
        conditions.add("school = ?", text(filter.school()));
        conditions.add("declared_duty = ?", text(filter.duty()));
        conditions.add(
                "fields @> ARRAY[?]::text[]",
                filter.field() == null ? null : filter.field().apiName());
        conditions.add("decision = ?", text(filter.decision()));
        conditions.add("refusal = ?", filter.reason());
        conditions.add("authorisations @> ARRAY[?]::text[]", filter.authorisation());
        conditions.oneOfMany = filter.field() != null || filter.authorisation() != null;
        conditions.add("case_number = ?", filter.caseNumber());
        conditions.add("at >= ?", utc(filter.from()));
        conditions.add("at < ?", utc(filter.until()));
        return conditions;
    }

    static Conditions disclosing(UUID patron) {
        Conditions conditions = new Conditions();
        conditions.ofPatron(patron);
        conditions.add(
                "body -> 'disclosed' @> jsonb_build_array(jsonb_build_object('patrons', jsonb_build_array(?::text)))",
                patron.toString());
        return conditions;
    }

    Conditions below(Place place) {
        add(Place.COLUMN + " < ?", place.index());
        return this;
    }

    String sql() {
        return parts.isEmpty() ? "true" : String.join("\n  AND ", parts);
    }

    /** Whether something is asked for that stands in a list on each record, and is no patron. */
    boolean mayBeOnMany() {
        return oneOfMany && !onePatron;
    }

    /**
     * What to order by. A patron has few records among very many; with the bare column PostgreSQL, which does not know that,
     * would rather walk through everybody's in order until a page is full.
     */
    String order() {
        return onePatron || oneOfMany ? Place.COLUMN + " + 0" : Place.COLUMN;
    }

    /** Sets the values from this parameter on, and says which one is next. */
    int bind(PreparedStatement statement, int first) throws SQLException {
        int next = first;
        for (Object value : values) {
            statement.setObject(next++, value);
        }
        return next;
    }

    private void ofPatron(@Nullable UUID patron) {
        onePatron = patron != null;
        add("patrons @> ARRAY[?]::uuid[]", patron);
    }

    private void add(String part, @Nullable Object value) {
        if (value != null) {
            parts.add(part);
            values.add(value);
        }
    }

    private static @Nullable Object text(@Nullable Object value) {
        return Optional.ofNullable(value).map(Object::toString).orElse(null);
    }

    private static @Nullable Object utc(@Nullable Instant moment) {
        return moment == null ? null : moment.atOffset(ZoneOffset.UTC);
    }
}
