package io.madoguchi.journal;

import io.madoguchi.api.trail.AccessRecord.Disclosed;
import io.madoguchi.api.trail.AccessRecord.Result;
import io.madoguchi.api.trail.Inquiry;
import io.madoguchi.caller.CurrentAttempt.Attempt;
import io.madoguchi.disclosure.Act;
import io.madoguchi.disclosure.Citation;
import io.madoguchi.disclosure.Field;
import io.madoguchi.disclosure.PatronCategory;
import io.madoguchi.disclosure.Permit;
import io.madoguchi.problem.ProblemCode;
import io.madoguchi.school.SchoolCode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is about to be put on record: what was tried, where, and what the answer will disclose of whom. Takes ids and field
 * names only.
 */
public final class Access {
    /** The reason on record where the answer only says that nobody was found. */
    public static final String NOT_VISIBLE = "not-visible";

    /** The trail takes no more in one part of a record. */
    private static final int PATRONS_IN_A_PART = 10_000;

    private final @Nullable Act act;
    private final @Nullable Permit permit;
    private final @Nullable SchoolCode school;
    private final List<Disclosed> disclosed = new ArrayList<>();
    private Result result = Result.PERMITTED;
    private int status = 200;
    private @Nullable String reason;
    private @Nullable UUID requested;
    private @Nullable Inquiry inquiry;

    private Access(@Nullable Act act, @Nullable Permit permit, @Nullable SchoolCode school) {
        this.act = act;
        this.permit = permit;
        this.school = school;
    }

    /** An access that the rule permits. */
    public static Access under(Permit permit, @Nullable SchoolCode school) {
        return new Access(permit.act(), permit, school);
    }

    /** A request that was refused before any permit. */
    static Access refusedAtTheDoor(ProblemCode code, Attempt attempt) {
        return new Access(attempt.act(), null, attempt.school())
                .requested(attempt.patron())
                .refused(code);
    }

    /**
     * Fields of these patrons leave with the answer; the clauses that open them are cited. Where no field leaves, nothing is
     * disclosed.
     *
     * @param category of all these patrons; null where it is not known, and is not looked up for the record's sake
     */
    public Access disclosing(Set<Field> fields, @Nullable PatronCategory category, Collection<UUID> patrons) {
        if (permit == null) {
            throw new IllegalStateException("nothing is disclosed without a permit");
        }
        if (fields.isEmpty()) {
            return this;
        }
        List<Citation> clauses = permit.grants().stream()
                .filter(grant -> !Collections.disjoint(grant.fields(), fields))
                .filter(grant -> category == null || school == null || grant.covers(school, category))
                .map(grant -> grant.citation())
                .distinct()
                .toList();
        List<UUID> all = List.copyOf(patrons);
        // At least one part: an answer that names nobody still says that there is nobody.
        for (int from = 0; from == 0 || from < all.size(); from += PATRONS_IN_A_PART) {
            List<UUID> part = all.subList(from, Math.min(from + PATRONS_IN_A_PART, all.size()));
            disclosed.add(new Disclosed(category, fields, part, clauses));
        }
        return this;
    }

    /** The answer's HTTP status, where it is not 200. */
    public Access answered(int httpStatus) {
        status = httpStatus;
        return this;
    }

    public Access refused(ProblemCode code) {
        return refused(code, code.code());
    }

    /** Refused with this code, for a reason that the answer does not tell. */
    public Access refused(ProblemCode code, String why) {
        result = Result.REFUSED;
        status = code.status();
        reason = why;
        return this;
    }

    /** The patron id that the request named. */
    public Access requested(@Nullable UUID patron) {
        requested = patron;
        return this;
    }

    /** Why somebody looked into the trail or an identity. */
    public Access inquiry(Inquiry why) {
        inquiry = why;
        return this;
    }

    @Nullable
    Act act() {
        return act;
    }

    @Nullable
    SchoolCode school() {
        return school;
    }

    List<Disclosed> disclosed() {
        return List.copyOf(disclosed);
    }

    Result result() {
        return result;
    }

    int status() {
        return status;
    }

    @Nullable
    String reason() {
        return reason;
    }

    @Nullable
    UUID requested() {
        return requested;
    }

    @Nullable
    Inquiry inquiry() {
        return inquiry;
    }
}
