package io.madoguchi.trail;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A query as SQL: only what is asked by, so that each combination has a plan of its own. */
final class Conditions {
    private final List<String> parts = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    private Conditions() {}

    static Conditions of(RecordQuery query, long before) {
        Conditions conditions = new Conditions();
        conditions.add("seq < ?", before);
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

    String sql() {
        return String.join("\n  AND ", parts);
    }

    List<Object> values() {
        return values;
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
