package io.madoguchi.caller;

import io.quarkus.arc.Arc;
import io.quarkus.arc.ManagedContext;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.configuration.DurationConverter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Work that is done again and again while the service runs, each kind in a thread of its own and never twice at a time. A clock that
 * is stepped changes nothing: Quarkus's scheduler goes by the clock, and would rest until a clock set back is where it was.
 */
@ApplicationScoped
public class Regularly {
    private static final Logger LOG = Logger.getLogger(Regularly.class);
    private static final String NEVER = "off";
    /** Else what is seldom done would never be, where a service is started often. */
    private static final Duration LONGEST_BEFORE_THE_FIRST = Duration.ofSeconds(30);

    private static final Duration LAST_MOMENTS = Duration.ofSeconds(5);

    private final Queue<ScheduledExecutorService> threads = new ConcurrentLinkedQueue<>();

    /**
     * @param name of the work, and of its thread
     * @param every from the end of one time until the next, such as {@code 500ms} or {@code 1h}; {@code off} for never
     */
    public void run(String name, String every, Runnable work) {
        if (every.equals(NEVER)) {
            return;
        }
        long pause = DurationConverter.parseDuration(every).toNanos();
        long first = Math.min(pause, LONGEST_BEFORE_THE_FIRST.toNanos());
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread started = new Thread(task, name);
            started.setDaemon(true);
            return started;
        });
        threads.add(thread);
        AtomicLong failures = new AtomicLong();
        thread.scheduleWithFixedDelay(() -> runOnce(name, work, failures), first, pause, TimeUnit.NANOSECONDS);
    }

    private static void runOnce(String name, Runnable work, AtomicLong failures) {
        ManagedContext context = Arc.container().requestContext();
        context.activate();
        try {
            work.run();
            failures.set(0);
        } catch (RuntimeException | Error e) {
            // It must come again whatever happens; the executor would end it. The first failure is said, and then ever
            // fewer.
            if (Long.bitCount(failures.incrementAndGet()) == 1) {
                LOG.errorf(
                        "%s failed, attempt %d: %s",
                        name, failures.get(), e.getClass().getName());
            }
        } finally {
            context.terminate();
        }
    }

    /** What is under way may end. */
    void stop(@Observes ShutdownEvent end) throws InterruptedException {
        threads.forEach(ScheduledExecutorService::shutdown);
        long deadline = System.nanoTime() + LAST_MOMENTS.toNanos();
        for (ScheduledExecutorService thread : threads) {
            if (!thread.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                thread.shutdownNow();
            }
        }
    }
}
