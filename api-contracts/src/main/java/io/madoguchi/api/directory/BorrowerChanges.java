package io.madoguchi.api.directory;

import io.madoguchi.disclosure.PatronCategory;
import io.madoguchi.school.SchoolCode;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A page of the change feed: the present state of patrons, in the order in which their last changes were committed.
 *
 * @param next what to ask {@code after} next time
 * @param more whether another page is there now
 */
public record BorrowerChanges(
        @Schema(description = "Changes after a restore; then everything must be read again") String epoch,
        List<Borrower> borrowers,
        String next,
        boolean more) {

    /** What lending must know of a patron. No name. {@code cardHash} is HMAC-SHA-256 of the card, hexadecimal. */
    public record Borrower(
            UUID patronId, SchoolCode school, PatronCategory category, @Nullable String cardHash, boolean departed) {}
}
