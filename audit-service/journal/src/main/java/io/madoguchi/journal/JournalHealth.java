package io.madoguchi.journal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Shows the backlog with the service's health. Never a reason to be unready: the counter works on without the trail. */
@Readiness
@ApplicationScoped
public class JournalHealth implements HealthCheck {
    private final Backlog backlog;

    @Inject
    JournalHealth(Backlog backlog) {
        this.backlog = backlog;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("journal")
                .up()
                .withData("waiting", backlog.waiting().records())
                .withData("secondsWaiting", backlog.age().toSeconds())
                .withData("failuresInARow", backlog.failures())
                .build();
    }
}
