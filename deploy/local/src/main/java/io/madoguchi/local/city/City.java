package io.madoguchi.local.city;

import io.madoguchi.local.city.SampleSchool.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The sample cities by size. All but the smallest begin with the 40 schools of {@link #SHINJUKU}, byte for byte; in each the
 * schools of the sample accounts are the first ones, with the same codes, cards and barcodes.
 */
public enum City {
    /**
     * A hundredth of Shinjuku: the three elementary schools of the sample accounts and one junior high school, so that all
     * categories of patrons are there. Each has just enough pupils for those who are kept for trials.
     */
    SMALL(new Totals(4, 99, 16, 2_048, 3_000, 40), 0) {
        @Override
        List<SampleSchool> makeSchools() {
            int[] pupils = {27, 24, 24, 24};
            List<SampleSchool> schools = new ArrayList<>();
            for (int number = 1; number <= pupils.length; number++) {
                Level level = number == 4 ? Level.JUNIOR_HIGH : Level.ELEMENTARY;
                schools.add(SampleSchool.of(number, level, pupils[number - 1], 4));
            }
            return SampleSchool.stocked(schools, totals());
        }
    },
    /** The city of the requirements: 40 schools with the seed's own headcounts (R1, R11). */
    SHINJUKU(
            new Totals(
                    40,
                    SampleSchool.ELEMENTARY_PUPILS + SampleSchool.JUNIOR_HIGH_STUDENTS,
                    SampleSchool.STAFF,
                    204_800,
                    300_000,
                    4_000),
            0) {
        @Override
        List<SampleSchool> makeSchools() {
            return SampleSchool.stocked(SampleSchool.shinjuku(), totals());
        }
    },
    /** A tenth of Japan's public elementary and junior high schools. */
    JAPAN10(2_870, 910_000, 10_000_000),
    JAPAN(28_700, 9_100_000, 100_000_000);

    private static final int ITEMS_PER_PATRON = 10;

    private final Totals totals;
    private final long accessRecords;
    private List<SampleSchool> schools = List.of();

    City(Totals totals, long accessRecords) {
        this.totals = totals;
        this.accessRecords = accessRecords;
    }

    /** Loans and staff in Shinjuku's proportion. */
    City(int schools, int patrons, long accessRecords) {
        this(Totals.inProportion(schools, patrons, patrons * ITEMS_PER_PATRON), accessRecords);
    }

    /**
     * What a city has of everything.
     *
     * @param staff beside the pupils; those who have departed are counted with neither
     */
    public record Totals(int schools, int pupils, int staff, int items, int pastLoans, int openLoans) {
        private static Totals inProportion(int schools, int patrons, int items) {
            long of = (long) SampleSchool.ELEMENTARY_PUPILS + SampleSchool.JUNIOR_HIGH_STUDENTS + SampleSchool.STAFF;
            int staff = (int) (patrons * (long) SampleSchool.STAFF / of);
            return new Totals(schools, patrons - staff, staff, items, (int) (patrons * 300_000L / of), (int)
                    (patrons * 4_000L / of));
        }

        /** Pupils and staff who have not departed. */
        public int patrons() {
            return pupils + staff;
        }

        Totals minus(Totals other) {
            return new Totals(
                    schools - other.schools,
                    pupils - other.pupils,
                    staff - other.staff,
                    items - other.items,
                    pastLoans - other.pastLoans,
                    openLoans - other.openLoans);
        }
    }

    public Totals totals() {
        return totals;
    }

    /** How many access records its trail begins with. */
    public long accessRecords() {
        return accessRecords;
    }

    /** Whether loading takes minutes, so that the tables are filled without their indexes and before anybody reads them. */
    public boolean isBig() {
        return totals.schools > SHINJUKU.totals.schools;
    }

    /** In the order of their numbers. Made at the first question. */
    public synchronized List<SampleSchool> schools() {
        if (schools.isEmpty()) {
            schools = makeSchools();
        }
        return schools;
    }

    /** By number, from 1. */
    public SampleSchool school(int number) {
        return schools().get(number - 1);
    }

    List<SampleSchool> makeSchools() {
        List<SampleSchool> first = SHINJUKU.schools();
        Totals more = totals.minus(SHINJUKU.totals);
        List<SampleSchool> others = SampleSchool.others(first.size() + 1, totals.schools, more.pupils(), more.staff());
        return Stream.concat(first.stream(), SampleSchool.stocked(others, more).stream())
                .toList();
    }

    /** As it is chosen, such as {@code japan10}. */
    public String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The city of this title, if there is one. */
    public static Optional<City> named(String title) {
        return Stream.of(values()).filter(city -> city.title().equals(title)).findFirst();
    }
}
