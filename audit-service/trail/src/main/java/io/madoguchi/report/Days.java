package io.madoguchi.report;

import io.madoguchi.problem.Problem.Fault;
import io.madoguchi.problem.ProblemCode;
import io.madoguchi.problem.ProblemException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/** The days of a report, first and last included, as the city counts them. */
record Days(LocalDate from, LocalDate until, ZoneId zone) {
    /** Refuses a period that ends before it begins, or is longer than a report may be. */
    static Days of(LocalDate from, LocalDate until, ZoneId zone, int longest) {
        long days = ChronoUnit.DAYS.between(from, until) + 1;
        if (days < 1 || days > longest) {
            throw ProblemException.of(ProblemCode.INVALID_VALUE, new Fault("until", "period"));
        }
        return new Days(from, until, zone);
    }

    /** A fiscal year (年度): from April to March. */
    static Days ofFiscalYear(int year, ZoneId zone) {
        return new Days(LocalDate.of(year, 4, 1), LocalDate.of(year + 1, 3, 31), zone);
    }

    OffsetDateTime since() {
        return from.atStartOfDay(zone).toOffsetDateTime();
    }

    OffsetDateTime before() {
        return until.plusDays(1).atStartOfDay(zone).toOffsetDateTime();
    }
}
