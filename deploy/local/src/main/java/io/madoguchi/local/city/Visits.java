package io.madoguchi.local.city;

import io.madoguchi.local.city.Readers.Reader;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A reader's visits to the counter. Whatever goes out on one visit is back by the next, so that a reader never has more
 * than one visit's books.
 */
final class Visits {
    private static final int USUAL_GAP = 3;

    private Visits() {}

    /**
     * @param day index of the counter day
     * @param next index of the counter day by which all is back
     */
    record Visit(Reader reader, Instant at, int day, int next, int items) {}

    /** Counter days on which the reader could come and still bring everything back in time. */
    static int daysFor(Reader reader, CounterDays counter) {
        return Math.max(0, counter.firstFrom(reader.until()) - counter.firstFrom(reader.from()) - 1);
    }

    static int most(int days) {
        return days / USUAL_GAP;
    }

    static List<Visit> of(Reader reader, CounterDays counter, Seeded random) {
        int days = daysFor(reader, counter);
        int[] items = itemsByVisit(reader, most(days), random);
        if (items.length == 0) {
            return List.of();
        }
        int slot = days / items.length;
        int lastDay = counter.firstFrom(reader.until()) - 1;
        int firstDay = lastDay - slot * items.length;
        int[] onDay = new int[items.length + 1];
        for (int i = 0; i < items.length; i++) {
            onDay[i] = firstDay + i * slot + random.below(slot - 1);
        }
        onDay[items.length] = lastDay;
        List<Visit> visits = new ArrayList<>(items.length);
        for (int i = 0; i < items.length; i++) {
            Instant at = CounterDays.loanTime(counter.day(onDay[i]), random);
            visits.add(new Visit(reader, at, onDay[i], onDay[i + 1], items[i]));
        }
        return visits;
    }

    private static int[] itemsByVisit(Reader reader, int mostVisits, Seeded random) {
        int limit = reader.policy().limit();
        int fewest = (reader.past() + limit - 1) / limit;
        int usual = reader.past() * 2 / (limit + 1);
        int[] items = new int[Math.min(Math.max(fewest, usual), mostVisits)];
        Arrays.fill(items, 1);
        for (int left = reader.past() - items.length; left > 0; ) {
            int visit = random.below(items.length);
            if (items[visit] < limit) {
                items[visit]++;
                left--;
            }
        }
        return items;
    }

    /** When one book of a visit comes back: usually in time, sometimes renewed or late, always by the next visit. */
    static Return returnOf(Visit visit, CounterDays counter, Seeded random) {
        LocalDate out = counter.day(visit.day());
        LendingPolicy policy = visit.reader().policy();
        boolean renews = policy.renewals() > 0 && random.chance(0.05);
        boolean late = random.chance(0.06);
        int kept = random.between(1, policy.days()) + (renews || late ? policy.days() : 0);
        int day = Math.min(Math.max(counter.firstFrom(out.plusDays(kept)), visit.day() + 1), visit.next());
        LocalDate back = counter.day(day);
        boolean renewed = renews && back.isAfter(out.plusDays(policy.days()));
        LocalDate due = out.plusDays(renewed ? 2L * policy.days() : policy.days());
        return new Return(CounterDays.returnTime(back, random), due, renewed ? 1 : 0);
    }

    record Return(Instant at, LocalDate due, int renewals) {}
}
