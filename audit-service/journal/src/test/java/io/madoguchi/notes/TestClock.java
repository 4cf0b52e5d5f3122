package io.madoguchi.notes;

import io.madoguchi.caller.SteadyTime;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** A clock that stands until a test moves it, and the time that goes by with it. */
public final class TestClock extends Clock {
    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

    private volatile Instant now = Instant.parse("2026-11-22T01:02:03.000004Z");
    private volatile Duration elapsed = Duration.ZERO;

    @Produces
    @Singleton
    @Alternative
    @Priority(1)
    static Clock clock() {
        return new TestClock();
    }

    @Produces
    @Singleton
    @Alternative
    @Priority(1)
    static SteadyTime steadyTime(Clock clock) {
        return () -> ((TestClock) clock).elapsed;
    }

    public void pass(Duration time) {
        now = now.plus(time);
        elapsed = elapsed.plus(time);
    }

    /** As when somebody sets the machine's clock: no time passes. */
    public void step(Duration by) {
        now = now.plus(by);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return TOKYO;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
    }
}
