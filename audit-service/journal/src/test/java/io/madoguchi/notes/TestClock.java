package io.madoguchi.notes;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** A clock that stands until a test moves it. */
public final class TestClock extends Clock {
    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

    private volatile Instant now = Instant.parse("2026-11-22T01:02:03.000004Z");

    @Produces
    @Singleton
    @Alternative
    @Priority(1)
    static Clock clock() {
        return new TestClock();
    }

    public void pass(Duration time) {
        now = now.plus(time);
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
