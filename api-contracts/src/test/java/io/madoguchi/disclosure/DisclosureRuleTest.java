package io.madoguchi.disclosure;

import static io.madoguchi.disclosure.Refusal.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.madoguchi.disclosure.DisclosureRule.Circumstances;
import io.madoguchi.school.SchoolCode;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DisclosureRuleTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 6, 1);
    private static final SchoolCode HERE = SchoolCode.ofTwelve("B11321900001");
    private static final SchoolCode ELSEWHERE = SchoolCode.ofTwelve("B11321900002");
    private static final UUID PATRON = UUID.randomUUID();
    private static final Period ALWAYS = new Period(LocalDate.of(2013, 4, 1), null);
    private static final SchoolDecisions WINDOW_OPEN = new SchoolDecisions(Set.of(HERE), Set.of());
    private static final Set<String> EVERY_SCOPE = Stream.concat(
                    Stream.of(
                            "patron.name:read",
                            "patron.profile:read",
                            "patron.class:read",
                            "patron.identity:resolve",
                            "school:decide",
                            "circulation:write",
                            "holdings:write",
                            "loan.history:read",
                            "loan.own:read",
                            "audit:read",
                            "audit.own:read",
                            "audit:append",
                            "roster:import",
                            "borrower:sync"),
                    Stream.of("duty:counter", "duty:user-data", "duty:learning-support", "duty:reading-guidance"))
            .collect(Collectors.toUnmodifiableSet());

    private final Map<String, Authorisations> documents = new HashMap<>();

    private Authorisations documents(String amendments) {
        return documents.computeIfAbsent(
                amendments,
                letters -> Authorisations.shipped(Stream.concat(
                                Stream.of("shiryo-71", "library-regulation"),
                                letters.toLowerCase().chars().mapToObj(letter -> "amendment-" + (char) letter))
                        .toArray(String[]::new)));
    }

    /** What some act opens, with every scope. Act by act, scope by scope, school by school and day by day: {@link EveryQuestionTest}. */
    @Test
    void whatPassesIsWhatTheTableSaysAndNothingElse() {
        int compared = 0;
        for (String documents : List.of("", "A", "B", "C", "D", "ABCD")) {
            for (Role role : Role.values()) {
                for (Duty duty : dutiesAndNone()) {
                    for (PatronCategory category : PatronCategory.values()) {
                        Set<Field> passes = passes(caller(role, EVERY_SCOPE), duty, category, documents(documents));
                        Set<Field> expected = expected(role, duty, documents, category);
                        for (Field field : Field.values()) {
                            assertThat(passes.contains(field))
                                    .as("%s %s %s %s under %s", role, duty, category, field, documents)
                                    .isEqualTo(expected.contains(field));
                            compared++;
                        }
                    }
                }
            }
        }
        assertThat(compared).isEqualTo(6 * 9 * 15 * 3 * Field.values().length);
    }

    @Test
    void withoutAnyScopeNothingPasses() {
        for (Role role : Role.values()) {
            for (Duty duty : dutiesAndNone()) {
                for (Act act : Act.values()) {
                    assertThat(decide(caller(role, Set.of()), act, HERE, duty, documents("ABCD")))
                            .isInstanceOf(Decision.Refused.class);
                }
            }
        }
    }

    @Test
    void theDeclaredDutyCanOnlyNarrowWhatTheTokenAllows() {
        Caller counterOnly = caller(
                Role.LIBRARY_SUPPORT_STAFF,
                Set.of("patron.name:read", "loan.history:read", "circulation:write", "duty:counter"));
        assertThat(why(counterOnly, Act.READ_LOAN_RECORDS, Duty.LEARNING_SUPPORT))
                .isEqualTo(DUTY_NOT_GRANTED);
        assertThat(why(counterOnly, Act.READ_LOAN_RECORDS, Duty.COUNTER)).isEqualTo(NOT_AUTHORISED);
        assertThat(why(counterOnly, Act.SEARCH_PATRONS, null)).isEqualTo(DUTY_REQUIRED);
        assertThat(why(counterOnly, Act.SEARCH_PATRONS, Duty.FIRST_RESPONSE)).isEqualTo(DUTY_NOT_GRANTED);
    }

    @Test
    void aHandlerSeesNothingBeforeAndAfterTheDesignationAndTheContract() {
        Caller handler = caller(Role.LIBRARY_SUPPORT_STAFF, EVERY_SCOPE);
        Period june = new Period(TODAY, TODAY);
        Period past = new Period(TODAY.minusYears(1), TODAY.minusDays(1));
        Period future = new Period(TODAY.plusDays(1), null);
        assertThat(why(with(handler, new Engagement("d", past), handler.contract()), Act.SEARCH_PATRONS, Duty.COUNTER))
                .isEqualTo(DESIGNATION_OVER);
        assertThat(why(
                        with(handler, new Engagement("d", future), handler.contract()),
                        Act.SEARCH_PATRONS,
                        Duty.COUNTER))
                .isEqualTo(DESIGNATION_NOT_BEGUN);
        assertThat(why(with(handler, null, handler.contract()), Act.SEARCH_PATRONS, Duty.COUNTER))
                .isEqualTo(NOT_DESIGNATED);
        for (Period over : List.of(past, future)) {
            Engagement contract = new Engagement("school-library-support-2013", over);
            assertThat(why(with(handler, handler.designation(), contract), Act.SEARCH_PATRONS, Duty.COUNTER))
                    .isEqualTo(over.equals(past) ? CONTRACT_OVER : CONTRACT_NOT_BEGUN);
        }
        assertThat(why(with(handler, handler.designation(), null), Act.SEARCH_PATRONS, Duty.COUNTER))
                .isEqualTo(CONTRACT_NOT_IN_FORCE);
        Engagement lastDay = new Engagement("school-library-support-2013", june);
        assertThat(decide(
                        with(handler, new Engagement("d", june), lastDay),
                        Act.SEARCH_PATRONS,
                        HERE,
                        Duty.COUNTER,
                        documents("")))
                .isInstanceOf(Decision.Permitted.class);
    }

    @Test
    void anotherContractsAccountFallsUnderNoClause() {
        Caller handler = caller(Role.LIBRARY_SUPPORT_STAFF, EVERY_SCOPE);
        Engagement other = new Engagement("another-contract", ALWAYS);
        assertThat(why(with(handler, handler.designation(), other), Act.SEARCH_PATRONS, Duty.COUNTER))
                .isEqualTo(NOT_AUTHORISED);
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"LIBRARY_SUPPORT_STAFF", "SCHOOL_LIBRARY_STAFF"})
    void onlyTheSchoolsAssignedTodayAreOpen(Role role) {
        Caller caller = caller(role, EVERY_SCOPE);
        assertThat(why(caller, Act.SEARCH_PATRONS, ELSEWHERE, Duty.COUNTER)).isEqualTo(SCHOOL_NOT_ASSIGNED);
        Caller formerly = assigned(caller, new Assignment(HERE, new Period(TODAY.minusYears(1), TODAY.minusDays(1))));
        assertThat(why(formerly, Act.SEARCH_PATRONS, HERE, Duty.COUNTER)).isEqualTo(ASSIGNMENT_OVER);
        Caller tomorrow = assigned(caller, new Assignment(HERE, new Period(TODAY.plusDays(1), null)));
        assertThat(why(tomorrow, Act.SEARCH_PATRONS, HERE, Duty.COUNTER)).isEqualTo(ASSIGNMENT_NOT_BEGUN);
        Permit permit = permit(caller, Act.READ_PATRON, null, Duty.COUNTER, documents(""));
        assertThat(permit.fieldsOf(HERE, PatronCategory.STAFF, PATRON)).isNotEmpty();
        assertThat(permit.fieldsOf(ELSEWHERE, PatronCategory.STAFF, PATRON)).isEmpty();
    }

    @Test
    void aClassWindowOpensOnlyWhereTheSchoolOpenedItAndForNobodyWithoutTheAmendment() {
        Caller handler = caller(Role.LIBRARY_SUPPORT_STAFF, EVERY_SCOPE);
        Set<Field> ofTheClass = Set.of(Field.GRADE, Field.HOME_CLASS, Field.ATTENDANCE_NUMBER);
        assertThat(opened(handler, Duty.COUNTER, "C", WINDOW_OPEN)).containsAll(ofTheClass);
        assertThat(opened(handler, Duty.COUNTER, "C", SchoolDecisions.NONE)).doesNotContainAnyElementsOf(ofTheClass);
        assertThat(opened(handler, Duty.COUNTER, "C", new SchoolDecisions(Set.of(ELSEWHERE), Set.of())))
                .doesNotContainAnyElementsOf(ofTheClass);
        assertThat(opened(handler, Duty.COUNTER, "", WINDOW_OPEN)).doesNotContainAnyElementsOf(ofTheClass);
    }

    @Test
    void whereASchoolHasSwitchedReadingGuidanceOffItsHandlersHaveNone() {
        Caller handler = caller(Role.LIBRARY_SUPPORT_STAFF, EVERY_SCOPE);
        SchoolDecisions off = new SchoolDecisions(Set.of(), Set.of(HERE));
        Circumstances now = new Circumstances(documents(""), off, TODAY);
        assertThat(DisclosureRule.decide(handler, Act.READ_LOAN_RECORDS, HERE, Duty.READING_GUIDANCE, now))
                .isEqualTo(new Decision.Refused(CLOSED_BY_SCHOOL));
        assertThat(DisclosureRule.decide(handler, Act.READ_LOAN_RECORDS, HERE, Duty.LEARNING_SUPPORT, now))
                .isInstanceOf(Decision.Permitted.class);
        SchoolDecisions offElsewhere = new SchoolDecisions(Set.of(), Set.of(ELSEWHERE));
        assertThat(DisclosureRule.decide(
                        handler,
                        Act.READ_LOAN_RECORDS,
                        HERE,
                        Duty.READING_GUIDANCE,
                        new Circumstances(documents(""), offElsewhere, TODAY)))
                .isInstanceOf(Decision.Permitted.class);
    }

    private Set<Field> opened(Caller caller, Duty duty, String amendments, SchoolDecisions decisions) {
        return DisclosureRule.decide(
                                caller,
                                Act.SEARCH_PATRONS,
                                HERE,
                                duty,
                                new Circumstances(documents(amendments), decisions, TODAY))
                        instanceof Decision.Permitted permitted
                ? permitted.permit().fieldsOf(HERE, PatronCategory.ELEMENTARY_PUPIL)
                : Set.of();
    }

    @Test
    void aPatronReadsWhatIsTheirOwnAndNobodyElses() {
        Permit permit =
                permit(caller(Role.PATRON, Set.of("loan.own:read")), Act.READ_OWN_LOANS, null, null, documents(""));
        assertThat(permit.fieldsOf(HERE, PatronCategory.ELEMENTARY_PUPIL, PATRON))
                .containsExactly(Field.OWN_LOAN_RECORDS);
        assertThat(permit.fieldsOf(HERE, PatronCategory.ELEMENTARY_PUPIL, UUID.randomUUID()))
                .isEmpty();
    }

    @Test
    void beforeTheDocumentIsInForceNothingIsOpen() {
        Caller handler = caller(Role.LIBRARY_SUPPORT_STAFF, EVERY_SCOPE);
        assertThat(searchOn(LocalDate.of(2013, 3, 31), handler)).isInstanceOf(Decision.Refused.class);
        assertThat(searchOn(LocalDate.of(2013, 4, 1), handler)).isInstanceOf(Decision.Permitted.class);
    }

    private Decision searchOn(LocalDate day, Caller caller) {
        Circumstances now = new Circumstances(documents(""), SchoolDecisions.NONE, day);
        return DisclosureRule.decide(caller, Act.SEARCH_PATRONS, HERE, Duty.COUNTER, now);
    }

    @Test
    void eachFieldIsCitedWithTheDocumentThatOpensIt() {
        Permit permit = permit(
                caller(Role.LIBRARY_SUPPORT_STAFF, EVERY_SCOPE),
                Act.SEARCH_PATRONS,
                HERE,
                Duty.COUNTER,
                documents("A"));
        assertThat(permit.grants())
                .extracting(grant -> grant.citation().document(), grant -> grant.fields())
                .containsExactlyInAnyOrder(
                        tuple("shiryo-71", Set.of(Field.PATRON_ID, Field.CATEGORY, Field.DISPLAY_NAME)),
                        tuple("amendment-a", Set.of(Field.NAME_KANA)));
        assertThat(permit.grants())
                .allSatisfy(grant -> assertThat(grant.citation().sha256()).matches("[0-9a-f]{64}"));
    }

    private static Set<Field> expected(Role role, @Nullable Duty duty, String documents, PatronCategory category) {
        return switch (role) {
            case LIBRARY_SUPPORT_STAFF, LIBRARY_UTILIZATION_PROMOTER ->
                WhatMayPass.to("duty " + (duty == null ? "none" : duty), documents, category);
            case HANDLING_MANAGER -> Set.of();
            default -> WhatMayPass.to("role " + role, documents, category);
        };
    }

    /** All fields that some act opens. */
    private static Set<Field> passes(
            Caller caller, @Nullable Duty duty, PatronCategory category, Authorisations documents) {
        Set<Field> fields = EnumSet.noneOf(Field.class);
        for (Act act : Act.values()) {
            if (decide(caller, act, HERE, duty, documents) instanceof Decision.Permitted permitted) {
                fields.addAll(permitted.permit().fieldsOf(HERE, category, PATRON));
            }
        }
        return fields;
    }

    private static Duty[] dutiesAndNone() {
        return Arrays.copyOf(Duty.values(), Duty.values().length + 1);
    }

    private static Decision decide(
            Caller caller, Act act, @Nullable SchoolCode school, @Nullable Duty duty, Authorisations documents) {
        return DisclosureRule.decide(caller, act, school, duty, new Circumstances(documents, WINDOW_OPEN, TODAY));
    }

    private static Permit permit(
            Caller caller, Act act, @Nullable SchoolCode school, @Nullable Duty duty, Authorisations documents) {
        return ((Decision.Permitted) decide(caller, act, school, duty, documents)).permit();
    }

    private Refusal why(Caller caller, Act act, @Nullable Duty duty) {
        return why(caller, act, HERE, duty);
    }

    private Refusal why(Caller caller, Act act, SchoolCode school, @Nullable Duty duty) {
        return ((Decision.Refused) decide(caller, act, school, duty, documents(""))).why();
    }

    private static Caller caller(Role role, Set<String> scopes) {
        return new Caller(
                "account",
                "subject",
                "client",
                Set.of(role),
                scopes,
                List.of(new Assignment(HERE, ALWAYS)),
                role.isContractor() ? new Engagement("designation-1", ALWAYS) : null,
                role.isContractor() ? new Engagement("school-library-support-2013", ALWAYS) : null,
                role == Role.PATRON ? PATRON : null);
    }

    private static Caller with(Caller c, @Nullable Engagement designation, @Nullable Engagement contract) {
        return new Caller(
                c.account(),
                c.subject(),
                c.client(),
                c.roles(),
                c.scopes(),
                c.assignments(),
                designation,
                contract,
                null);
    }

    private static Caller assigned(Caller c, Assignment... assignments) {
        return new Caller(
                c.account(),
                c.subject(),
                c.client(),
                c.roles(),
                c.scopes(),
                List.of(assignments),
                c.designation(),
                c.contract(),
                c.patron());
    }
}
