package io.madoguchi.borrowers;

import io.madoguchi.api.directory.BorrowerChangesApi;
import io.quarkus.oidc.client.filter.OidcClientFilter;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The patron service's change feed, read as this service. */
@RegisterRestClient(configKey = "directory")
@OidcClientFilter
@Path("/v1/borrowers/changes")
interface DirectoryClient extends BorrowerChangesApi {}
