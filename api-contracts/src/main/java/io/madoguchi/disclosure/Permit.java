package io.madoguchi.disclosure;

import io.madoguchi.school.SchoolCode;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What one request may open: the rule's answer, which queries and answers obey. Holds at least one grant. */
public record Permit(Act act, List<Grant> grants) {

    /** The fields of this person that may leave; empty when the person is not visible to the caller. */
    public Set<Field> fieldsOf(SchoolCode school, PatronCategory category, UUID patron) {
        return opened(grant -> grant.covers(school, category)
                && grant.self().map(patron::equals).orElse(true));
    }

    /**
     * The fields of anybody of this category at this school, before a person is known; empty when none of them is visible.
     * What is open to a patron about themselves does not count.
     */
    public Set<Field> fieldsOf(SchoolCode school, PatronCategory category) {
        return opened(grant -> grant.self().isEmpty() && grant.covers(school, category));
    }

    /** All fields that some grant opens. */
    public Set<Field> fields() {
        return grants.stream().flatMap(g -> g.fields().stream()).collect(Collectors.toUnmodifiableSet());
    }

    private Set<Field> opened(Predicate<Grant> grantsThatHold) {
        Set<Field> fields = EnumSet.noneOf(Field.class);
        grants.stream().filter(grantsThatHold).forEach(grant -> fields.addAll(grant.fields()));
        return fields.contains(act.needed()) ? fields : Set.of();
    }
}
