package io.madoguchi.reading;

import io.madoguchi.caller.CallerSettings;
import io.madoguchi.problem.ProblemCode;
import io.madoguchi.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

/**
 * Stops a contractor's account that reads more than a school day needs (R33). Lending and taking back by card read nobody and
 * go on. Requests that are under way at the same moment do not see each other's count.
 */
@ApplicationScoped
class ReadingLimits {
    private static final Duration QUARTER_HOUR = Duration.ofMinutes(15);

    private static final String FORGET = "DELETE FROM reading_count WHERE account = ? AND quarter_hour < ?";
    private static final String COUNT =
            """
            INSERT INTO reading_count AS c (account, quarter_hour, readings, persons) VALUES (?, ?, 1, ?)
            ON CONFLICT (account, quarter_hour) DO UPDATE
            SET readings = c.readings + 1, persons = c.persons + excluded.persons""";

    private final CallerSettings.Reading limits;
    private final ZoneId zone;
    private final Clock clock;

    ReadingLimits(CallerSettings settings, Clock clock) {
        this.limits = settings.reading();
        this.zone = settings.zone();
        this.clock = clock;
    }

    /** What an account has read in this quarter of an hour, and how many persons it was shown today. */
    record Count(int readings, int persons) {
        static final Count NOTHING = new Count(0, 0);
    }

    void refuseWhenTooMuch(Count count) {
        if (count.readings() >= limits.perQuarterHour()) {
            throw ProblemException.tryAgainIn(
                    ProblemCode.TOO_MANY_REQUESTS,
                    Duration.between(clock.instant(), quarterHour().plus(QUARTER_HOUR)));
        }
        if (count.persons() >= limits.personsPerDay()) {
            throw ProblemException.tryAgainIn(
                    ProblemCode.TOO_MANY_REQUESTS,
                    Duration.between(clock.instant(), startOfDay().plusDays(1)));
        }
    }

    /** What counts a reading in its transaction; the counts of earlier days go with the first reading of a quarter hour. */
    Change add(String account, Count before, int persons) {
        Change count = Change.of(COUNT, account, thisQuarterHour(), persons);
        return before.readings() > 0
                ? count
                : Change.of(FORGET + ";\n" + COUNT, account, today(), account, thisQuarterHour(), persons);
    }

    OffsetDateTime thisQuarterHour() {
        return quarterHour().atOffset(ZoneOffset.UTC);
    }

    /** The moment at which the city's day began. */
    OffsetDateTime today() {
        return startOfDay().toOffsetDateTime();
    }

    private Instant quarterHour() {
        long second = clock.instant().getEpochSecond();
        return Instant.ofEpochSecond(second - second % QUARTER_HOUR.toSeconds());
    }

    private ZonedDateTime startOfDay() {
        return clock.instant().atZone(zone).truncatedTo(ChronoUnit.DAYS);
    }
}
