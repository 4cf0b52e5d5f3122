package io.madoguchi.borrowers;

import io.madoguchi.api.directory.BorrowerChanges;
import io.madoguchi.caller.Regularly;
import io.madoguchi.problem.ProblemCode;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.WebApplicationException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/**
 * Follows the patron service's change feed. While that service is down, lending goes on with what is known. A new epoch,
 * such as after a restore of the directory, makes it read everything again.
 */
@ApplicationScoped
public class BorrowerSync {
    private static final Logger LOG = Logger.getLogger(BorrowerSync.class);

    private final DirectoryClient directory;
    private final Borrowers borrowers;
    private final AtomicLong failures = new AtomicLong();

    BorrowerSync(@RestClient DirectoryClient directory, Borrowers borrowers, MeterRegistry metrics) {
        this.directory = directory;
        this.borrowers = borrowers;
        metrics.gauge("madoguchi.borrowers.sync.failures", failures);
    }

    void begin(
            @Observes StartupEvent start,
            Regularly regularly,
            @ConfigProperty(name = "borrowers.sync-every") String every) {
        regularly.run("borrower-sync", every, this::follow);
    }

    void follow() {
        try {
            while (takePage()) {}
            failures.set(0);
        } catch (WebApplicationException e) {
            if (e.getResponse().getStatus() == ProblemCode.FEED_EPOCH_CHANGED.status()) {
                LOG.info("the directory has a new epoch; all borrowers are read again");
                borrowers.forgetCursor();
            } else {
                failed(e);
            }
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    /** Whether another page is there. */
    private boolean takePage() {
        Optional<String> cursor = borrowers.cursor();
        BorrowerChanges page = directory.listBorrowerChanges(cursor.orElse(null));
        if (page.borrowers().isEmpty() && cursor.isPresent() && !page.more()) {
            return false;
        }
        return borrowers.take(page, cursor) && page.more();
    }

    private void failed(Exception e) {
        long count = failures.incrementAndGet();
        // The first failure and then ever fewer: an outage of hours must not fill the log.
        if (Long.bitCount(count) == 1) {
            LOG.warnf(
                    "borrowers can't be read from the directory, attempt %d: %s",
                    count, e.getClass().getName());
        }
    }
}
