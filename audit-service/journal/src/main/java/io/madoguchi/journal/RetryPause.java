package io.madoguchi.journal;

import io.madoguchi.caller.SteadyTime;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** When to try again after failures: twice as late each time up to a limit, and not all instances at the same moment. */
final class RetryPause {
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(15);

    private final SteadyTime time;
    private volatile int failures;
    private volatile Duration over = Duration.ZERO;

    RetryPause(SteadyTime time) {
        this.time = time;
    }

    boolean isOver() {
        return time.elapsed().compareTo(over) >= 0;
    }

    void succeeded() {
        failures = 0;
    }

    /** How many in a row. */
    int failed() {
        int count = failures + 1;
        failures = count;
        long most = Math.min(LONGEST.toMillis(), FIRST.toMillis() << Math.min(count - 1, 10));
        over = time.elapsed().plusMillis(most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1));
        return count;
    }

    int failures() {
        return failures;
    }
}
