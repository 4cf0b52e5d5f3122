package io.madoguchi.disclosure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.madoguchi.school.SchoolCode;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The words that the rule is made of, one by one, against the hand-written tables. */
class RuleWordsTest {
    private static final SchoolCode HERE = Setting.HERE;
    private static final LocalDate DAY = Setting.TODAY;

    @Test
    void theFourteenDutiesHaveTheWordsOfTheReportAndFourHaveAScope() {
        List<Row> duties = Row.of("duties");
        assertThat(duties).extracting(row -> row.text(0)).containsExactlyInAnyOrderElementsOf(names(Duty.values()));
        for (Row row : duties) {
            Duty duty = Duty.named(row.text(0)).orElseThrow();
            assertThat(duty.name()).isEqualTo(row.text(0));
            assertThat(duty.japanese()).isEqualTo(row.text(1));
            assertThat(duty.scope()).isEqualTo(Optional.of(row.text(2)).filter(scope -> !scope.isEmpty()));
        }
        assertThat(Duty.named("CASHIER")).isEmpty();
        assertThat(Duty.named("counter")).isEmpty();
    }

    @Test
    void anActNeedsAndOpensWhatTheTableSays() {
        List<Row> acts = Row.of("acts");
        assertThat(acts).extracting(row -> row.text(0)).containsExactlyInAnyOrderElementsOf(names(Act.values()));
        for (Row row : acts) {
            Act act = Act.valueOf(row.text(0));
            assertThat(act.needed().apiName()).isEqualTo(row.text(1));
            assertThat(act.opens().stream().map(Field::apiName))
                    .containsExactlyInAnyOrderElementsOf(Stream.concat(row.words(1).stream(), row.words(2).stream())
                            .toList());
            assertThat(act.isForADuty()).isEqualTo(row.cells().size() == 3);
        }
    }

    @Test
    void aFieldIsOpenedByEachOfItsScopesAndByNoneBesides() {
        Set<String> scopes = Stream.of("scopes", "applications")
                .flatMap(table -> Row.of(table).stream())
                .flatMap(row -> row.words(1).stream())
                .collect(Collectors.toSet());
        List<Row> fields =
                Row.of("scopes").stream().filter(row -> !row.isEmpty(0)).toList();
        assertThat(fields).hasSize(Field.values().length);
        for (Row row : fields) {
            Field field = Field.named(row.text(0));
            assertThat(field.apiName()).isEqualTo(row.text(0));
            assertThat(Field.fromString(row.text(0))).isSameAs(field);
            assertThat(field.scopes()).isEqualTo(row.words(1));
            for (String scope : scopes) {
                assertThat(field.isOpenedBy(Set.of(scope)))
                        .as("%s by %s", field, scope)
                        .isEqualTo(row.words(1).contains(scope));
            }
            assertThat(field.isOpenedBy(Set.of())).isFalse();
        }
        assertThatThrownBy(() -> Field.named("address")).hasMessage("unknown field");
    }

    @Test
    void threeRolesAreTheContractorsAndTwoOfThemHandlers() {
        assertThat(Role.values())
                .filteredOn(Role::isContractor)
                .containsExactly(Role.LIBRARY_SUPPORT_STAFF, Role.LIBRARY_UTILIZATION_PROMOTER, Role.HANDLING_MANAGER);
        assertThat(Role.values())
                .filteredOn(Role::isHandler)
                .containsExactly(Role.LIBRARY_SUPPORT_STAFF, Role.LIBRARY_UTILIZATION_PROMOTER);
        assertThat(Role.values())
                .filteredOn(role -> caller(role).isHandler())
                .containsExactly(Role.LIBRARY_SUPPORT_STAFF, Role.LIBRARY_UTILIZATION_PROMOTER);
    }

    @Test
    void nobodyHasTheRoleOrTheContractThatAClauseLacks() {
        Caller caller = caller(Role.SCHOOL_LIBRARY_STAFF);
        assertThat(caller.is(Role.SCHOOL_LIBRARY_STAFF)).isTrue();
        assertThat(caller.is(Role.AUDITOR)).isFalse();
        assertThat(caller.is(null)).isFalse();
        assertThat(caller.worksUnder(null)).isFalse();
        assertThat(caller.worksUnder("school-library-support-2013")).isFalse();
    }

    @Test
    void aPeriodHasItsFirstAndItsLastDay() {
        Period june = new Period(LocalDate.of(2026, 6, 1), LocalDate.of(2026, 6, 30));
        assertThat(june.includes(LocalDate.of(2026, 5, 31))).isFalse();
        assertThat(june.includes(LocalDate.of(2026, 6, 1))).isTrue();
        assertThat(june.includes(LocalDate.of(2026, 6, 30))).isTrue();
        assertThat(june.includes(LocalDate.of(2026, 7, 1))).isFalse();
        assertThat(june.hasBegun(LocalDate.of(2026, 7, 1))).isTrue();
        assertThat(june.hasBegun(LocalDate.of(2026, 5, 31))).isFalse();
        assertThat(new Period(DAY, null).includes(DAY.plusYears(100))).isTrue();
    }

    @Test
    void thePeriodWithinTwoHasTheDaysOfBoth() {
        for (Period one : periods()) {
            for (Period other : periods()) {
                Period both = one.within(other);
                boolean anyDay = false;
                for (LocalDate day = DAY.minusDays(4); day.isBefore(DAY.plusDays(5)); day = day.plusDays(1)) {
                    boolean inBoth = one.includes(day) && other.includes(day);
                    assertThat(both.includes(day))
                            .as("%s in %s and %s", day, one, other)
                            .isEqualTo(inBoth);
                    anyDay |= inBoth;
                }
                assertThat(both.hasADay()).as("%s and %s", one, other).isEqualTo(anyDay);
            }
        }
    }

    /** With a first and a last day within three days of one day, or without a last. */
    private static List<Period> periods() {
        return IntStream.range(-2, 3)
                .boxed()
                .flatMap(from -> Stream.concat(
                        Stream.of(new Period(DAY.plusDays(from), null)),
                        IntStream.range(from, 3)
                                .mapToObj(until -> new Period(DAY.plusDays(from), DAY.plusDays(until)))))
                .toList();
    }

    @Test
    void aGrantCoversItsSchoolsAndCategoriesAndAPermitAddsGrantsUp() {
        Grant name = grant(Optional.of(Set.of(HERE)), Field.DISPLAY_NAME);
        assertThat(name.covers(HERE, PatronCategory.STAFF)).isTrue();
        assertThat(name.covers(HERE, PatronCategory.ELEMENTARY_PUPIL)).isFalse();
        assertThat(name.covers(Setting.ELSEWHERE, PatronCategory.STAFF)).isFalse();
        Grant reading = grant(Optional.empty(), Field.NAME_KANA);
        assertThat(reading.covers(Setting.ELSEWHERE, PatronCategory.STAFF)).isTrue();
        Permit permit = new Permit(Act.READ_PATRON, List.of(name, reading));
        Set<Field> both = EnumSet.of(Field.DISPLAY_NAME, Field.NAME_KANA);
        assertThat(permit.fields()).isEqualTo(both);
        assertThat(permit.fieldsOf(HERE, PatronCategory.STAFF)).isEqualTo(both);
        assertThat(permit.fieldsOf(HERE, PatronCategory.STAFF, UUID.randomUUID()))
                .isEqualTo(both);
        assertThat(permit.fieldsOf(Setting.ELSEWHERE, PatronCategory.STAFF))
                .as("without the name, no reading of it")
                .isEmpty();
    }

    private static Grant grant(Optional<Set<SchoolCode>> schools, Field field) {
        return new Grant(
                schools, Set.of(PatronCategory.STAFF), Optional.empty(), Set.of(field), new Citation("d", "c", "s"));
    }

    private static Caller caller(Role role) {
        return new Caller("a", "s", "c", Set.of(role), Set.of(), List.of(), null, null, null);
    }

    private static List<String> names(Enum<?>[] values) {
        return Stream.of(values).map(Enum::name).toList();
    }
}
