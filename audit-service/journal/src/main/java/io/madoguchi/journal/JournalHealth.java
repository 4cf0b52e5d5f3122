package io.madoguchi.journal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Shows the backlog with the service's health. A trail that takes nothing is no reason to be unready, since the counter works
 * on without it; a journal that is full is.
 */
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
                .status(!backlog.isFull())
                .withData("waiting", backlog.waiting().records())
                .withData("secondsWaiting", backlog.age().toSeconds())
                .withData("failuresInARow", backlog.failures())
                .withData("setAside", backlog.waiting().setAside())
                .withData("diskPercent", backlog.diskPercent())
                .build();
    }
}
