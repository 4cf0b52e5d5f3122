package io.madoguchi.directory;

import io.madoguchi.api.directory.PatronMatches;
import io.madoguchi.api.directory.PatronSearch;
import io.madoguchi.api.directory.PatronView;
import io.madoguchi.api.directory.PatronsApi;
import io.madoguchi.caller.Gate;
import io.madoguchi.disclosure.Act;
import io.madoguchi.disclosure.Scopes;
import io.madoguchi.school.SchoolCode;
import io.quarkus.security.PermissionsAllowed;
import java.util.UUID;

/** The name directory over HTTP. */
class PatronsResource implements PatronsApi {
    private final Gate gate;
    private final SearchPatrons search;
    private final ReadPatron read;

    PatronsResource(Gate gate, SearchPatrons search, ReadPatron read) {
        this.gate = gate;
        this.search = search;
        this.read = read;
    }

    @Override
    @PermissionsAllowed({Scopes.PATRON_NAME_READ, Scopes.LOAN_HISTORY_READ})
    public PatronMatches searchPatrons(SchoolCode school, PatronSearch question) {
        return search.at(school, question, gate.permit(Act.SEARCH_PATRONS, school))
                .orProblem();
    }

    @Override
    @PermissionsAllowed(Scopes.PATRON_NAME_READ)
    public PatronView readPatron(UUID id) {
        return read.withId(id, gate.permit(Act.READ_PATRON, null)).orProblem();
    }
}
