package io.madoguchi.disclosure;

import io.madoguchi.school.SchoolCode;
import java.util.Set;

/**
 * What schools have decided for themselves, as of one moment. A school can narrow what the authorisation allows, or open
 * what it leaves to the school; it can't open more.
 *
 * @param classWindowOpen schools with an open class window
 * @param readingGuidanceOff schools where handlers give no reading guidance
 */
public record SchoolDecisions(Set<SchoolCode> classWindowOpen, Set<SchoolCode> readingGuidanceOff) {
    /** No school has decided anything. */
    public static final SchoolDecisions NONE = new SchoolDecisions(Set.of(), Set.of());

    public SchoolDecisions {
        classWindowOpen = Set.copyOf(classWindowOpen);
        readingGuidanceOff = Set.copyOf(readingGuidanceOff);
    }

    boolean allow(Authorisation.Clause clause, SchoolCode school) {
        boolean closed = clause.duty() == Duty.READING_GUIDANCE && readingGuidanceOff.contains(school);
        boolean notOpened = clause.onlyWhile() == Condition.CLASS_WINDOW && !classWindowOpen.contains(school);
        return !closed && !notOpened;
    }
}
