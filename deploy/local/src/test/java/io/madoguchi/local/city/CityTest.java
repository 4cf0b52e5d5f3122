package io.madoguchi.local.city;

import static org.assertj.core.api.Assertions.assertThat;

import io.madoguchi.disclosure.PatronCategory;
import io.madoguchi.local.city.City.Totals;
import io.madoguchi.school.SchoolCode;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CityTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);

    @ParameterizedTest
    @EnumSource
    void hasTheTotalsItSays(City city) {
        Totals totals = city.totals();
        assertThat(city.schools()).hasSize(totals.schools());
        assertThat(sum(city, SampleSchool::pupils)).isEqualTo(totals.pupils());
        assertThat(sum(city, SampleSchool::staff)).isEqualTo(totals.staff());
        assertThat(sum(city, SampleSchool::items)).isEqualTo(totals.items());
        assertThat(sum(city, SampleSchool::pastLoans)).isEqualTo(totals.pastLoans());
        assertThat(sum(city, SampleSchool::openLoans)).isEqualTo(totals.openLoans());
    }

    @Test
    void isAsLargeAsItsNamePromises() {
        assertThat(Stream.of(City.values()).map(City::totals).map(Totals::patrons))
                .containsExactly(115, 11_494, 910_000, 9_100_000);
        assertThat(Stream.of(City.values()).map(City::totals).map(Totals::schools))
                .containsExactly(4, 40, 2_870, 28_700);
        assertThat(Stream.of(City.values()).map(City::totals).map(Totals::items))
                .containsExactly(2_048, 204_800, 9_100_000, 91_000_000);
        assertThat(Stream.of(City.values()).map(City::accessRecords))
                .containsExactly(0L, 0L, 10_000_000L, 100_000_000L);
    }

    @ParameterizedTest
    @EnumSource
    void hasSchoolsWithValidCodesOfTheirOwnAndEnoughPupilsForTrials(City city) {
        assertThat(city.schools())
                .extracting(SampleSchool::code)
                .allMatch(code -> SchoolCode.isValid(code.value()))
                .doesNotHaveDuplicates();
        assertThat(city.schools()).extracting(SampleSchool::name).doesNotHaveDuplicates();
        assertThat(city.schools())
                .extracting(SampleSchool::number)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, city.totals().schools())
                                .boxed()
                                .toList());
        assertThat(city.schools())
                .allMatch(school -> school.pupils() > Readers.PUPIL_AT_LIMIT)
                .allMatch(school -> school.staff() > Readers.CLEAN_STAFF)
                .allMatch(school -> school.items() > 2 * Holdings.ON_SHELF)
                .allMatch(school -> People.count(school) < 3_000);
    }

    @ParameterizedTest
    @EnumSource
    void givesNoNumberCardOrBarcodeTwice(City city) {
        List<SampleSchool> some = sample(city);
        Set<String> numbers = new HashSet<>();
        Set<String> cards = new HashSet<>();
        Set<Object> ids = new HashSet<>();
        Set<String> barcodes = new HashSet<>();
        int patrons = 0;
        int items = 0;
        for (SampleSchool school : some) {
            for (SamplePatron patron : People.of(school)) {
                patrons++;
                numbers.add(patron.patronNumber());
                cards.add(patron.cardBarcode());
                ids.add(patron.id());
                assertThat(patron.cardBarcode()).matches("P[0-9]{9}");
            }
            for (SampleItem item : Holdings.of(school)) {
                items++;
                barcodes.add(item.barcode());
                ids.add(item.id());
                assertThat(item.barcode()).matches("B[0-9]{9,11}");
            }
        }
        assertThat(numbers).hasSize(patrons);
        assertThat(cards).hasSize(patrons);
        assertThat(barcodes).hasSize(items);
        assertThat(ids).hasSize(patrons + items);
    }

    @ParameterizedTest
    @EnumSource
    void hasThePeopleOfTheSampleAccountsAtItsFirstSchools(City city) {
        for (int number = 1; number <= 3; number++) {
            assertThat(city.school(number).code())
                    .isEqualTo(SampleCity.school(number).code());
        }
        SamplePatron first = People.of(city.school(1)).get(0);
        assertThat(first.id()).isEqualTo(SampleCity.firstPupilOfSchool1());
        assertThat(first.cardBarcode()).isEqualTo(SampleCity.pupil(1, 0).cardBarcode());
        assertThat(Holdings.first(1, city.school(1)).get(0).barcode()).isEqualTo(SampleCity.availableItemBarcode(1, 0));
    }

    @Test
    void allOfShinjukuIsInEveryLargerCity() {
        for (City city : List.of(City.JAPAN10, City.JAPAN)) {
            assertThat(city.schools().subList(0, 40)).isEqualTo(City.SHINJUKU.schools());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-20", "2026-04-09", "2026-08-25"})
    void theSmallCityIsWholeOnEveryDay(LocalDate today) {
        int past = 0;
        int open = 0;
        Set<PatronCategory> categories = new HashSet<>();
        for (SampleSchool school : City.SMALL.schools()) {
            People.of(school).forEach(patron -> categories.add(patron.category()));
            for (SampleLoan loan : LoanHistory.of(school, today)) {
                past += loan.returnedAt() == null ? 0 : 1;
                open += loan.returnedAt() == null ? 1 : 0;
            }
        }
        assertThat(past).isEqualTo(City.SMALL.totals().pastLoans());
        // Those who joined in the last days have borrowed nothing yet.
        assertThat(open).isBetween(20, City.SMALL.totals().openLoans());
        assertThat(categories).containsExactlyInAnyOrder(PatronCategory.values());
    }

    @Test
    void lendsInProportionAtTheSchoolsBeyondShinjuku() {
        for (int number : List.of(41, 1_500, 2_870)) {
            SampleSchool school = City.JAPAN10.school(number);
            assertThat(LoanHistory.of(school, TODAY)).hasSize(school.pastLoans() + school.openLoans());
        }
    }

    @Test
    void tellsAPersonsIdAndCategoryWithoutTheOthers() {
        for (SampleSchool school : List.of(SampleCity.school(1), SampleCity.school(40), City.JAPAN.school(28_700))) {
            List<SamplePatron> people = People.of(school);
            for (int i = 0; i < people.size(); i++) {
                assertThat(People.id(school, i)).isEqualTo(people.get(i).id());
                assertThat(People.category(school, i)).isEqualTo(people.get(i).category());
            }
        }
    }

    /** The first and last ones, and some between: neighbours would be the first to collide. */
    private static List<SampleSchool> sample(City city) {
        int last = city.totals().schools();
        return city.schools().stream()
                .filter(school -> school.number() <= 45
                        || school.number() > last - 5
                        || (school.number() >= 998 && school.number() <= 1_001)
                        || school.number() % 1_499 == 0)
                .toList();
    }

    private static int sum(City city, ToIntFunction<SampleSchool> of) {
        return city.schools().stream().mapToInt(of).sum();
    }
}
