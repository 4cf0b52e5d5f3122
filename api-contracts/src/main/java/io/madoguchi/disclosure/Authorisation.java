package io.madoguchi.disclosure;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.madoguchi.school.SchoolCode;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A document of the city that says who may receive which fields (R3): the council's authorisation of an outsourcing, an
 * amendment of one, or the library's own regulation. A change of what is allowed is a new version of such a document. What
 * each property means stands in {@code authorisation.schema.json}.
 *
 * @param bases the legal bases, one after the other
 * @param contract the contract whose accounts it serves (R14); none in a regulation
 * @param amends the document it adds to
 * @param schools where it holds; empty for all schools
 * @param specialProvisions the version of the 特記事項 tied to the contract (R20)
 */
public record Authorisation(
        String id,
        int version,
        String title,
        @Nullable String council,
        @Nullable LocalDate councilDate,
        List<Basis> bases,
        @Nullable String contractor,
        @Nullable String contract,
        @Nullable String amends,
        @Nullable String specialProvisions,
        @JsonProperty("inForce") Period inForce,
        Set<SchoolCode> schools,
        Annex annex,
        List<Clause> clauses) {

    public Authorisation {
        bases = List.copyOf(bases);
        schools = schools == null ? Set.of() : Set.copyOf(schools);
        annex = annex == null ? Annex.NONE : annex;
        clauses = List.copyOf(clauses);
        refuseWhenItEndsBeforeItBegins(inForce);
        refuseWhenBasesOverlap(bases);
        for (Clause clause : clauses) {
            clause.refuseWhenItMixesDutyAndRole(contract != null);
            clause.refuseWhenTheOwnContractOpensMoreThanNumbers();
            clause.refuseWhenSchoolsDecideBeyondTheAssignedOnes();
            clause.refuseWhenItsDutyIsNotGivenAway(annex.duties());
        }
    }

    /** The basis on which the document rests on a day. */
    public Optional<Basis> basisOn(LocalDate day) {
        return bases.stream().filter(basis -> basis.period().includes(day)).findFirst();
    }

    boolean holdsAt(SchoolCode school) {
        return schools.isEmpty() || schools.contains(school);
    }

    private static void refuseWhenItEndsBeforeItBegins(Period period) {
        if (period.until() != null && period.until().isBefore(period.from())) {
            throw new IllegalArgumentException("the period ends before it begins: " + period.from());
        }
    }

    private static void refuseWhenBasesOverlap(List<Basis> bases) {
        for (Basis basis : bases) {
            refuseWhenItEndsBeforeItBegins(basis.period());
            if (bases.stream()
                    .anyMatch(other -> other != basis && other.period().includes(basis.from()))) {
                throw new IllegalArgumentException(
                        "on " + basis.from() + " two bases hold: end the older one the day before");
            }
        }
    }

    /** What a document rests on, and from when until when; a law can take the place of another (R3). */
    public record Basis(String law, @Nullable String article, Kind kind, LocalDate from, @Nullable LocalDate until) {
        Period period() {
            return new Period(from, until);
        }

        /** What the basis asks of the city: 報告, 諮問, 承認 of the council; 法律; 所掌事務. */
        public enum Kind {
            NOTIFICATION,
            CONSULTATION,
            APPROVAL,
            STATUTE,
            OFFICE_RULE
        }
    }

    /** What the annex before the council (別紙) says besides (R12, R13, R16, R17). Decides nothing. */
    public record Annex(
            @Nullable String holdingOffice,
            @Nullable String responsibleOffice,
            @Nullable String registeredAs,
            List<String> media,
            @Nullable String purpose,
            List<Duty> duties,
            List<String> measuresOfTheCity,
            List<String> measuresOfTheContractor) {
        static final Annex NONE = new Annex(null, null, null, List.of(), null, List.of(), List.of(), List.of());

        public Annex {
            media = orNone(media);
            duties = orNone(duties);
            measuresOfTheCity = orNone(measuresOfTheCity);
            measuresOfTheContractor = orNone(measuresOfTheContractor);
        }

        private static <T> List<T> orNone(@Nullable List<T> list) {
            return list == null ? List.of() : List.copyOf(list);
        }
    }

    /** How far a clause reaches. */
    public enum Reach {
        ASSIGNED_SCHOOLS,
        ALL_SCHOOLS,
        SELF,
        /** All schools, of the contract that the account works under. */
        OWN_CONTRACT
    }

    /**
     * Fields for a duty (contractors) or for a role (everybody else), at the schools in reach.
     *
     * @param onlyWhile what must hold at a school besides; nothing in most clauses
     * @param operational patron id, category and results of acts: not among the council's items, recorded like them
     */
    public record Clause(
            String id,
            @Nullable Duty duty,
            @Nullable Role role,
            Reach reach,
            @Nullable Condition onlyWhile,
            Set<PatronCategory> categories,
            Set<Field> fields,
            Set<Field> operational) {

        public Clause {
            reach = reach == null ? Reach.ASSIGNED_SCHOOLS : reach;
            categories = Set.copyOf(categories);
            fields = fields == null ? Set.of() : Set.copyOf(fields);
            operational = operational == null ? Set.of() : Set.copyOf(operational);
        }

        /** What the council allowed and what goes with it. */
        public Set<Field> everyField() {
            Set<Field> every = EnumSet.noneOf(Field.class);
            every.addAll(fields);
            every.addAll(operational);
            return every;
        }

        boolean names(Field field) {
            return fields.contains(field) || operational.contains(field);
        }

        private void refuseWhenItMixesDutyAndRole(boolean outsourcing) {
            boolean forDuty = outsourcing && duty != null && role == null && reach == Reach.ASSIGNED_SCHOOLS;
            boolean forRole = !outsourcing
                    && duty == null
                    && role != null
                    && role.isContractor() == (reach == Reach.OWN_CONTRACT)
                    && !role.isHandler();
            if (!forDuty && !forRole) {
                throw new IllegalArgumentException(
                        "clause " + id
                                + ": an outsourcing names a duty at assigned schools, a regulation names a role that is not the contractor's, or the handling manager's for the own contract");
            }
        }

        private void refuseWhenTheOwnContractOpensMoreThanNumbers() {
            if (reach == Reach.OWN_CONTRACT && !everyField().equals(Set.of(Field.CONTRACT_HANDLING))) {
                throw new IllegalArgumentException(
                        "clause " + id + ": the own contract opens numbers of the handling and nothing else");
            }
        }

        private void refuseWhenSchoolsDecideBeyondTheAssignedOnes() {
            if (onlyWhile != null && reach != Reach.ASSIGNED_SCHOOLS) {
                throw new IllegalArgumentException(
                        "clause " + id + ": a condition that a school decides goes with assigned schools only");
            }
        }

        private void refuseWhenItsDutyIsNotGivenAway(List<Duty> givenAway) {
            if (duty != null && !givenAway.isEmpty() && !givenAway.contains(duty)) {
                throw new IllegalArgumentException("clause " + id + ": the annex does not list its duty");
            }
        }
    }
}
