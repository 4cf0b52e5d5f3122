package io.madoguchi.local.city;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.Collator;
import io.madoguchi.disclosure.PatronCategory;
import io.madoguchi.local.city.SampleSchool.Level;
import io.madoguchi.school.SchoolCode;
import io.madoguchi.text.FoldedText;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SampleCityTest {
    private static final List<SamplePatron> PATRONS = SampleCity.schools().stream()
            .flatMap(s -> SampleCity.patrons(s).stream())
            .toList();
    private static final List<SamplePatron> PRESENT =
            PATRONS.stream().filter(p -> !p.departed()).toList();

    @Test
    void has40SchoolsWithValidCodesAndPlausibleSizes() {
        assertThat(SampleCity.schools()).hasSize(40);
        assertThat(SampleCity.schools()).extracting(SampleSchool::code).doesNotHaveDuplicates();
        assertThat(SampleCity.schools()).extracting(SampleSchool::name).doesNotHaveDuplicates();
        assertThat(SampleCity.schools()).allSatisfy(school -> {
            assertThat(SchoolCode.isValid(school.code().value())).isTrue();
            assertThat(school.code().value()).matches("[BC]113219000[0-4][0-9][0-9]");
            assertThat(school.pupils()).isBetween(100, 800);
            assertThat(school.staff()).isBetween(12, 60);
            assertThat(school.level()).isEqualTo(school.number() <= 29 ? Level.ELEMENTARY : Level.JUNIOR_HIGH);
        });
    }

    @Test
    void hasTheHeadcountsOfR11() {
        Map<PatronCategory, Long> present = PRESENT.stream().collect(groupingBy(SamplePatron::category, counting()));
        assertThat(present)
                .isEqualTo(Map.of(
                        PatronCategory.ELEMENTARY_PUPIL,
                        7_834L,
                        PatronCategory.JUNIOR_HIGH_STUDENT,
                        2_812L,
                        PatronCategory.STAFF,
                        848L));
        assertThat(PATRONS).hasSize(11_494 + SampleCity.DEPARTED);
        assertThat(SampleCity.schools()).allSatisfy(school -> assertThat(SampleCity.patrons(school).stream()
                        .filter(SamplePatron::departed)
                        .map(SamplePatron::cardBarcode))
                .hasSize(5)
                .doesNotContainNull());
    }

    @Test
    void givesEveryPatronAnIdANumberAndACardOfTheirOwn() {
        assertThat(PATRONS).extracting(SamplePatron::id).doesNotHaveDuplicates();
        assertThat(PATRONS)
                .extracting(SamplePatron::id)
                .allMatch(id -> id.version() == 4)
                .allMatch(id -> id.variant() == 2);
        assertThat(PATRONS)
                .extracting(SamplePatron::patronNumber)
                .doesNotHaveDuplicates()
                .allMatch(n -> n.matches("[0-9]{8}"));
        assertThat(PATRONS)
                .extracting(SamplePatron::cardBarcode)
                .doesNotHaveDuplicates()
                .allMatch(c -> c.matches("P[0-9]{9}"))
                .allMatch(c -> hasCheckDigit(c.substring(1)));
    }

    @Test
    void writesNamesWithAHalfWidthSpaceAndReadingsInKatakana() {
        assertThat(PATRONS).allSatisfy(patron -> {
            assertThat(patron.displayName()).matches("[^ ]+ [^ ]+");
            assertThat(patron.nameKana()).matches("[ァ-ヶー]+ [ァ-ヶー]+");
            assertThat(FoldedText.of(patron.nameKana())).matches("[ぁ-ゖー]+");
        });
    }

    @Test
    void numbersEachClassInTheOrderOfReadingsAndGivesStaffNoClass() {
        Collator kana = People.kanaCollator();
        PRESENT.stream()
                .filter(p -> p.category() != PatronCategory.STAFF)
                .collect(groupingBy(p -> List.of(p.school(), p.grade(), p.homeClass())))
                .forEach((seat, members) -> {
                    assertThat(members).hasSizeBetween(10, 40);
                    assertThat(members)
                            .extracting(SamplePatron::attendanceNumber)
                            .containsExactlyElementsOf(Stream.iterate(1, i -> i + 1)
                                    .limit(members.size())
                                    .toList());
                    assertThat(members)
                            .isSortedAccordingTo(Comparator.comparing(SamplePatron::nameKana, kana::compare));
                });
        assertThat(PRESENT)
                .filteredOn(p -> p.category() == PatronCategory.ELEMENTARY_PUPIL)
                .allMatch(p -> p.grade() >= 1 && p.grade() <= 6);
        assertThat(PRESENT)
                .filteredOn(p -> p.category() == PatronCategory.JUNIOR_HIGH_STUDENT)
                .allMatch(p -> p.grade() >= 1 && p.grade() <= 3);
        assertThat(PATRONS)
                .filteredOn(p -> p.category() == PatronCategory.STAFF || p.departed())
                .allMatch(p -> p.grade() == null && p.homeClass() == null && p.attendanceNumber() == null);
    }

    @Test
    void hasNamesakesWithinASchoolAndOneNameTooCommonToSearchFor() {
        Map<String, Long> byName = PRESENT.stream()
                .filter(p -> p.school().equals(SampleCity.school(1).code()))
                .collect(groupingBy(SamplePatron::displayName, counting()));
        assertThat(byName).anySatisfy((name, count) -> assertThat(count).isGreaterThan(1));
        assertThat(byName.entrySet().stream()
                        .filter(e -> e.getKey().startsWith(SampleCity.TOO_COMMON_AT_SCHOOL_1))
                        .mapToLong(Map.Entry::getValue)
                        .sum())
                .isGreaterThan(20);
    }

    @Test
    void spellsNamesInAllTheWaysThatMakeSearchingHard() {
        assertThat(PRESENT.stream().map(p -> p.displayName().split(" ")[0]))
                .contains("高橋", "髙橋", "斎藤", "斉藤", "齋藤", "渡辺", "渡邉", "林", "森", "𠮷田", "グエン");
    }

    @Test
    void knowsItsPeopleAndBooksWithoutADatabase() {
        SamplePatron pupil1 = SampleCity.pupil(1, 0);
        assertThat(SampleCity.firstPupilOfSchool1()).isEqualTo(pupil1.id());
        assertThat(pupil1.category()).isEqualTo(PatronCategory.ELEMENTARY_PUPIL);
        assertThat(SampleCity.pupil(3, 0).school())
                .isEqualTo(SampleCity.school(3).code());
        assertThat(SampleCity.staff(1, 0).category()).isEqualTo(PatronCategory.STAFF);
        assertThat(SampleCity.staff(1, 0).departed()).isFalse();
        assertThat(SampleCity.departedPupil(1).departed()).isTrue();
        assertThat(SampleCity.departedPupil(1).category()).isEqualTo(PatronCategory.ELEMENTARY_PUPIL);
        assertThat(SampleCity.availableItemBarcode(1, 7))
                .isEqualTo(SampleCity.items(SampleCity.school(1)).get(7).barcode());
    }

    @Test
    void holdsMoreThan200000ItemsOfTensOfThousandsOfBooks() {
        Set<String> barcodes = new HashSet<>();
        Set<Object> ids = new HashSet<>();
        Set<Integer> works = new HashSet<>();
        int withdrawn = 0;
        for (SampleSchool school : SampleCity.schools()) {
            List<SampleItem> items = SampleCity.items(school);
            assertThat(items.subList(0, SampleCity.ITEMS_ON_SHELF)).noneMatch(SampleItem::withdrawn);
            assertThat(items.stream()
                            .collect(groupingBy(SampleItem::workNumber, counting()))
                            .values())
                    .anyMatch(copies -> copies > 1);
            assertThat(SampleCity.withdrawnItemBarcode(school.number())).isNotNull();
            for (SampleItem item : items) {
                barcodes.add(item.barcode());
                ids.add(item.id());
                works.add(item.workNumber());
                withdrawn += item.withdrawn() ? 1 : 0;
            }
        }
        assertThat(SampleCity.ITEMS).isGreaterThanOrEqualTo(200_000);
        assertThat(barcodes).hasSize(SampleCity.ITEMS).allMatch(barcode -> barcode.matches("B[0-9]{9}"));
        assertThat(ids).hasSize(SampleCity.ITEMS);
        assertThat(withdrawn).isBetween(2_000, 8_000);
        assertThat(works).hasSizeGreaterThan(30_000);
        assertThat(works.stream().map(number -> Catalogue.work(number).title()).distinct())
                .hasSizeGreaterThan(30_000);
    }

    @Test
    void classifiesEveryBookAndGivesItAValidIsbnOfItsOwn() {
        List<Work> works = Stream.iterate(0, i -> i + 1)
                .limit(Catalogue.BLOCK * Catalogue.BLOCKS)
                .map(Catalogue::work)
                .toList();
        assertThat(works).extracting(Work::isbn).doesNotHaveDuplicates();
        assertThat(works).allSatisfy(work -> {
            assertThat(work.isbn()).matches("9784[0-9]{9}");
            assertThat(hasCheckDigit(work.isbn())).isTrue();
            assertThat(work.ndc()).matches("[0-9]{3}(\\.[0-9])?");
            assertThat(work.callNumber()).matches(work.ndc().substring(0, 3) + "/[ァ-ヴ]");
            assertThat(work.title()).isNotBlank().doesNotContain("{");
        });
        assertThat(works.stream().map(Work::ndc).collect(groupingBy(identity(), counting())))
                .containsKeys("913", "913.6", "486", "933");
    }

    private static boolean hasCheckDigit(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            sum += (digits.charAt(digits.length() - 1 - i) - '0') * (i % 2 == 0 ? 1 : 3);
        }
        return sum % 10 == 0;
    }
}
