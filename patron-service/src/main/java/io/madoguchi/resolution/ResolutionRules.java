package io.madoguchi.resolution;

import io.madoguchi.api.directory.IdentityResolution.State;
import io.madoguchi.problem.ProblemCode;
import io.madoguchi.resolution.ResolutionSettings.SecondPerson;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Who may take which step of resolving an identity, and when (R37). */
final class ResolutionRules {
    private ResolutionRules() {}

    /** {@code reason}: what the record says; it may say more than the answer. */
    record Obstacle(ProblemCode code, String reason) {
        Obstacle(ProblemCode code) {
            this(code, code.code());
        }
    }

    static Optional<Obstacle> refuseApproval(
            Asked asked, Person by, boolean nameFits, SecondPerson secondPerson, Instant now) {
        return refuseWhenItIsTheOneWhoAsked(asked, by)
                .or(() -> refuseWhenTheSecondPersonIsOfTheWrongOffice(asked, by, secondPerson))
                .or(() -> isApprovedBy(asked, by)
                        ? refuseUnless(Set.of(State.APPROVED), asked, now)
                        : refuseUnless(Set.of(State.REQUESTED), asked, now))
                .or(() -> refuseWhenTheNameDiffers(nameFits));
    }

    static Optional<Obstacle> refuseEnding(Asked asked, Person by, Instant now) {
        return isEndedBy(asked, by)
                ? Optional.empty()
                : refuseUnless(Set.of(State.REQUESTED, State.APPROVED), asked, now);
    }

    static Optional<Obstacle> refuseResult(Asked asked, Person by, boolean nameFits, Duration repeatable, Instant now) {
        return refuseWhenItIsNotTheOneWhoAsked(asked, by)
                .or(() -> refuseWhenNobodyHasApproved(asked, now))
                .or(() -> isRepeated(asked, repeatable, now)
                        ? Optional.empty()
                        : refuseUnless(Set.of(State.APPROVED), asked, now))
                .or(() -> refuseWhenTheNameDiffers(nameFits));
    }

    private static Optional<Obstacle> refuseWhenItIsTheOneWhoAsked(Asked asked, Person by) {
        return when(by.mayBe(asked.requestedBy()), new Obstacle(ProblemCode.SECOND_PERSON_REQUIRED, "same-person"));
    }

    private static Optional<Obstacle> refuseWhenTheSecondPersonIsOfTheWrongOffice(
            Asked asked, Person by, SecondPerson secondPerson) {
        Person first = asked.requestedBy();
        boolean fits =
                switch (secondPerson) {
                    case ONE_AUDITOR -> first.auditor() || by.auditor();
                    case OTHER_OFFICE -> (first.auditor() && by.district()) || (first.district() && by.auditor());
                };
        return when(!fits, new Obstacle(ProblemCode.SECOND_PERSON_REQUIRED, "wrong-office"));
    }

    private static Optional<Obstacle> refuseUnless(Set<State> open, Asked asked, Instant now) {
        State state = asked.stateAt(now);
        return when(
                !open.contains(state),
                new Obstacle(
                        ProblemCode.RESOLUTION_OVER,
                        "resolution-" + state.name().toLowerCase(Locale.ROOT)));
    }

    private static Optional<Obstacle> refuseWhenItIsNotTheOneWhoAsked(Asked asked, Person by) {
        return when(!by.is(asked.requestedBy()), new Obstacle(ProblemCode.NOT_AUTHORISED, "not-the-one-who-asked"));
    }

    private static Optional<Obstacle> refuseWhenNobodyHasApproved(Asked asked, Instant now) {
        return when(asked.stateAt(now) == State.REQUESTED, new Obstacle(ProblemCode.RESOLUTION_NOT_APPROVED));
    }

    private static Optional<Obstacle> refuseWhenTheNameDiffers(boolean nameFits) {
        return when(!nameFits, new Obstacle(ProblemCode.NAME_DIFFERS));
    }

    /** A step that is repeated, because its answer was lost, has the same answer. */
    private static boolean isApprovedBy(Asked asked, Person by) {
        return asked.state() == State.APPROVED && tookTheLastStep(asked, by);
    }

    static boolean isEndedBy(Asked asked, Person by) {
        return (asked.state() == State.REFUSED || asked.state() == State.WITHDRAWN) && tookTheLastStep(asked, by);
    }

    private static boolean tookTheLastStep(Asked asked, Person by) {
        return asked.decidedBy() != null && by.is(asked.decidedBy());
    }

    private static boolean isRepeated(Asked asked, Duration repeatable, Instant now) {
        return asked.resolvedAt() != null && now.isBefore(asked.resolvedAt().plus(repeatable));
    }

    private static Optional<Obstacle> when(boolean wrong, Obstacle obstacle) {
        return wrong ? Optional.of(obstacle) : Optional.empty();
    }
}
