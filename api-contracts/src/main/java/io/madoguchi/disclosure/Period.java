package io.madoguchi.disclosure;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Days from one to another, both included; without an end it goes on (以降継続, R19). */
public record Period(LocalDate from, @Nullable LocalDate until) {
    public boolean includes(LocalDate day) {
        return hasBegun(day) && (until == null || !day.isAfter(until));
    }

    /** The days that both have. */
    Period within(Period other) {
        LocalDate end = until == null || (other.until != null && other.until.isBefore(until)) ? other.until : until;
        return new Period(other.from.isAfter(from) ? other.from : from, end);
    }

    boolean hasADay() {
        return until == null || !until.isBefore(from);
    }

    boolean hasBegun(LocalDate day) {
        return !day.isBefore(from);
    }
}
