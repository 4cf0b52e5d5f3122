package io.madoguchi.disclosure;

import static io.madoguchi.disclosure.Refusal.*;

import io.madoguchi.disclosure.Authorisation.Clause;
import io.madoguchi.disclosure.Authorisation.Reach;
import io.madoguchi.school.SchoolCode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides what may be disclosed (R3, R6–R9, R15, R17, R19, R21, R23, R28); everything else obeys.
 *
 * <p>{@code allowed = scopes in the token ∩ duties in the token ∩ authorisation in force (duty × category → fields) ∩
 * schools assigned today ∩ what the schools decided}, empty by default. Pure: the same question has the same answer.
 */
public final class DisclosureRule {
    private DisclosureRule() {}

    /** {@code today} is the city's day, by which periods begin and end; the decisions are as of now. */
    public record Circumstances(Authorisations documents, SchoolDecisions decisions, LocalDate today) {}

    /**
     * @param school the school at whose counter the caller acts; null where a person is asked for by id alone
     * @param declared the duty stated with the request; it can only narrow what the token allows
     */
    public static Decision decide(
            Caller caller, Act act, @Nullable SchoolCode school, @Nullable Duty declared, Circumstances now) {
        Optional<Refusal> refusal = caller.isContractor()
                ? refuseWhenNotDesignated(caller.designation(), now.today())
                        .or(() -> refuseWhenTheContractIsNotInForce(caller.contract(), now.today()))
                        .or(() -> act.isForADuty()
                                ? refuseWhenTheDutyIsNotStatedOrNotInTheToken(caller, declared)
                                : Optional.empty())
                : Optional.empty();
        return refusal.<Decision>map(Decision.Refused::new).orElseGet(() -> weigh(caller, act, school, declared, now));
    }

    private static Optional<Refusal> refuseWhenNotDesignated(@Nullable Engagement designation, LocalDate today) {
        return refuseUnlessInForce(designation, today, NOT_DESIGNATED, DESIGNATION_NOT_BEGUN, DESIGNATION_OVER);
    }

    private static Optional<Refusal> refuseWhenTheContractIsNotInForce(@Nullable Engagement contract, LocalDate today) {
        return refuseUnlessInForce(contract, today, CONTRACT_NOT_IN_FORCE, CONTRACT_NOT_BEGUN, CONTRACT_OVER);
    }

    private static Optional<Refusal> refuseUnlessInForce(
            @Nullable Engagement paper, LocalDate today, Refusal none, Refusal notBegun, Refusal over) {
        if (paper == null) {
            return Optional.of(none);
        }
        if (!paper.period().hasBegun(today)) {
            return Optional.of(notBegun);
        }
        return paper.period().includes(today) ? Optional.empty() : Optional.of(over);
    }

    private static Optional<Refusal> refuseWhenTheDutyIsNotStatedOrNotInTheToken(
            Caller caller, @Nullable Duty declared) {
        if (declared == null) {
            return Optional.of(DUTY_REQUIRED);
        }
        return caller.holds(declared) ? Optional.empty() : Optional.of(DUTY_NOT_GRANTED);
    }

    private static Decision weigh(
            Caller caller, Act act, @Nullable SchoolCode school, @Nullable Duty declared, Circumstances now) {
        List<Grant> grants = new ArrayList<>();
        Set<Refusal> obstacles = EnumSet.of(NOT_AUTHORISED);
        for (Authorisations.Document document : now.documents().inForce(now.today())) {
            for (Clause clause : document.text().clauses()) {
                if (!speaksOf(caller, declared, document.text(), clause, now)) {
                    continue;
                }
                Set<Field> fields = fieldsLeft(clause, act, caller.scopes());
                if (fields.isEmpty()) {
                    continue;
                }
                Optional<Set<SchoolCode>> schools = schoolsInReach(caller, clause, document.text(), school, now);
                if (schools.filter(Set::isEmpty).isEmpty()) {
                    grants.add(new Grant(
                            schools, clause.categories(), self(caller, clause), fields, document.cite(clause)));
                } else if (fields.contains(act.needed())) {
                    obstacles.add(whyNoSchoolIsInReach(caller, clause, document.text(), school, now.today()));
                }
            }
        }
        return grants.stream().anyMatch(grant -> grant.fields().contains(act.needed()))
                ? new Decision.Permitted(new Permit(act, List.copyOf(grants)))
                : new Decision.Refused(obstacles.iterator().next());
    }

    private static boolean speaksOf(
            Caller caller, @Nullable Duty declared, Authorisation document, Clause clause, Circumstances now) {
        if (clause.reach() == Reach.OWN_CONTRACT) {
            return caller.is(clause.role()) && isUnderAnOutsourcingInForce(caller, now);
        }
        if (caller.isContractor()) {
            return caller.isHandler() && caller.worksUnder(document.contract()) && clause.duty() == declared;
        }
        return caller.is(clause.role()) && (clause.reach() != Reach.SELF || caller.patron() != null);
    }

    /** A contract of which no document in force knows anything is nobody's own. */
    private static boolean isUnderAnOutsourcingInForce(Caller caller, Circumstances now) {
        return now.documents().inForce(now.today()).stream()
                .anyMatch(document -> caller.worksUnder(document.text().contract()));
    }

    private static Optional<UUID> self(Caller caller, Clause clause) {
        return clause.reach() == Reach.SELF ? Optional.ofNullable(caller.patron()) : Optional.empty();
    }

    private static Set<Field> fieldsLeft(Clause clause, Act act, Set<String> scopes) {
        Set<Field> left = EnumSet.noneOf(Field.class);
        for (Field field : act.opens()) {
            if (clause.names(field) && field.isOpenedBy(scopes)) {
                left.add(field);
            }
        }
        return left;
    }

    /** Empty optional: every school. Empty set: none. */
    private static Optional<Set<SchoolCode>> schoolsInReach(
            Caller caller, Clause clause, Authorisation document, @Nullable SchoolCode school, Circumstances now) {
        if (clause.reach() == Reach.ASSIGNED_SCHOOLS) {
            return Optional.of(assignedWhereItHolds(caller, document, school, now.today())
                    .filter(assigned -> now.decisions().allow(clause, assigned))
                    .collect(Collectors.toUnmodifiableSet()));
        }
        if (school != null) {
            return Optional.of(document.holdsAt(school) ? Set.of(school) : Set.of());
        }
        return Optional.of(document.schools()).filter(schools -> !schools.isEmpty());
    }

    private static Stream<SchoolCode> assignedWhereItHolds(
            Caller caller, Authorisation document, @Nullable SchoolCode school, LocalDate today) {
        return caller.schoolsAssigned(today).stream()
                .filter(assigned -> school == null || assigned.equals(school))
                .filter(document::holdsAt);
    }

    private static Refusal whyNoSchoolIsInReach(
            Caller caller, Clause clause, Authorisation document, @Nullable SchoolCode school, LocalDate today) {
        if (clause.reach() != Reach.ASSIGNED_SCHOOLS) {
            return NOT_AUTHORISED;
        }
        List<Period> assignments = caller.assignments().stream()
                .filter(assignment -> school == null || assignment.school().equals(school))
                .map(Assignment::period)
                .toList();
        if (assignments.isEmpty()) {
            return SCHOOL_NOT_ASSIGNED;
        }
        if (assignments.stream().noneMatch(period -> period.includes(today))) {
            return assignments.stream().allMatch(period -> period.hasBegun(today))
                    ? ASSIGNMENT_OVER
                    : ASSIGNMENT_NOT_BEGUN;
        }
        return assignedWhereItHolds(caller, document, school, today).findAny().isPresent()
                ? CLOSED_BY_SCHOOL
                : NOT_AUTHORISED;
    }
}
