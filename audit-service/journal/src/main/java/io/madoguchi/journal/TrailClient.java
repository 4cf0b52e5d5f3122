package io.madoguchi.journal;

import io.madoguchi.api.trail.CosignedRecords;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/**
 * The services' part of the trail, called as this service. Sends the text that stands in the journal: a second
 * delivery is the same to the letter, and a record made by another version of the software needs not be understood here.
 */
@RegisterRestClient(configKey = "trail")
@RegisterProvider(SignedByService.class)
@Path("/v1/access-records")
interface TrailClient {
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    void append(String records);

    @GET
    @Path("/cosigned")
    @Produces(MediaType.APPLICATION_JSON)
    CosignedRecords cosigned();
}
