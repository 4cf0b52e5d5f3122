package io.madoguchi.disclosure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.madoguchi.disclosure.Authorisation.Annex;
import io.madoguchi.disclosure.Authorisation.Basis;
import io.madoguchi.disclosure.Authorisation.Clause;
import io.madoguchi.disclosure.Authorisation.Reach;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthorisationTest {
    private static final LocalDate DAY = LocalDate.of(2026, 6, 1);

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "contract, COUNTER, -,                            ASSIGNED_SCHOOLS, accepted",
                "contract, COUNTER, -,                            ALL_SCHOOLS,      refused",
                "contract, COUNTER, -,                            SELF,             refused",
                "contract, COUNTER, SCHOOL_LIBRARY_STAFF,         ASSIGNED_SCHOOLS, refused",
                "contract, -,       SCHOOL_LIBRARY_STAFF,         ASSIGNED_SCHOOLS, refused",
                "contract, -,       LIBRARY_SUPPORT_STAFF,        ASSIGNED_SCHOOLS, refused",
                "contract, -,       -,                            ASSIGNED_SCHOOLS, refused",
                "-,        -,       SCHOOL_LIBRARY_STAFF,         ASSIGNED_SCHOOLS, accepted",
                "-,        -,       DISTRICT_ADMIN,               ALL_SCHOOLS,      accepted",
                "-,        -,       PATRON,                       SELF,             accepted",
                "-,        -,       LIBRARY_SUPPORT_STAFF,        ASSIGNED_SCHOOLS, refused",
                "-,        -,       LIBRARY_UTILIZATION_PROMOTER, ASSIGNED_SCHOOLS, refused",
                "-,        -,       HANDLING_MANAGER,             ALL_SCHOOLS,      refused",
                "-,        -,       LIBRARY_SUPPORT_STAFF,        OWN_CONTRACT,     refused",
                "-,        -,       SCHOOL_LIBRARY_STAFF,         OWN_CONTRACT,     refused",
                "contract, -,       HANDLING_MANAGER,             OWN_CONTRACT,     refused",
                "contract, COUNTER, -,                            OWN_CONTRACT,     refused",
                "-,        COUNTER, SCHOOL_LIBRARY_STAFF,         ASSIGNED_SCHOOLS, refused",
                "-,        COUNTER, -,                            ASSIGNED_SCHOOLS, refused",
                "-,        -,       -,                            ASSIGNED_SCHOOLS, refused",
            })
    void anOutsourcingNamesDutiesAtAssignedSchoolsARegulationNamesOtherRoles(
            @Nullable String contract, @Nullable Duty duty, @Nullable Role role, Reach reach, String outcome) {
        Clause clause = clause(duty, role, reach, null);
        if (outcome.equals("accepted")) {
            assertThatCode(() -> document(contract, null, clause)).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> document(contract, null, clause))
                    .hasMessageContaining("an outsourcing names a duty");
        }
    }

    @Test
    void ofTheContractorOnlyTheManagerStandsInARegulationAndForNothingOfAPatron() {
        Clause numbers = clause(Role.HANDLING_MANAGER, Set.of(Field.CONTRACT_HANDLING));
        assertThat(document(null, null, numbers).clauses()).containsExactly(numbers);
        for (Set<Field> more : List.of(Set.of(Field.DISPLAY_NAME), Set.of(Field.CONTRACT_HANDLING, Field.PATRON_ID))) {
            assertThatThrownBy(() -> document(null, null, clause(Role.HANDLING_MANAGER, more)))
                    .hasMessageContaining("opens numbers of the handling and nothing else");
        }
    }

    private static Clause clause(Role role, Set<Field> fields) {
        return new Clause(
                "clause", null, role, Reach.OWN_CONTRACT, null, Set.of(PatronCategory.STAFF), Set.of(), fields);
    }

    @Test
    void aClassWindowGoesWithAssignedSchoolsOnly() {
        for (Reach reach : List.of(Reach.ALL_SCHOOLS, Reach.SELF)) {
            Clause beyond = clause(null, Role.SCHOOL_LIBRARY_STAFF, reach, Condition.CLASS_WINDOW);
            assertThatThrownBy(() -> document(null, null, beyond))
                    .hasMessageContaining("goes with assigned schools only");
        }
        Clause assigned = clause(null, Role.SCHOOL_LIBRARY_STAFF, Reach.ASSIGNED_SCHOOLS, Condition.CLASS_WINDOW);
        assertThat(document(null, null, assigned).clauses()).containsExactly(assigned);
    }

    @Test
    void aDutyIsOpenedOnlyWhereTheAnnexGivesItAwayIfItListsAny() {
        Clause counter = clause(Duty.COUNTER, null, Reach.ASSIGNED_SCHOOLS, null);
        assertThatThrownBy(() -> document("c", List.of(Duty.USER_DATA), counter))
                .hasMessageContaining("does not list its duty");
        assertThat(document("c", List.of(Duty.COUNTER), counter).annex().duties())
                .containsExactly(Duty.COUNTER);
        assertThat(document("c", List.of(), counter).annex().duties()).isEmpty();
        assertThat(document("c", null, counter).annex()).isEqualTo(Annex.NONE);
        Clause regulation = clause(null, Role.AUDITOR, Reach.ALL_SCHOOLS, null);
        assertThatCode(() -> document(null, List.of(Duty.USER_DATA), regulation))
                .doesNotThrowAnyException();
    }

    @Test
    void whatADocumentLeavesOutIsTheNarrowReading() {
        Clause clause = new Clause("c", Duty.COUNTER, null, null, null, Set.of(), null, null);
        assertThat(clause.reach()).isEqualTo(Reach.ASSIGNED_SCHOOLS);
        assertThat(clause.fields()).isEmpty();
        assertThat(clause.operational()).isEmpty();
        assertThat(clause.names(Field.DISPLAY_NAME)).isFalse();
        assertThat(document("c", null, clause).schools()).isEmpty();
    }

    @Test
    void aClauseNamesItsFieldsAndItsOperationalData() {
        Clause clause = new Clause(
                "c", Duty.COUNTER, null, null, null, Set.of(), Set.of(Field.DISPLAY_NAME), Set.of(Field.PATRON_ID));
        assertThat(Field.values()).filteredOn(clause::names).containsExactly(Field.PATRON_ID, Field.DISPLAY_NAME);
        assertThat(clause.everyField()).containsExactly(Field.PATRON_ID, Field.DISPLAY_NAME);
    }

    @Test
    void neitherADocumentNorABasisEndsBeforeItBegins() {
        assertThatThrownBy(() -> document(new Period(DAY, DAY.minusDays(1))))
                .hasMessageContaining("ends before it begins");
        assertThatThrownBy(() -> document(new Period(DAY, null), basis(DAY, DAY.minusDays(1))))
                .hasMessageContaining("ends before it begins");
        assertThatCode(() -> document(new Period(DAY, DAY), basis(DAY, DAY))).doesNotThrowAnyException();
    }

    @Test
    void onNoDayDoTwoBasesHold() {
        Basis may = basis(DAY.minusMonths(1), DAY.minusDays(1));
        Basis june = basis(DAY, null);
        Authorisation document = document(new Period(DAY, null), june, may);
        assertThat(document.basisOn(DAY)).contains(june);
        assertThat(document.basisOn(DAY.minusDays(1))).contains(may);
        assertThat(document.basisOn(DAY.minusMonths(1).minusDays(1))).isEmpty();
        assertThatThrownBy(() -> document(new Period(DAY, null), june, basis(DAY.minusMonths(1), DAY)))
                .hasMessageContaining("on 2026-06-01 two bases hold");
    }

    private static Clause clause(@Nullable Duty duty, @Nullable Role role, Reach reach, @Nullable Condition onlyWhile) {
        return new Clause("c", duty, role, reach, onlyWhile, Set.of(), Set.of(Field.DISPLAY_NAME), Set.of());
    }

    private static Basis basis(LocalDate from, @Nullable LocalDate until) {
        return new Basis("law", null, Basis.Kind.STATUTE, from, until);
    }

    private static Authorisation document(Period inForce, Basis... bases) {
        return new Authorisation(
                "d", 1, "t", null, null, List.of(bases), null, null, null, null, inForce, null, null, List.of());
    }

    private static Authorisation document(@Nullable String contract, @Nullable List<Duty> duties, Clause clause) {
        Annex annex = duties == null ? null : new Annex(null, null, null, null, null, duties, null, null);
        return new Authorisation(
                "d",
                1,
                "t",
                null,
                null,
                List.of(),
                null,
                contract,
                null,
                null,
                new Period(DAY, null),
                null,
                annex,
                List.of(clause));
    }
}
