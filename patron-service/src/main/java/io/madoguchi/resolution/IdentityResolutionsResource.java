package io.madoguchi.resolution;

import io.madoguchi.api.directory.IdentityResolution;
import io.madoguchi.api.directory.IdentityResolution.State;
import io.madoguchi.api.directory.IdentityResolutionRequest;
import io.madoguchi.api.directory.IdentityResolutions;
import io.madoguchi.api.directory.IdentityResolutionsApi;
import io.madoguchi.api.directory.RepeatedName;
import io.madoguchi.api.directory.ResolvedIdentities;
import io.madoguchi.caller.Gate;
import io.madoguchi.disclosure.Act;
import io.madoguchi.disclosure.Scopes;
import io.madoguchi.edge.PageLinks;
import io.quarkus.security.PermissionsAllowed;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Identity resolutions over HTTP. */
class IdentityResolutionsResource implements IdentityResolutionsApi {
    private final Gate gate;
    private final RequestResolution request;
    private final ReadResolutions read;
    private final DecideResolution decide;
    private final ResolveIdentity resolve;
    private final PageLinks links;

    IdentityResolutionsResource(
            Gate gate,
            RequestResolution request,
            ReadResolutions read,
            DecideResolution decide,
            ResolveIdentity resolve,
            PageLinks links) {
        this.gate = gate;
        this.request = request;
        this.read = read;
        this.decide = decide;
        this.resolve = resolve;
        this.links = links;
    }

    @Override
    @PermissionsAllowed(Scopes.PATRON_IDENTITY_RESOLVE)
    public IdentityResolution requestIdentityResolution(@Nullable String key, IdentityResolutionRequest question) {
        return request.of(gate.permit(Act.REQUEST_IDENTITY_RESOLUTION, question.school()), key, question)
                .orProblem();
    }

    @Override
    @PermissionsAllowed(Scopes.PATRON_IDENTITY_RESOLVE)
    public IdentityResolutions findIdentityResolutions(@Nullable State state, int limit, @Nullable String cursor) {
        IdentityResolutions page = read.find(gate.permit(Act.READ_IDENTITY_RESOLUTIONS, null), state, limit, cursor);
        links.next(page.next());
        return page;
    }

    @Override
    @PermissionsAllowed(Scopes.PATRON_IDENTITY_RESOLVE)
    public IdentityResolution readIdentityResolution(UUID id) {
        return read.withId(gate.permit(Act.READ_IDENTITY_RESOLUTIONS, null), id).orProblem();
    }

    @Override
    @PermissionsAllowed(Scopes.PATRON_IDENTITY_RESOLVE)
    public IdentityResolution approveIdentityResolution(UUID id, RepeatedName name) {
        return decide.approve(gate.permit(Act.APPROVE_IDENTITY_RESOLUTION, null), id, name)
                .orProblem();
    }

    @Override
    @PermissionsAllowed(Scopes.PATRON_IDENTITY_RESOLVE)
    public IdentityResolution refuseIdentityResolution(UUID id) {
        return decide.end(gate.permit(Act.REFUSE_IDENTITY_RESOLUTION, null), id).orProblem();
    }

    @Override
    @PermissionsAllowed(Scopes.PATRON_IDENTITY_RESOLVE)
    public ResolvedIdentities resolveIdentity(UUID id, RepeatedName name) {
        return resolve.of(gate.permit(Act.RESOLVE_IDENTITY, null), id, name).orProblem();
    }
}
