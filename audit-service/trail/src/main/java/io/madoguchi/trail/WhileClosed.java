package io.madoguchi.trail;

import io.madoguchi.problem.ProblemCode;
import io.madoguchi.problem.ProblemException;
import io.madoguchi.sequencing.Standing;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.time.Duration;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** While the log is closed nobody reads the trail: what it shows may lack what it once had. Services may still deliver. */
@Singleton
class WhileClosed {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final Standing standing;

    @Inject
    WhileClosed(Standing standing) {
        this.standing = standing;
    }

    @ServerRequestFilter
    public void refuseReading(ContainerRequestContext request) {
        if (standing.closed().isPresent() && !isDelivery(request)) {
            throw ProblemException.tryAgainIn(ProblemCode.TRAIL_CLOSED, SOON);
        }
    }

    private static boolean isDelivery(ContainerRequestContext request) {
        String path = request.getUriInfo().getPath();
        return path.equals("/v1/access-records") && request.getMethod().equals("POST")
                || path.equals("/v1/access-records/cosigned");
    }
}
