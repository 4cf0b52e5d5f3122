package io.madoguchi.disclosure;

import io.madoguchi.school.SchoolCode;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** What one request may open: the rule's answer, which queries and answers obey. Holds at least one grant. */
public record Permit(Act act, List<Grant> grants) {

    /** The fields of this person that may leave; empty when the person is not visible to the caller. */
    public Set<Field> fieldsOf(SchoolCode school, PatronCategory category, UUID patron) {
        Set<Field> fields = EnumSet.noneOf(Field.class);
        for (Grant grant : grants) {
            if (grant.covers(school, category, patron)) {
                fields.addAll(grant.fields());
            }
        }
        return fields.contains(act.needed()) ? fields : Set.of();
    }

    /** Whether anybody of this category at this school is visible, before a person is known. */
    public boolean covers(SchoolCode school, PatronCategory category) {
        return grants.stream()
                .anyMatch(g -> g.fields().contains(act.needed())
                        && g.categories().contains(category)
                        && g.schools().map(s -> s.contains(school)).orElse(true));
    }

    /** All fields that some grant opens. */
    public Set<Field> fields() {
        return grants.stream().flatMap(g -> g.fields().stream()).collect(Collectors.toUnmodifiableSet());
    }
}
