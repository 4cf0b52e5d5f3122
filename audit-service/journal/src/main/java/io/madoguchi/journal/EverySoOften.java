package io.madoguchi.journal;

import io.madoguchi.caller.SteadyTime;
import java.time.Duration;

/** Whether it is time again; at first it is. */
final class EverySoOften {
    private final Duration interval;
    private final SteadyTime time;
    private volatile Duration next = Duration.ZERO;

    EverySoOften(Duration interval, SteadyTime time) {
        this.interval = interval;
        this.time = time;
    }

    boolean isOver() {
        return time.elapsed().compareTo(next) >= 0;
    }

    void startAgain() {
        next = time.elapsed().plus(interval);
    }
}
