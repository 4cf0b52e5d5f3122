package io.madoguchi.roster;

import io.madoguchi.api.roster.ChangeKind;
import io.madoguchi.api.roster.OnError;
import io.madoguchi.api.roster.RosterChanges;
import io.madoguchi.api.roster.RosterFaults;
import io.madoguchi.api.roster.RosterImport;
import io.madoguchi.api.roster.RosterImportsApi;
import io.madoguchi.caller.Gate;
import io.madoguchi.disclosure.Act;
import io.madoguchi.disclosure.Scopes;
import io.madoguchi.edge.PageLinks;
import io.madoguchi.problem.Languages;
import io.madoguchi.roster.Imports.Options;
import io.madoguchi.school.SchoolCode;
import io.quarkus.security.PermissionsAllowed;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ResourceBundle;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rosters over HTTP. */
class RosterImportsResource implements RosterImportsApi {
    private final Gate gate;
    private final ReceiveRoster receive;
    private final ReadImports read;
    private final PageLinks links;
    private final HttpHeaders headers;

    RosterImportsResource(Gate gate, ReceiveRoster receive, ReadImports read, PageLinks links, HttpHeaders headers) {
        this.gate = gate;
        this.receive = receive;
        this.read = read;
        this.links = links;
        this.headers = headers;
    }

    @Override
    @PermissionsAllowed(Scopes.ROSTER_IMPORT)
    public Response importRoster(
            boolean dryRun, OnError onError, int mostDepartures, @Nullable String key, InputStream roster)
            throws IOException {
        RosterImport received = receive.receive(
                gate.permit(Act.IMPORT_ROSTER, null), new Options(dryRun, onError, mostDepartures), key, roster);
        return Response.accepted(received)
                .location(URI.create(PATH + "/" + received.id()))
                .build();
    }

    @Override
    @PermissionsAllowed(Scopes.ROSTER_IMPORT)
    public RosterImport readRosterImport(UUID id) {
        return read.withId(gate.permit(Act.READ_ROSTER_IMPORT, null), id).orProblem();
    }

    @Override
    @PermissionsAllowed(Scopes.ROSTER_IMPORT)
    public RosterFaults listRosterFaults(UUID id, int limit, @Nullable String cursor) {
        RosterFaults page = read.faults(gate.permit(Act.READ_ROSTER_IMPORT, null), id, limit, cursor, texts())
                .orProblem();
        links.next(page.next());
        return page;
    }

    @Override
    @PermissionsAllowed(Scopes.ROSTER_IMPORT)
    public RosterChanges listRosterChanges(
            UUID id, @Nullable SchoolCode school, @Nullable ChangeKind kind, int limit, @Nullable String cursor) {
        RosterChanges page = read.changes(gate.permit(Act.READ_ROSTER_IMPORT, school), id, school, kind, limit, cursor)
                .orProblem();
        links.next(page.next());
        return page;
    }

    private ResourceBundle texts() {
        return ResourceBundle.getBundle(
                "io.madoguchi.roster.rules",
                Languages.forHeader(headers.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE)),
                Languages.JAPANESE_UNLESS_ENGLISH);
    }
}
