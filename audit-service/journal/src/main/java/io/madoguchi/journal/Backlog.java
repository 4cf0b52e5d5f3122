package io.madoguchi.journal;

import io.agroal.api.AgroalDataSource;
import io.madoguchi.caller.CallerSettings;
import io.madoguchi.caller.SteadyTime;
import io.madoguchi.journal.Undelivered.Waiting;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.configuration.MemorySize;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import org.jboss.logging.Logger;

/**
 * How many records wait for the trail, and how long the first of them has; also as metrics. Beyond the limits the journal is
 * full: nothing more is disclosed or changed until the trail has taken what waits.
 *
 * <p>A clock that is stepped makes nothing older. What the clocks say is believed of the first record that is met after the
 * start; from then on no record can have waited longer than the time that has passed here since an earlier one was first.
 */
@ApplicationScoped
class Backlog {
    private static final Logger LOG = Logger.getLogger(Backlog.class);
    private static final Duration INTERVAL = Duration.ofSeconds(15);
    private static final Duration INTERVAL_WHEN_FULL = Duration.ofSeconds(1);

    /** The disk's filling counts against the journal only where the trail has taken nothing for so long. */
    private static final Duration KEEPING_UP = Duration.ofMinutes(1);

    private final CallerSettings.Journal limits;
    private final SteadyTime time;
    private volatile Measured measured;
    private volatile int failures;
    private boolean warned;

    @Inject
    Backlog(CallerSettings settings, SteadyTime time, MeterRegistry metrics) {
        this.limits = settings.journal();
        this.time = time;
        this.measured = new Measured(Waiting.NOBODY, Duration.ZERO, 0, Duration.ofDays(-1));
        Gauge.builder("madoguchi.journal.backlog", this, b -> b.waiting().records())
                .description("Access records that the trail does not have yet, as counted last; 10000 stands for more")
                .register(metrics);
        Gauge.builder("madoguchi.journal.backlog.age", this, b -> b.age().toSeconds())
                .description("How long the first of them has been waiting")
                .baseUnit("seconds")
                .register(metrics);
        Gauge.builder("madoguchi.journal.relay.failures", this, b -> b.failures)
                .description("Deliveries that failed in a row")
                .register(metrics);
        Gauge.builder("madoguchi.journal.disk", this, b -> b.diskPercent())
                .description("Per cent in use of the database's disk, or of the size it may have")
                .register(metrics);
        Gauge.builder("madoguchi.journal.set.aside", this, b -> b.waiting().setAside())
                .description("Access records that the trail refused for good")
                .register(metrics);
        Gauge.builder("madoguchi.journal.full", this, b -> b.isFull() ? 1 : 0)
                .description("1 where nothing is disclosed or changed until the trail has taken what waits")
                .register(metrics);
    }

    private record Measured(Waiting waiting, Duration age, int diskPercent, Duration at) {}

    /** After each failure, which come ever more rarely, and every 15 s; every second while it is full. */
    void measureWhenDue(AgroalDataSource dataSource, int failuresInARow) {
        boolean failedAgain = failuresInARow > failures;
        failures = failuresInARow;
        Duration since = time.elapsed().minus(measured.at());
        if (failedAgain || since.compareTo(isFull() ? INTERVAL_WHEN_FULL : INTERVAL) >= 0) {
            try (Connection connection = dataSource.getConnection()) {
                measured(Undelivered.waiting(connection));
            } catch (SQLException e) {
                LOG.debug("the backlog can't be measured:" + FailureText.of(e));
            }
        }
    }

    void measured(Waiting now) {
        Measured before = measured;
        boolean firstEver = before.at().isNegative();
        Duration at = time.elapsed();
        Duration longest = firstEver ? now.byTheClock() : before.age().plus(at).minus(before.at());
        Duration age = now.records() == 0
                ? Duration.ZERO
                : Objects.equals(now.first(), before.waiting().first()) ? longest : shorter(now.byTheClock(), longest);
        measured = new Measured(now, age, percentInUse(now), at);
        warnOnce();
    }

    Waiting waiting() {
        return measured.waiting();
    }

    int failures() {
        return failures;
    }

    /** Goes on while nobody can measure it. */
    Duration age() {
        Measured last = measured;
        return last.waiting().records() == 0
                ? Duration.ZERO
                : last.age().plus(time.elapsed()).minus(last.at());
    }

    /** 0 where neither the disk nor a largest size is configured. */
    int diskPercent() {
        return measured.diskPercent();
    }

    boolean isFull() {
        Duration age = age();
        return age.compareTo(limits.longestWait()) > 0
                || (age.compareTo(KEEPING_UP) > 0 && diskPercent() >= limits.fullestDisk());
    }

    private int percentInUse(Waiting now) {
        int database = limits.largestDatabase()
                .map(MemorySize::asLongValue)
                .map(largest -> (int) (100 * now.databaseBytes() / largest))
                .orElse(0);
        return Math.max(database, limits.disk().map(Backlog::percentInUse).orElse(0));
    }

    private static int percentInUse(Path place) {
        try {
            FileStore disk = Files.getFileStore(place);
            long total = disk.getTotalSpace();
            return total == 0 ? 0 : (int) (100 - 100 * disk.getUsableSpace() / total);
        } catch (IOException e) {
            LOG.warn("the database's disk can't be measured:" + FailureText.of(e));
            return 0;
        }
    }

    private void warnOnce() {
        boolean full = isFull();
        if (full && !warned) {
            LOG.errorf(
                    "closed: %d or more access records wait for the trail, the first for %d s; %d %% of the disk in use",
                    waiting().records(), age().toSeconds(), diskPercent());
        } else if (!full && warned) {
            LOG.info("open again: the trail has taken what waited");
        }
        warned = full;
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
