package io.madoguchi.local.city;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;

/**
 * The days of the last three years on which the counter was open: weekdays outside the school holidays. Books come back in
 * the morning and go out from the first break on, so that what comes back on a day can go out on it.
 */
final class CounterDays {
    private static final int YEARS = 3;
    private static final ZoneOffset JAPAN = ZoneOffset.ofHours(9);
    private static final int RETURNS_FROM = 8 * 3600 + 15 * 60;
    private static final int LOANS_FROM = 10 * 3600 + 15 * 60;
    private static final int LOANS_UNTIL = 16 * 3600 + 30 * 60;

    private final LocalDate today;
    private final List<LocalDate> days;

    CounterDays(LocalDate today) {
        this.today = today;
        this.days = today.minusYears(YEARS)
                .datesUntil(today)
                .filter(CounterDays::isWeekday)
                .filter(day -> !isHoliday(MonthDay.from(day)))
                .toList();
    }

    LocalDate today() {
        return today;
    }

    LocalDate day(int index) {
        return days.get(index);
    }

    /** The index of the first counter day on or after a date; the number of days if there is none. */
    int firstFrom(LocalDate date) {
        int found = Collections.binarySearch(days, date);
        return found < 0 ? -found - 1 : found;
    }

    /** School years begin in April, lessons a week later. */
    LocalDate firstLessonOfSchoolYear(int yearsAgo) {
        int year = today.getMonthValue() >= 4 ? today.getYear() : today.getYear() - 1;
        return LocalDate.of(year - yearsAgo, 4, 8);
    }

    /** A weekday before today, holidays included: the counter opens for holiday reading. */
    LocalDate weekday(int mostDaysAgo, int leastDaysAgo, Seeded random) {
        LocalDate day;
        do {
            day = today.minusDays(random.between(leastDaysAgo, mostDaysAgo));
        } while (!isWeekday(day));
        return day;
    }

    static Instant returnTime(LocalDate day, Seeded random) {
        return at(day, random.between(RETURNS_FROM, LOANS_FROM - 1));
    }

    static Instant loanTime(LocalDate day, Seeded random) {
        return at(day, random.between(LOANS_FROM, LOANS_UNTIL));
    }

    private static Instant at(LocalDate day, int second) {
        return day.atStartOfDay(JAPAN).plusSeconds(second).toInstant();
    }

    private static boolean isWeekday(LocalDate day) {
        return day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY;
    }

    private static boolean isHoliday(MonthDay day) {
        return isWithin(day, MonthDay.of(7, 21), MonthDay.of(8, 31))
                || isWithin(day, MonthDay.of(3, 26), MonthDay.of(4, 7))
                || !isWithin(day, MonthDay.of(1, 8), MonthDay.of(12, 25));
    }

    private static boolean isWithin(MonthDay day, MonthDay first, MonthDay last) {
        return !day.isBefore(first) && !day.isAfter(last);
    }
}
