package io.madoguchi.edge;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The header {@code Link: <…>; rel="next"} of an answer that has another page (RFC 8288). */
@RequestScoped
public class PageLinks {
    private final UriInfo uri;
    private @Nullable String link;

    @Inject
    PageLinks(UriInfo uri) {
        this.uri = uri;
    }

    /** The present request with this cursor is the next page; null where there is none. */
    public void next(@Nullable String cursor) {
        link = cursor == null
                ? null
                : "<"
                        + uri.getRequestUriBuilder()
                                .replaceQueryParam("cursor", cursor)
                                .build() + ">; rel=\"next\"";
    }

    Optional<String> link() {
        return Optional.ofNullable(link);
    }
}
