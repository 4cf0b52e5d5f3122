package io.madoguchi.caller;

import io.madoguchi.disclosure.Authorisations;
import io.madoguchi.disclosure.SchoolDecisions;
import io.quarkus.arc.DefaultBean;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import org.jboss.logging.Logger;

/** The clock, the authorisation documents and the schools' decisions, one of each in a service. */
final class Shared {
    private static final Logger LOG = Logger.getLogger(Shared.class);

    private Shared() {}

    /** The city's time; tests put their own in its place. */
    @Produces
    @Singleton
    static Clock clock(CallerSettings settings) {
        return Clock.system(settings.zone());
    }

    @Produces
    @Singleton
    static SteadyTime steadyTime() {
        long start = System.nanoTime();
        return () -> Duration.ofNanos(System.nanoTime() - start);
    }

    @Produces
    @Singleton
    @DefaultBean
    static CurrentDecisions noDecisions() {
        return duty -> SchoolDecisions.NONE;
    }

    /** Read at start: a service without readable documents does not start. */
    @Produces
    @Singleton
    @Startup
    static Authorisations authorisations(CallerSettings settings) {
        return read(settings.authorisations());
    }

    static Authorisations read(CallerSettings.Documents documents) {
        try {
            Authorisations shipped = Authorisations.shipped(documents.shipped().toArray(String[]::new));
            return documents.folder().map(shipped::andThoseIn).orElse(shipped);
        } catch (IllegalArgumentException e) {
            // Said here, because the log takes the words out of exceptions; of a document they hold no person's data.
            LOG.error("Not started: " + e.getMessage());
            throw e;
        }
    }
}
