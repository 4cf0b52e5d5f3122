package io.madoguchi.journal;

import io.madoguchi.api.trail.TrailApi;
import io.quarkus.oidc.client.filter.OidcClientFilter;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The trail, called as this service. */
@RegisterRestClient(configKey = "trail")
@OidcClientFilter
@Path("/v1/access-records")
interface TrailClient extends TrailApi {}
