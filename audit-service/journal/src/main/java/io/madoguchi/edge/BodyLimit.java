package io.madoguchi.edge;

import io.madoguchi.caller.CallerSettings;
import io.madoguchi.problem.ProblemCode;
import io.madoguchi.problem.ProblemException;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Refuses a body that states to be too large, before it is read. The HTTP server's own limit, which answers without a word,
 * stands above this one, for bodies that do not state their length.
 */
@Singleton
public class BodyLimit {
    // Filters are made when the application is built, settings are read when it starts.
    private final Provider<CallerSettings> settings;

    @Inject
    BodyLimit(Provider<CallerSettings> settings) {
        this.settings = settings;
    }

    @ServerRequestFilter(preMatching = true)
    public void refuseWhenTooLarge(ContainerRequestContext request) {
        if (request.getLength() > settings.get().maxBodySize().asLongValue()) {
            throw ProblemException.of(ProblemCode.BODY_TOO_LARGE);
        }
    }
}
