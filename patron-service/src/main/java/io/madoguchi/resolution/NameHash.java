package io.madoguchi.resolution;

import io.madoguchi.api.directory.CardHash;
import io.madoguchi.school.SchoolCode;
import io.madoguchi.text.FoldedText;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a name between asking and resolving: a keyed hash of its folded form with the request's own id, so that
 * nobody can tell from two requests that they are about one name.
 */
@ApplicationScoped
class NameHash {
    private final CardHash keyed;

    NameHash(CardHash keyed) {
        this.keyed = keyed;
    }

    /** Hexadecimal; nothing of no name. */
    @Nullable
    String of(UUID request, @Nullable SchoolCode school, @Nullable String name) {
        return name == null
                ? null
                : keyed.of("identity-resolution\n%s\n%s\n%s"
                        .formatted(request, school == null ? "" : school.value(), FoldedText.of(name)));
    }

    /** Whether this is the name of the request; of one that names nobody no name is. */
    boolean fits(Asked asked, @Nullable String name) {
        String given = of(asked.id(), asked.school(), name);
        if (asked.nameHash() == null || given == null) {
            return asked.nameHash() == null && given == null;
        }
        return MessageDigest.isEqual(
                asked.nameHash().getBytes(StandardCharsets.US_ASCII), given.getBytes(StandardCharsets.US_ASCII));
    }
}
