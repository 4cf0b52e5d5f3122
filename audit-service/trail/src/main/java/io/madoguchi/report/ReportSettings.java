package io.madoguchi.report;

import io.smallrye.config.ConfigMapping;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Optional;
import java.util.Set;

/** From when on a handling report calls something unusual, and what a report for the public hides. */
@ConfigMapping(prefix = "reports")
interface ReportSettings {
    /** The longest period of one report. */
    int longestDays();

    /** A report that takes longer is given up. */
    Duration patience();

    Bulk bulk();

    SchoolHours schoolHours();

    /** So many answers outside of school hours on one day. */
    int answersOutOfHours();

    /** So many different schools on one day. */
    int schoolsInADay();

    /** So many sessions on one day that a new sign-in ended. */
    int sessionsEnded();

    /** Answers at two schools with no more than this between them: nobody gets from one to the other so fast. */
    Duration betweenTwoSchools();

    WithoutCirculation withoutCirculation();

    ForThePublic forThePublic();

    /** So many different persons. */
    interface Bulk {
        int personsInAnHour();

        int personsInADay();
    }

    /** When handlers work at schools, by the city's clock. */
    interface SchoolHours {
        LocalTime from();

        LocalTime until();

        Set<DayOfWeek> days();

        /** Days besides on which schools are closed. */
        Optional<Set<LocalDate>> closed();
    }

    /** Look-ups at a school on one day with no check-out, return or renewal of the same handler near. */
    interface WithoutCirculation {
        int lookUps();

        /** Before or after the look-up. */
        Duration near();
    }

    /** What the yearly report hides. */
    interface ForThePublic {
        /** Numbers below this one are hidden. */
        int fewest();

        /** Kinds of school with fewer schools than this stand together. */
        int fewestSchools();
    }
}
