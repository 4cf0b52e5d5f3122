package io.madoguchi.local.city;

import io.madoguchi.local.city.Readers.Reader;
import io.madoguchi.local.city.Visits.Return;
import io.madoguchi.local.city.Visits.Visit;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The loans of one school: the past ones in the order in which they were made, then those still open. */
final class LoanHistory {
    /** Spreads the favourites over the shelves; a prime, so that every copy has its turn. */
    private static final int SPREAD = 7919;

    private final CounterDays counter;
    private final Seeded random;
    private final List<SampleItem> items;
    private final Instant[] busyUntil;
    private final Instant[] openFrom;
    private final List<SampleLoan> open = new ArrayList<>();
    private final List<SampleLoan> past = new ArrayList<>();

    private LoanHistory(SampleSchool school, CounterDays counter) {
        this.counter = counter;
        this.random = Seeded.of("loans", school.number());
        this.items = Holdings.of(school);
        this.busyUntil = new Instant[items.size()];
        this.openFrom = new Instant[items.size()];
        Arrays.fill(busyUntil, Instant.MIN);
        Arrays.fill(openFrom, Instant.MAX);
    }

    static List<SampleLoan> of(SampleSchool school, LocalDate today) {
        CounterDays counter = new CounterDays(today);
        LoanHistory history = new LoanHistory(school, counter);
        List<Reader> readers = Readers.of(school, counter);
        readers.forEach(history::lendOpen);
        history.lendPast(readers);
        history.past.addAll(history.open);
        return history.past;
    }

    private void lendOpen(Reader reader) {
        LocalDate day = reader.until();
        for (int i = 0; i < reader.openLoans(); i++) {
            int item;
            do {
                item = random.between(Holdings.ON_SHELF, items.size() - 1);
            } while (items.get(item).withdrawn() || openFrom[item] != Instant.MAX);
            openFrom[item] = CounterDays.loanTime(day, random);
            LocalDate due = day.plusDays(reader.policy().days());
            open.add(loan(item, reader.patron().id(), openFrom[item], due, 0, null));
        }
    }

    private void lendPast(List<Reader> readers) {
        List<Visit> visits = new ArrayList<>();
        for (Reader reader : readers) {
            visits.addAll(Visits.of(reader, counter, random));
        }
        visits.sort(Comparator.comparing(Visit::at));
        for (Visit visit : visits) {
            for (int i = 0; i < visit.items(); i++) {
                Return back = Visits.returnOf(visit, counter, random);
                int item = freeItem(visit.at(), back.at());
                busyUntil[item] = back.at();
                UUID patron = visit.reader().patron().id();
                past.add(loan(item, patron, visit.at(), back.due(), back.renewals(), back.at()));
            }
        }
    }

    private int freeItem(Instant from, Instant until) {
        int item;
        do {
            int rank = (int) (random.unit() * random.unit() * items.size());
            item = rank * SPREAD % items.size();
        } while (busyUntil[item].isAfter(from) || openFrom[item].isBefore(until));
        return item;
    }

    private SampleLoan loan(
            int item, UUID patron, Instant out, LocalDate due, int renewals, @Nullable Instant returnedAt) {
        return new SampleLoan(random.uuid(), items.get(item).id(), patron, out, due, renewals, returnedAt);
    }
}
