package io.madoguchi.caller;

import io.quarkus.arc.Arc;
import io.quarkus.arc.ManagedContext;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.configuration.DurationConverter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * Work that is done again and again while the service runs, each kind in a thread of its own and never twice at a time. A clock that
 * is stepped changes nothing: Quarkus's scheduler goes by the clock, and would rest until a clock set back is where it was.
 */
@ApplicationScoped
public class Regularly {
    private static final Logger LOG = Logger.getLogger(Regularly.class);
    private static final String NEVER = "off";
    /** The longest until something is done for the first time: where a service is started often, it would never be. */
    private static final Duration SELDOM = Duration.ofSeconds(30);

    private static final Duration LAST_MOMENTS = Duration.ofSeconds(5);

    private final Queue<ScheduledExecutorService> threads = new ConcurrentLinkedQueue<>();
    private final TransactionSynchronizationRegistry transactions;

    @Inject
    Regularly(TransactionSynchronizationRegistry transactions) {
        this.transactions = transactions;
    }

    /**
     * @param name of the work, and of its thread
     * @param every from the end of one time until the next, such as {@code 500ms} or {@code 1h}; {@code off} for never
     */
    public void run(String name, String every, Runnable work) {
        if (every.equals(NEVER)) {
            return;
        }
        long pause = nanos(every);
        long first = Math.min(pause, SELDOM.toNanos());
        AtomicLong failures = new AtomicLong();
        thread(name)
                .scheduleWithFixedDelay(
                        () -> runOnce(
                                name,
                                () -> {
                                    work.run();
                                    return false;
                                },
                                failures),
                        first,
                        pause,
                        TimeUnit.NANOSECONDS);
    }

    /**
     * Work that rests until it is woken, and looks seldom by itself for what another instance has left.
     *
     * @param pause from the waking until it is done, so that what comes together is done together, such as {@code 500ms};
     *     {@code off} for never
     * @param work says whether something is left, and then is done again after the pause; so it is when it failed
     */
    public Wake whenWoken(String name, String pause, BooleanSupplier work) {
        if (pause.equals(NEVER)) {
            return Wake.NOBODY;
        }
        Sleeper sleeper = new Sleeper(thread(name), name, nanos(pause), work);
        sleeper.begin();
        return sleeper;
    }

    /** Wakes what is done when it is woken. */
    public interface Wake {
        Wake NOBODY = () -> {};

        /** Costs nothing where it is awake. */
        void up();
    }

    /** Now, or after the present transaction. */
    public void wakeAfterCommit(Wake wake) {
        if (transactions.getTransactionKey() == null) {
            wake.up();
            return;
        }
        transactions.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int status) {
                wake.up();
            }
        });
    }

    private static final class Sleeper implements Wake {
        private final ScheduledExecutorService thread;
        private final String name;
        private final long pause;
        private final BooleanSupplier work;
        private final AtomicLong failures = new AtomicLong();
        private final AtomicBoolean awake = new AtomicBoolean();

        Sleeper(ScheduledExecutorService thread, String name, long pause, BooleanSupplier work) {
            this.thread = thread;
            this.name = name;
            this.pause = pause;
            this.work = work;
        }

        void begin() {
            up();
            thread.scheduleWithFixedDelay(this::up, SELDOM.toNanos(), SELDOM.toNanos(), TimeUnit.NANOSECONDS);
        }

        @Override
        public void up() {
            if (awake.compareAndSet(false, true) && !thread.isShutdown()) {
                thread.schedule(this::work, pause, TimeUnit.NANOSECONDS);
            }
        }

        private void work() {
            // Whoever wakes it from now on may have come too late for this time.
            awake.set(false);
            if (runOnce(name, work, failures)) {
                up();
            }
        }
    }

    private static long nanos(String duration) {
        return DurationConverter.parseDuration(duration).toNanos();
    }

    private ScheduledExecutorService thread(String name) {
        ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(
                1,
                task -> {
                    Thread started = new Thread(task, name);
                    started.setDaemon(true);
                    return started;
                },
                // A service that ends wakes nobody any more.
                new ThreadPoolExecutor.DiscardPolicy());
        threads.add(thread);
        return thread;
    }

    /** Whether something is left to do. */
    private static boolean runOnce(String name, BooleanSupplier work, AtomicLong failures) {
        ManagedContext context = Arc.container().requestContext();
        context.activate();
        try {
            boolean left = work.getAsBoolean();
            failures.set(0);
            return left;
        } catch (RuntimeException | Error e) {
            // It must come again whatever happens; the executor would end it. The first failure is said, and then ever
            // fewer.
            if (Long.bitCount(failures.incrementAndGet()) == 1) {
                LOG.errorf(
                        "%s failed, attempt %d: %s",
                        name, failures.get(), e.getClass().getName());
            }
            return true;
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
