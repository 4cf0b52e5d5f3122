package io.madoguchi.journal;

import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Who answers a request: what was asked for, or the refusal that came because it took too long. One of the two, decided once;
 * what comes second is not sent, and a transaction that has not committed by then does not commit.
 */
public final class Answer {
    private static final String KEY = Answer.class.getName();

    private enum By {
        NOBODY_YET,
        /** What was asked for is on record as soon as the transaction commits. */
        COMMIT,
        RESOURCE,
        WATCH
    }

    private Answer() {}

    /** At the beginning of a request that is watched. */
    public static void expect(RoutingContext request) {
        request.put(KEY, new AtomicReference<>(By.NOBODY_YET));
    }

    /** Whether what is on record may be committed; from then on it is refused only where the commit itself takes too long. */
    static boolean mayCommit(RoutingContext request) {
        AtomicReference<By> by = request.get(KEY);
        return by == null || by.compareAndExchange(By.NOBODY_YET, By.COMMIT) != By.WATCH;
    }

    /** Whether a record was on its way into the journal when the request failed: it may be there. */
    static boolean isBeingCommitted(RoutingContext request) {
        AtomicReference<By> by = request.get(KEY);
        return by != null && by.get() == By.COMMIT;
    }

    /** Whether what was asked for may be sent; from then on nobody refuses it for being late. */
    public static boolean maySend(RoutingContext request) {
        AtomicReference<By> by = request.get(KEY);
        return by == null || by.updateAndGet(now -> now == By.WATCH ? now : By.RESOURCE) == By.RESOURCE;
    }

    /** Whether the request may be refused for being late, before it is being committed; from then on nothing else is sent. */
    public static boolean mayRefuse(RoutingContext request) {
        AtomicReference<By> by = request.get(KEY);
        return by != null && by.updateAndGet(now -> now == By.NOBODY_YET ? By.WATCH : now) == By.WATCH;
    }

    /** The same, though it is being committed: whether it was is known to nobody yet. */
    public static boolean mayRefuseCommit(RoutingContext request) {
        AtomicReference<By> by = request.get(KEY);
        return by != null && by.updateAndGet(now -> now == By.RESOURCE ? now : By.WATCH) == By.WATCH;
    }
}
