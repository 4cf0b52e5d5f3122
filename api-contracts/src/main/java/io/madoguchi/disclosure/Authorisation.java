package io.madoguchi.disclosure;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.madoguchi.school.SchoolCode;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A document of the city that says who may receive which fields (R3): the council's authorisation of an outsourcing, an
 * amendment of one, or the library's own regulation. A change of what is allowed is a change of such a document.
 *
 * @param contract the contract whose accounts it serves (R14); none in a regulation
 * @param amends the document it adds to
 * @param schools where it holds; empty for all schools
 * @param specialProvisions the version of the 特記事項 tied to the contract (R20)
 */
public record Authorisation(
        String id,
        String title,
        @Nullable String council,
        @Nullable LocalDate councilDate,
        String basis,
        @Nullable String contractor,
        @Nullable String contract,
        @Nullable String amends,
        @Nullable String specialProvisions,
        @JsonProperty("inForce") Period inForce,
        Set<SchoolCode> schools,
        List<Clause> clauses) {

    public Authorisation {
        schools = schools == null ? Set.of() : Set.copyOf(schools);
        clauses = List.copyOf(clauses);
        for (Clause clause : clauses) {
            clause.refuseWhenItMixesDutyAndRole(contract != null);
        }
    }

    boolean holdsAt(SchoolCode school) {
        return schools.isEmpty() || schools.contains(school);
    }

    /** How far a clause reaches. */
    public enum Reach {
        ASSIGNED_SCHOOLS,
        ALL_SCHOOLS,
        SELF
    }

    /**
     * Fields for a duty (contractors) or for a role (everybody else), at the schools in reach.
     *
     * @param operational patron id, category and results of acts: not among the council's items, recorded like them
     */
    public record Clause(
            String id,
            @Nullable Duty duty,
            @Nullable Role role,
            Reach reach,
            Set<PatronCategory> categories,
            Set<Field> fields,
            Set<Field> operational) {

        public Clause {
            reach = reach == null ? Reach.ASSIGNED_SCHOOLS : reach;
            categories = Set.copyOf(categories);
            fields = fields == null ? Set.of() : Set.copyOf(fields);
            operational = operational == null ? Set.of() : Set.copyOf(operational);
        }

        boolean names(Field field) {
            return fields.contains(field) || operational.contains(field);
        }

        private void refuseWhenItMixesDutyAndRole(boolean outsourcing) {
            boolean forDuty = outsourcing && duty != null && role == null && reach == Reach.ASSIGNED_SCHOOLS;
            boolean forRole = !outsourcing && duty == null && role != null && !role.isContractor();
            if (!forDuty && !forRole) {
                throw new IllegalArgumentException(
                        "clause " + id
                                + ": an outsourcing names a duty at assigned schools, a regulation names a role that is not the contractor's");
            }
        }
    }
}
