package io.madoguchi.disclosure;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Days from one to another, both included; without an end it goes on (以降継続, R19). */
public record Period(LocalDate from, @Nullable LocalDate until) {
    public boolean includes(LocalDate day) {
        return hasBegun(day) && (until == null || !day.isAfter(until));
    }

    boolean hasBegun(LocalDate day) {
        return !day.isBefore(from);
    }
}
