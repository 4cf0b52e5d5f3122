package io.madoguchi.local.city;

import io.madoguchi.disclosure.PatronCategory;

/**
 * What a school lends to a category of patrons. School 1 has the city's ordinary figures; others differ a little.
 *
 * @param limit open loans at a time
 * @param days from check-out to the due date
 * @param renewals of one loan
 */
public record LendingPolicy(int limit, int days, int renewals) {

    static LendingPolicy of(SampleSchool school, PatronCategory category) {
        LendingPolicy ordinary =
                switch (category) {
                    case ELEMENTARY_PUPIL -> new LendingPolicy(3, 14, 1);
                    case JUNIOR_HIGH_STUDENT -> new LendingPolicy(5, 14, 1);
                    case STAFF -> new LendingPolicy(10, 28, 2);
                };
        return school.number() == 1 ? ordinary : ordinary.varied(school, category);
    }

    private LendingPolicy varied(SampleSchool school, PatronCategory category) {
        Seeded random = Seeded.of("lending policy " + category, school.number());
        int otherLimit = random.chance(0.25) ? limit + random.between(-1, 1) : limit;
        int otherDays = random.chance(0.25) ? days - 7 : days;
        int otherRenewals = random.chance(0.15) ? renewals - 1 : renewals;
        return new LendingPolicy(otherLimit, otherDays, otherRenewals);
    }
}
