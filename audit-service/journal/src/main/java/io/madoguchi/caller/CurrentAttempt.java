package io.madoguchi.caller;

import io.madoguchi.api.Headers;
import io.madoguchi.disclosure.Act;
import io.madoguchi.school.SchoolCode;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the present request tries, as far as it came: so that a refusal at the door shows on record what was behind it.
 * What nobody stated is read from the path.
 */
@RequestScoped
public class CurrentAttempt {
    private final UriInfo uri;
    private final HttpHeaders headers;
    private @Nullable Act act;
    private @Nullable SchoolCode school;
    private @Nullable UUID patron;

    @Inject
    CurrentAttempt(UriInfo uri, HttpHeaders headers) {
        this.uri = uri;
        this.headers = headers;
    }

    void at(Act attempted, @Nullable SchoolCode atSchool) {
        act = attempted;
        school = atSchool;
    }

    /** The patron id that the request names elsewhere than in its path. */
    public void names(@Nullable UUID patronId) {
        patron = patronId;
    }

    /** As it stands now. */
    public Attempt soFar() {
        return new Attempt(
                id(),
                act,
                school != null
                        ? school
                        : pathParameter("school")
                                .filter(SchoolCode::isValid)
                                .map(SchoolCode::new)
                                .orElse(null),
                patron != null ? patron : patronInPath());
    }

    /** The client's own id of the attempt; none where it gave none, or something that is no UUID. */
    public @Nullable UUID id() {
        String header = headers.getHeaderString(Headers.ATTEMPT_ID);
        return header == null ? null : uuid(header);
    }

    private @Nullable UUID patronInPath() {
        if (!uri.getPath().startsWith("/v1/patrons/")) {
            return null;
        }
        return pathParameter("id").map(CurrentAttempt::uuid).orElse(null);
    }

    private static @Nullable UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException noUuid) {
            return null;
        }
    }

    private Optional<String> pathParameter(String name) {
        return Optional.ofNullable(uri.getPathParameters().getFirst(name));
    }

    /** What is known of an attempt that was refused before any permit. */
    public record Attempt(@Nullable UUID id, @Nullable Act act, @Nullable SchoolCode school, @Nullable UUID patron) {
        /** Of several attempts together nothing particular is known. */
        public static final Attempt SEVERAL = new Attempt(null, null, null, null);
    }
}
