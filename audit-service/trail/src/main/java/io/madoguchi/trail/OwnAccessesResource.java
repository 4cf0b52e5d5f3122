package io.madoguchi.trail;

import io.madoguchi.api.trail.OwnAccesses;
import io.madoguchi.api.trail.OwnAccessesApi;
import io.madoguchi.disclosure.Scopes;
import io.madoguchi.edge.PageLinks;
import io.quarkus.security.PermissionsAllowed;
import org.jspecify.annotations.Nullable;

/** A patron's own part of the trail over HTTP. */
class OwnAccessesResource implements OwnAccessesApi {
    private final ReadOwnAccesses read;
    private final PageLinks links;

    OwnAccessesResource(ReadOwnAccesses read, PageLinks links) {
        this.read = read;
        this.links = links;
    }

    @Override
    @PermissionsAllowed(Scopes.AUDIT_OWN_READ)
    public OwnAccesses listMyAccessRecords(int limit, @Nullable String cursor) {
        OwnAccesses page = read.page(limit, Place.read(cursor));
        links.next(page.next());
        return page;
    }
}
