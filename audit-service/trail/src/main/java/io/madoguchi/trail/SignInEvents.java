package io.madoguchi.trail;

import io.quarkus.oidc.client.filter.OidcClientFilter;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** Keycloak's admin interface, of which this service may read the events and nothing else. */
@RegisterRestClient(configKey = "keycloak-admin")
@OidcClientFilter
@Path("/events")
interface SignInEvents {
    /**
     * @param from milliseconds of the epoch, included
     * @param direction {@code asc}: oldest first
     */
    @GET
    List<SignInEvent> list(
            @QueryParam("dateFrom") long from,
            @QueryParam("direction") String direction,
            @QueryParam("first") int first,
            @QueryParam("max") int max);
}
