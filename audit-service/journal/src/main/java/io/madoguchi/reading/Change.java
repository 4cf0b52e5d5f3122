package io.madoguchi.reading;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One statement that changes something, so that it can travel to the database together with its record.
 *
 * @param sql an INSERT or UPDATE without RETURNING, with a question mark for each value
 * @param values of types that JDBC knows (JDBC 4.2)
 */
public record Change(String sql, List<@Nullable Object> values) {
    public static Change of(String sql, @Nullable Object... values) {
        return new Change(sql, Collections.unmodifiableList(Arrays.asList(values)));
    }
}
