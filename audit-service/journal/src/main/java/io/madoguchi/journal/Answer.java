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
        RESOURCE,
        WATCH
    }

    private Answer() {}

    /** At the beginning of a request that is watched. */
    public static void expect(RoutingContext request) {
        request.put(KEY, new AtomicReference<>(By.NOBODY_YET));
    }

    /** Whether what was asked for may be sent; from then on nobody refuses it for being late. */
    public static boolean maySend(RoutingContext request) {
        return claim(request, By.RESOURCE);
    }

    /** Whether the request may be refused for being late; from then on nothing else is sent. */
    public static boolean mayRefuse(RoutingContext request) {
        return claim(request, By.WATCH);
    }

    static boolean isTooLate(RoutingContext request) {
        AtomicReference<By> by = request.get(KEY);
        return by != null && by.get() == By.WATCH;
    }

    private static boolean claim(RoutingContext request, By claimant) {
        AtomicReference<By> by = request.get(KEY);
        return by == null ? claimant == By.RESOURCE : by.compareAndSet(By.NOBODY_YET, claimant) || by.get() == claimant;
    }
}
