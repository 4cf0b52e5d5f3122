package io.madoguchi.resolution;

import io.madoguchi.api.directory.IdentityResolution;
import io.madoguchi.api.directory.IdentityResolution.Kind;
import io.madoguchi.api.directory.IdentityResolution.State;
import io.madoguchi.api.trail.Inquiry;
import io.madoguchi.api.trail.InquiryReason;
import io.madoguchi.school.SchoolCode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request as it is kept. Its steps are taken here; whether somebody may take one is for {@link ResolutionRules}.
 *
 * @param nameHash of {@link NameHash}, where a name was given; otherwise {@code patron} is
 * @param decidedBy who took the last step between asking and resolving
 */
record Asked(
        UUID id,
        @Nullable String nameHash,
        @Nullable SchoolCode school,
        @Nullable UUID patron,
        InquiryReason reason,
        String caseNumber,
        Person requestedBy,
        Instant requestedAt,
        Instant expiresAt,
        State state,
        @Nullable Person decidedBy,
        @Nullable Instant decidedAt,
        @Nullable Instant resolvedAt) {

    Asked approved(Person by, Instant at) {
        return decided(State.APPROVED, by, at);
    }

    /** Who asked takes it back; anybody else refuses it. */
    Asked ended(Person by, Instant at) {
        return decided(by.mayBe(requestedBy) ? State.WITHDRAWN : State.REFUSED, by, at);
    }

    private Asked decided(State decision, Person by, Instant at) {
        return new Asked(
                id,
                nameHash,
                school,
                patron,
                reason,
                caseNumber,
                requestedBy,
                requestedAt,
                expiresAt,
                decision,
                by,
                at,
                null);
    }

    /** The moment of the first answer stays, so that repeating does not prolong itself. */
    Asked resolved(Instant at) {
        return new Asked(
                id,
                nameHash,
                school,
                patron,
                reason,
                caseNumber,
                requestedBy,
                requestedAt,
                expiresAt,
                State.RESOLVED,
                decidedBy,
                decidedAt,
                resolvedAt == null ? at : resolvedAt);
    }

    State stateAt(Instant now) {
        boolean waits = state == State.REQUESTED || state == State.APPROVED;
        return waits && !now.isBefore(expiresAt) ? State.EXPIRED : state;
    }

    /** What its records say of it; the second person from the approval on. */
    Inquiry inquiry() {
        Inquiry inquiry = Inquiry.of(reason, caseNumber);
        boolean approved = state == State.APPROVED || state == State.RESOLVED;
        return approved && decidedBy != null ? inquiry.approvedBy(decidedBy.account()) : inquiry;
    }

    IdentityResolution view(Instant now) {
        return new IdentityResolution(
                id,
                patron == null ? Kind.NAME_TO_ID : Kind.ID_TO_NAME,
                stateAt(now),
                reason,
                caseNumber,
                school,
                patron,
                requestedBy.account(),
                requestedAt,
                expiresAt,
                decidedBy == null ? null : decidedBy.account(),
                decidedAt,
                resolvedAt);
    }
}
