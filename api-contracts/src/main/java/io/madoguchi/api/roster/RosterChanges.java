package io.madoguchi.api.roster;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.madoguchi.disclosure.PatronCategory;
import io.madoguchi.school.SchoolCode;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A page of what an import makes of whom, by patron id; the unchanged are not listed.
 *
 * @param next the cursor of the next page; null on the last
 */
public record RosterChanges(List<Change> changes, @Nullable String next) {

    /**
     * @param line of the person in {@code users.csv}, so that whoever has the file can look; null for who is not in it
     * @param fields that differ
     * @param from the school until then; null for who was at none
     * @param to the school from then on; null for who departs
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Change(
            UUID patronId,
            ChangeKind kind,
            PatronCategory category,
            @Nullable SchoolCode from,
            @Nullable SchoolCode to,
            List<RosterField> fields,
            @Nullable Long line) {}
}
