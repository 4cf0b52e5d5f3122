package io.madoguchi.api.roster;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.madoguchi.disclosure.PatronCategory;
import io.madoguchi.school.SchoolCode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An import: how far it has come, and what it makes or made of whom, in numbers. Names nobody.
 *
 * @param percent of the persons to be changed, once they are compared
 * @param perSecond persons, while they are changed
 * @param version of the profile, as the package's manifest says
 * @param faults how many lines break which rule
 * @param dropped cells that were not empty, by file and column that the directory does not take (R2); of a file of which it takes
 *     nothing, lines
 * @param schools with changes, or with anybody in the roster
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RosterImport(
        UUID id,
        ImportState state,
        boolean dryRun,
        OnError onError,
        int mostDepartures,
        Instant receivedAt,
        @Nullable Instant endedAt,
        @Nullable @Schema(examples = "1.2.1") String version,
        @Nullable Boolean everybody,
        int percent,
        @Nullable Long perSecond,
        long persons,
        long applied,
        Map<String, Long> faults,
        Map<String, Long> dropped,
        List<School> schools) {

    /**
     * What becomes of a school's patrons of one category. Somebody who moves has moved in at one school and out of another.
     *
     * @param before those who were there
     * @param after those who are there then
     * @param tooManyDepart more than the request allows: the import stops
     */
    public record School(
            SchoolCode school,
            PatronCategory category,
            long before,
            long added,
            long changed,
            long movedIn,
            long movedOut,
            long returned,
            long departed,
            long unchanged,
            long after,
            boolean tooManyDepart) {}
}
