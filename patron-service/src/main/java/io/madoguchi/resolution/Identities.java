package io.madoguchi.resolution;

import static java.util.stream.Collectors.joining;

import io.madoguchi.api.directory.RepeatedName;
import io.madoguchi.api.directory.ResolvedIdentities.Identity;
import io.madoguchi.disclosure.Field;
import io.madoguchi.disclosure.Grant;
import io.madoguchi.disclosure.PatronCategory;
import io.madoguchi.disclosure.Permit;
import io.madoguchi.reading.Reads;
import io.madoguchi.school.SchoolCode;
import io.madoguchi.text.FoldedText;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Ids by names and names by ids, of those whom the permit opens, at whichever school, and whether they have left or not. Rare
 * enough to do without an index of its own.
 */
@ApplicationScoped
class Identities {
    private final Reads reads;

    Identities(Reads reads) {
        this.reads = reads;
    }

    /** The name is known to who asks, and is not selected. */
    List<Identity> named(RepeatedName name, @Nullable SchoolCode school, Permit permit, int limit) {
        String folded = FoldedText.of(Objects.requireNonNull(name.displayName()));
        return school == null
                ? select("NULL", "name_key = ? ORDER BY id LIMIT ?", permit, folded, limit)
                : select(
                        "NULL",
                        "name_key = ? AND school = ? ORDER BY id LIMIT ?",
                        permit,
                        folded,
                        school.value(),
                        limit);
    }

    List<Identity> withId(UUID patron, Permit permit) {
        return select("display_name", "id = ?", permit, patron);
    }

    private List<Identity> select(String name, String condition, Permit permit, Object... values) {
        List<Grant> grants = permit.grants().stream()
                .filter(grant -> grant.self().isEmpty() && grant.fields().contains(Field.RESOLVED_IDENTITY))
                .toList();
        if (grants.isEmpty()) {
            return List.of();
        }
        List<Object> opened = new ArrayList<>();
        String visible = grants.stream().map(grant -> visible(grant, opened)).collect(joining(" OR "));
        return reads.query(
                """
                SELECT id, school, category, %s AS display_name
                FROM patron
                WHERE (%s) AND %s
                """
                        .formatted(name, visible, condition),
                Identities::identity,
                Stream.concat(opened.stream(), Stream.of(values)).toArray());
    }

    private static String visible(Grant grant, List<Object> values) {
        values.add(grant.categories().stream().map(Enum::name).toArray(String[]::new));
        if (grant.schools().isEmpty()) {
            return "category = ANY (?)";
        }
        values.add(grant.schools().get().stream().map(SchoolCode::value).toArray(String[]::new));
        return "category = ANY (?) AND school = ANY (?)";
    }

    private static Identity identity(ResultSet row) throws SQLException {
        return new Identity(
                row.getObject("id", UUID.class),
                new SchoolCode(row.getString("school")),
                PatronCategory.valueOf(row.getString("category")),
                row.getString("display_name"));
    }
}
