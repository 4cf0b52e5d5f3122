package io.madoguchi.notes;

import io.madoguchi.caller.Gate;
import io.madoguchi.disclosure.Act;
import io.madoguchi.disclosure.Scopes;
import io.madoguchi.school.SchoolCode;
import io.quarkus.security.PermissionsAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;

@Path("/v1")
public class NotesResource {
    private final Notes notes;
    private final Gate gate;

    NotesResource(Notes notes, Gate gate) {
        this.notes = notes;
        this.gate = gate;
    }

    @POST
    @Path("/schools/{school}/notes")
    @PermissionsAllowed(Scopes.CIRCULATION_WRITE)
    public Note write(@PathParam("school") SchoolCode school, @NotNull @Valid Note note) {
        return notes.write(gate.permit(Act.CHECK_OUT, school), school, note);
    }

    @GET
    @Path("/patrons/{id}")
    @PermissionsAllowed(Scopes.PATRON_NAME_READ)
    public Note read(@PathParam("id") UUID patron, @QueryParam("copies") @DefaultValue("1") @Max(9) int copies) {
        return notes.read(gate.permit(Act.READ_PATRON, null), patron, copies);
    }
}
