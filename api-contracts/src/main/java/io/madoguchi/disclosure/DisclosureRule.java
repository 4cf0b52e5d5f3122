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
import org.jspecify.annotations.Nullable;

/**
 * Decides what may be disclosed (R3, R6–R9, R15, R17, R19, R21, R23, R28); everything else obeys.
 *
 * <p>{@code allowed = scopes in the token ∩ duties in the token ∩ authorisation in force (duty × category → fields) ∩
 * schools assigned today}, empty by default. Pure: the same question has the same answer.
 */
public final class DisclosureRule {
    private DisclosureRule() {}

    /**
     * @param school the school at whose counter the caller acts; null where a person is asked for by id alone
     * @param declared the duty stated with the request; it can only narrow what the token allows
     */
    public static Decision decide(
            Caller caller,
            Act act,
            @Nullable SchoolCode school,
            @Nullable Duty declared,
            Authorisations documents,
            LocalDate today) {
        Optional<Refusal> refusal = caller.isContractor()
                ? refuseWhenNotDesignated(caller, today)
                        .or(() -> refuseWhenContractIsNotInForce(caller, today))
                        .or(() -> refuseWhenDutyIsNotStated(declared))
                        .or(() -> refuseWhenDutyIsNotInTheToken(caller, declared))
                : Optional.empty();
        return refusal.<Decision>map(Decision.Refused::new)
                .orElseGet(() -> weigh(caller, act, school, declared, documents, today));
    }

    private static Optional<Refusal> refuseWhenNotDesignated(Caller caller, LocalDate today) {
        return inForce(caller.designation(), today) ? Optional.empty() : Optional.of(NOT_DESIGNATED);
    }

    private static Optional<Refusal> refuseWhenContractIsNotInForce(Caller caller, LocalDate today) {
        return inForce(caller.contract(), today) ? Optional.empty() : Optional.of(CONTRACT_NOT_IN_FORCE);
    }

    private static Optional<Refusal> refuseWhenDutyIsNotStated(@Nullable Duty declared) {
        return declared != null ? Optional.empty() : Optional.of(DUTY_REQUIRED);
    }

    private static Optional<Refusal> refuseWhenDutyIsNotInTheToken(Caller caller, @Nullable Duty declared) {
        return declared != null && caller.holds(declared) ? Optional.empty() : Optional.of(DUTY_NOT_GRANTED);
    }

    private static Decision weigh(
            Caller caller,
            Act act,
            @Nullable SchoolCode school,
            @Nullable Duty declared,
            Authorisations documents,
            LocalDate today) {
        List<Grant> grants = new ArrayList<>();
        boolean onlyTheSchoolWasWrong = false;
        for (Authorisations.Document document : documents.inForce(today)) {
            for (Clause clause : document.text().clauses()) {
                Set<Field> fields = fieldsLeft(clause, act, caller.scopes());
                if (!speaksOf(caller, declared, document.text(), clause) || fields.isEmpty()) {
                    continue;
                }
                Optional<Set<SchoolCode>> schools = schoolsInReach(caller, clause, document.text(), school, today);
                if (schools.map(Set::isEmpty).orElse(false)) {
                    onlyTheSchoolWasWrong |= fields.contains(act.needed());
                    continue;
                }
                Optional<UUID> self =
                        clause.reach() == Reach.SELF ? Optional.ofNullable(caller.patron()) : Optional.empty();
                grants.add(new Grant(schools, clause.categories(), self, fields, document.cite(clause)));
            }
        }
        if (grants.stream().noneMatch(grant -> grant.fields().contains(act.needed()))) {
            return new Decision.Refused(onlyTheSchoolWasWrong ? SCHOOL_NOT_ASSIGNED : NOT_AUTHORISED);
        }
        return new Decision.Permitted(new Permit(act, List.copyOf(grants)));
    }

    private static boolean speaksOf(Caller caller, @Nullable Duty declared, Authorisation document, Clause clause) {
        if (caller.isContractor()) {
            return caller.roles().stream().anyMatch(Role::isHandler)
                    && clause.duty() != null
                    && clause.duty() == declared
                    && caller.contract() != null
                    && caller.contract().id().equals(document.contract());
        }
        return clause.role() != null
                && caller.roles().contains(clause.role())
                && (clause.reach() != Reach.SELF || caller.patron() != null);
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
            Caller caller, Clause clause, Authorisation document, @Nullable SchoolCode school, LocalDate today) {
        if (clause.reach() != Reach.ASSIGNED_SCHOOLS) {
            return school == null ? Optional.empty() : Optional.of(Set.of(school));
        }
        return Optional.of(caller.schoolsAssigned(today).stream()
                .filter(assigned -> school == null || assigned.equals(school))
                .filter(document::holdsAt)
                .collect(Collectors.toUnmodifiableSet()));
    }

    private static boolean inForce(@Nullable Engagement engagement, LocalDate today) {
        return engagement != null && engagement.period().includes(today);
    }
}
