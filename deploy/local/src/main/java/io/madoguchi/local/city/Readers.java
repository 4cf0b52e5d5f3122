package io.madoguchi.local.city;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Who of one school borrows how much: each patron's part in the school's past loans, and a plan of the open ones. The first
 * pupils and staff of every school have past loans and no open ones, so that trials start clean; the next two pupils
 * are kept for trying a refusal.
 */
final class Readers {
    /** Pupils with these indices, and staff with those, have nothing out. */
    static final int CLEAN_PUPILS = 20;

    static final int CLEAN_STAFF = 3;
    static final int OVERDUE_PUPIL = CLEAN_PUPILS;
    static final int PUPIL_AT_LIMIT = CLEAN_PUPILS + 1;

    private static final int LOANS_OF_PUPIL_1 = 6;
    private static final double OVERDUE = 0.05;

    private final SampleSchool school;
    private final CounterDays counter;
    private final Seeded random;

    private Readers(SampleSchool school, CounterDays counter) {
        this.school = school;
        this.counter = counter;
        this.random = Seeded.of("readers", school.number());
    }

    /**
     * @param from first date on which the patron could borrow
     * @param until the date before which everything past is back
     * @param openLoans checked out together on the date {@code until}
     */
    record Reader(SamplePatron patron, LendingPolicy policy, LocalDate from, LocalDate until, int openLoans, int past) {
        private Reader withOpenLoans(int count, LocalDate checkedOutOn) {
            return new Reader(patron, policy, from, checkedOutOn, count, past);
        }

        private Reader withPast(int count) {
            return new Reader(patron, policy, from, until, openLoans, count);
        }
    }

    static List<Reader> of(SampleSchool school, CounterDays counter) {
        return new Readers(school, counter).all();
    }

    private List<Reader> all() {
        List<Reader> readers = new ArrayList<>();
        for (SamplePatron patron : People.of(school)) {
            readers.add(reader(patron, readers.size()));
        }
        planOpenLoans(readers);
        planPastLoans(readers);
        return readers;
    }

    private Reader reader(SamplePatron patron, int index) {
        LendingPolicy policy = LendingPolicy.of(school, patron.category());
        LocalDate from;
        if (patron.departed()) {
            from = counter.firstLessonOfSchoolYear(2);
        } else if (patron.grade() != null) {
            from = counter.firstLessonOfSchoolYear(patron.grade() - 1);
        } else {
            boolean longServing = index - school.pupils() < CLEAN_STAFF;
            from = counter.firstLessonOfSchoolYear(longServing ? 3 : random.between(0, 3));
        }
        LocalDate until = patron.departed() ? counter.firstLessonOfSchoolYear(0).minusWeeks(2) : counter.today();
        return new Reader(patron, policy, from, until, 0, 0);
    }

    private void planOpenLoans(List<Reader> readers) {
        int left = school.openLoans();
        left -= planOpenLoans(readers, OVERDUE_PUPIL, 1, true);
        left -= planOpenLoans(readers, PUPIL_AT_LIMIT, Integer.MAX_VALUE, false);
        Set<Integer> planned = new HashSet<>(Set.of(OVERDUE_PUPIL, PUPIL_AT_LIMIT));
        int others = readers.size() - CLEAN_PUPILS - CLEAN_STAFF;
        // In a very small school there may be nobody left who could borrow.
        while (left > 0 && planned.size() < others) {
            int index = random.below(readers.size());
            if (!isClean(index) && planned.add(index)) {
                int limit = readers.get(index).policy().limit();
                int wanted = Math.min(random.between(1, limit), left);
                left -= planOpenLoans(readers, index, wanted, random.chance(OVERDUE));
            }
        }
    }

    /** Returns how many it planned: none for one who had not joined on the day. */
    private int planOpenLoans(List<Reader> readers, int index, int wanted, boolean overdue) {
        Reader reader = readers.get(index);
        int days = reader.policy().days();
        LocalDate day = overdue ? counter.weekday(days + 25, days + 1, random) : counter.weekday(days, 1, random);
        if (reader.patron().departed() || day.isBefore(reader.from())) {
            return 0;
        }
        int count = Math.min(wanted, reader.policy().limit());
        readers.set(index, reader.withOpenLoans(count, day));
        return count;
    }

    private boolean isClean(int index) {
        int staffIndex = index - school.pupils();
        return index < CLEAN_PUPILS || (staffIndex >= 0 && staffIndex < CLEAN_STAFF);
    }

    private void planPastLoans(List<Reader> readers) {
        double[] weights = new double[readers.size()];
        int[] caps = new int[readers.size()];
        for (int i = 0; i < weights.length; i++) {
            Reader reader = readers.get(i);
            int days = Visits.daysFor(reader, counter);
            // Some read much more than others; the lower bound keeps everybody's record from being empty.
            weights[i] = days * (0.15 + Math.pow(random.unit(), 2));
            caps[i] = Visits.most(days) * reader.policy().limit();
        }
        int apart = school.number() == 1 ? LOANS_OF_PUPIL_1 : 0;
        if (apart > 0) {
            caps[0] = 0;
        }
        int[] past = Shares.capped(school.pastLoans() - apart, weights, caps);
        past[0] += apart;
        for (int i = 0; i < past.length; i++) {
            readers.set(i, readers.get(i).withPast(past[i]));
        }
    }
}
