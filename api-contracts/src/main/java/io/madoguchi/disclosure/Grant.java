package io.madoguchi.disclosure;

import io.madoguchi.school.SchoolCode;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * One opening of the window: these fields of patrons of these categories at these schools, and the clause that says so.
 *
 * @param schools empty for every school
 * @param self the only patron it holds for, where a patron reads what is their own
 */
public record Grant(
        Optional<Set<SchoolCode>> schools,
        Set<PatronCategory> categories,
        Optional<UUID> self,
        Set<Field> fields,
        Citation citation) {

    /** Whether it says anything of patrons of this category at this school. */
    public boolean covers(SchoolCode school, PatronCategory category) {
        return schools.map(set -> set.contains(school)).orElse(true) && categories.contains(category);
    }
}
