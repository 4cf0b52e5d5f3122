package io.madoguchi.api.directory;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.madoguchi.disclosure.PatronCategory;
import io.madoguchi.school.SchoolCode;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Who they are, those who have left the school included; nobody where nobody fits.
 *
 * @param more whether others have the same name: ask again with the school
 */
public record ResolvedIdentities(List<Identity> patrons, boolean more) {

    /** One person. {@code displayName} stands here where the id was known. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ResolvedIdentity")
    public record Identity(
            @Schema(examples = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff") UUID patronId,
            SchoolCode school,
            @Schema(examples = "ELEMENTARY_PUPIL") PatronCategory category,
            @Schema(examples = "山田 花子") @Nullable String displayName) {

        /** Only the id: everything else is personal data, and a text of this may end in a log. */
        @Override
        public String toString() {
            return "Identity[" + patronId + "]";
        }
    }
}
