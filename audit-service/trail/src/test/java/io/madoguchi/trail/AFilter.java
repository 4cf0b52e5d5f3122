package io.madoguchi.trail;

import io.madoguchi.api.trail.AccessRecord.Result;
import io.madoguchi.api.trail.RecordFilter;
import io.madoguchi.disclosure.Duty;
import io.madoguchi.disclosure.Field;
import io.madoguchi.school.SchoolCode;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** What an auditor asks by, one condition at a time. */
final class AFilter {
    private AFilter() {}

    static RecordFilter all() {
        return of(Map.of());
    }

    static RecordFilter by(String condition, Object value) {
        return of(Map.of(condition, value));
    }

    static RecordFilter between(Instant from, Instant until) {
        return of(Map.of("from", from, "until", until));
    }

    private static RecordFilter of(Map<String, ?> values) {
        return new RecordFilter(
                (UUID) values.get("patron"),
                (String) values.get("person"),
                (String) values.get("designation"),
                (String) values.get("contract"),
                (SchoolCode) values.get("school"),
                values.containsKey("duty") ? Duty.valueOf((String) values.get("duty")) : null,
                values.containsKey("field") ? Field.named((String) values.get("field")) : null,
                values.containsKey("decision") ? Result.valueOf((String) values.get("decision")) : null,
                (String) values.get("reason"),
                (String) values.get("authorisation"),
                (String) values.get("caseNumber"),
                (Instant) values.get("from"),
                (Instant) values.get("until"));
    }
}
