package io.madoguchi.resolution;

import io.madoguchi.api.directory.IdentityResolution;
import io.madoguchi.api.directory.IdentityResolution.State;
import io.madoguchi.api.directory.IdentityResolutionRequest;
import io.madoguchi.caller.CurrentCaller;
import io.madoguchi.disclosure.Permit;
import io.madoguchi.journal.Access;
import io.madoguchi.journal.Journal;
import io.madoguchi.problem.Outcome;
import io.madoguchi.problem.ProblemCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes down what somebody asks to have resolved, and looks nobody up. */
@ApplicationScoped
class RequestResolution {
    private final CurrentCaller current;
    private final Resolutions resolutions;
    private final NameHash nameHash;
    private final ResolutionSettings settings;
    private final Journal journal;
    private final Clock clock;

    RequestResolution(
            CurrentCaller current,
            Resolutions resolutions,
            NameHash nameHash,
            ResolutionSettings settings,
            Journal journal,
            Clock clock) {
        this.current = current;
        this.resolutions = resolutions;
        this.nameHash = nameHash;
        this.settings = settings;
        this.journal = journal;
        this.clock = clock;
    }

    /** @param key with which a request whose answer was lost can be made again without becoming a second one */
    @Transactional
    Outcome<IdentityResolution> of(Permit permit, @Nullable String key, IdentityResolutionRequest request) {
        Asked asked = asked(request);
        if (resolutions.add(asked, key)) {
            return done(permit, asked);
        }
        Asked before = resolutions
                .withKey(asked.requestedBy(), Objects.requireNonNull(key))
                .orElseThrow();
        if (!isTheSame(before, request)) {
            journal.record(access(permit, asked).refused(ProblemCode.IDEMPOTENCY_KEY_REUSED));
            return new Outcome.Refused<>(ProblemCode.IDEMPOTENCY_KEY_REUSED);
        }
        return done(permit, before);
    }

    private Asked asked(IdentityResolutionRequest request) {
        UUID id = UUID.randomUUID();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return new Asked(
                id,
                nameHash.of(id, request.school(), request.displayName()),
                request.school(),
                request.patronId(),
                request.reason(),
                request.caseNumber(),
                Person.of(current.get()),
                now,
                now.plus(settings.expiresAfter()),
                State.REQUESTED,
                null,
                null,
                null);
    }

    private boolean isTheSame(Asked before, IdentityResolutionRequest request) {
        return Objects.equals(before.school(), request.school())
                && Objects.equals(before.patron(), request.patronId())
                && before.reason() == request.reason()
                && before.caseNumber().equals(request.caseNumber())
                && nameHash.fits(before, request.displayName());
    }

    private Outcome<IdentityResolution> done(Permit permit, Asked asked) {
        journal.record(access(permit, asked).answered(201));
        return new Outcome.Done<>(asked.view(clock.instant()));
    }

    private static Access access(Permit permit, Asked asked) {
        return Access.under(permit, asked.school()).requested(asked.patron()).inquiry(asked.inquiry());
    }
}
