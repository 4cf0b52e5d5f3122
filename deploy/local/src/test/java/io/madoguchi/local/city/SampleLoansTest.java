package io.madoguchi.local.city;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.madoguchi.disclosure.PatronCategory;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On an ordinary day, at both ends of a school year, on a leap day, and in the summer holidays. */
class SampleLoansTest {
    private static final ZoneId JAPAN = ZoneId.of("Asia/Tokyo");

    @ParameterizedTest
    @ValueSource(
            strings = {"2026-11-20", "2026-03-31", "2026-04-01", "2026-04-09", "2028-02-29", "2026-08-25", "2027-01-01"
            })
    void keepsEveryRuleOfLendingInEverySchool(LocalDate today) {
        int past = 0;
        int open = 0;
        int overdue = 0;
        int byStaff = 0;
        for (SampleSchool school : SampleCity.schools()) {
            List<SampleLoan> loans = SampleCity.loans(school, today).toList();
            Map<UUID, SamplePatron> patrons =
                    SampleCity.patrons(school).stream().collect(toMap(SamplePatron::id, identity()));
            Map<UUID, SampleItem> items = SampleCity.items(school).stream().collect(toMap(SampleItem::id, identity()));
            for (SampleLoan loan : loans) {
                assertKeepsPolicy(loan, school, patrons.get(loan.patronId()), today);
                if (loan.returnedAt() == null) {
                    open++;
                    overdue += loan.dueDate().isBefore(today) ? 1 : 0;
                    assertThat(items.get(loan.itemId()).withdrawn()).isFalse();
                    assertThat(patrons.get(loan.patronId()).departed()).isFalse();
                } else {
                    past++;
                    byStaff += patrons.get(loan.patronId()).category() == PatronCategory.STAFF ? 1 : 0;
                }
            }
            loans.stream().collect(groupingBy(SampleLoan::itemId)).values().forEach(SampleLoansTest::assertOneAtATime);
            loans.stream().collect(groupingBy(SampleLoan::patronId)).forEach((id, own) -> assertThat(mostAtATime(own))
                    .isLessThanOrEqualTo(
                            LendingPolicy.of(school, patrons.get(id).category()).limit()));
            assertTrialPeople(school, loans, today);
        }
        assertThat(past).isEqualTo(300_000);
        assertThat(open).isEqualTo(SampleCity.OPEN_LOANS);
        assertThat(overdue).isBetween(60, 600);
        assertThat(byStaff).isBetween(5_000, 60_000);
    }

    private static void assertKeepsPolicy(SampleLoan loan, SampleSchool school, SamplePatron patron, LocalDate today) {
        LendingPolicy policy = LendingPolicy.of(school, patron.category());
        LocalDate out = loan.checkedOutAt().atZone(JAPAN).toLocalDate();
        assertThat(loan.dueDate()).isEqualTo(out.plusDays((long) policy.days() * (1 + loan.renewals())));
        assertThat(loan.renewals()).isBetween(0, policy.renewals());
        assertThat(out).isBefore(today).isAfterOrEqualTo(today.minusYears(3));
        if (loan.returnedAt() != null) {
            assertThat(loan.returnedAt())
                    .isAfter(loan.checkedOutAt())
                    .isBefore(today.atStartOfDay(JAPAN).toInstant());
        }
    }

    private static void assertOneAtATime(List<SampleLoan> ofItem) {
        List<SampleLoan> inOrder = ofItem.stream()
                .sorted(Comparator.comparing(SampleLoan::checkedOutAt))
                .toList();
        for (int i = 1; i < inOrder.size(); i++) {
            assertThat(inOrder.get(i - 1).returnedAt())
                    .isNotNull()
                    .isBeforeOrEqualTo(inOrder.get(i).checkedOutAt());
        }
    }

    private static int mostAtATime(List<SampleLoan> loans) {
        record Change(Instant at, int by) {}
        List<Change> changes = loans.stream()
                .flatMap(loan -> Stream.of(
                        new Change(loan.checkedOutAt(), 1),
                        new Change(loan.returnedAt() == null ? Instant.MAX : loan.returnedAt(), -1)))
                .sorted(Comparator.comparing(Change::at).thenComparing(Change::by))
                .toList();
        int now = 0;
        int most = 0;
        for (Change change : changes) {
            now += change.by();
            most = Math.max(most, now);
        }
        return most;
    }

    private static void assertTrialPeople(SampleSchool school, List<SampleLoan> loans, LocalDate today) {
        Map<UUID, List<SampleLoan>> byPatron = loans.stream().collect(groupingBy(SampleLoan::patronId));
        List<SamplePatron> patrons = SampleCity.patrons(school);
        List<SamplePatron> clean = Stream.concat(
                        patrons.stream().limit(20),
                        patrons.stream().skip(school.pupils()).limit(3))
                .toList();
        assertThat(clean)
                .allSatisfy(patron ->
                        assertThat(byPatron.get(patron.id())).isNotEmpty().allMatch(loan -> loan.returnedAt() != null));
        if (school.number() == 1) {
            assertThat(byPatron.get(SampleCity.firstPupilOfSchool1())).hasSize(6);
        }
        assertThat(byPatron.get(patrons.get(20).id()))
                .filteredOn(loan -> loan.returnedAt() == null)
                .singleElement()
                .matches(loan -> loan.dueDate().isBefore(today));
        assertThat(byPatron.get(patrons.get(21).id()))
                .filteredOn(loan -> loan.returnedAt() == null)
                .hasSize(LendingPolicy.of(school, patrons.get(21).category()).limit())
                .noneMatch(loan -> loan.dueDate().isBefore(today));
        List<UUID> onShelf = SampleCity.items(school).stream()
                .limit(SampleCity.ITEMS_ON_SHELF)
                .map(SampleItem::id)
                .toList();
        assertThat(loans)
                .filteredOn(loan -> loan.returnedAt() == null)
                .extracting(SampleLoan::itemId)
                .doesNotContainAnyElementsOf(onShelf);
        assertThat(byPatron)
                .containsKey(SampleCity.departedPupil(school.number()).id());
    }
}
