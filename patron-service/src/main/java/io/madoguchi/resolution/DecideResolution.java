package io.madoguchi.resolution;

import io.madoguchi.api.directory.IdentityResolution;
import io.madoguchi.api.directory.RepeatedName;
import io.madoguchi.caller.CurrentCaller;
import io.madoguchi.disclosure.Permit;
import io.madoguchi.journal.Access;
import io.madoguchi.journal.Journal;
import io.madoguchi.problem.Outcome;
import io.madoguchi.problem.ProblemCode;
import io.madoguchi.resolution.ResolutionRules.Obstacle;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What the second person says to a request, with its record in one transaction. */
@ApplicationScoped
class DecideResolution {
    private final CurrentCaller current;
    private final Resolutions resolutions;
    private final NameHash nameHash;
    private final ResolutionSettings settings;
    private final Journal journal;
    private final Clock clock;

    DecideResolution(
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

    @Transactional
    Outcome<IdentityResolution> approve(Permit permit, UUID id, RepeatedName name) {
        Optional<Asked> found = resolutions.locked(id);
        if (found.isEmpty()) {
            return notFound(permit);
        }
        Asked asked = found.get();
        Person by = Person.of(current.get());
        Instant now = now();
        Optional<Obstacle> obstacle = ResolutionRules.refuseApproval(
                asked, by, nameHash.fits(asked, name.displayName()), settings.secondPerson(), now);
        return obstacle.isPresent()
                ? refused(permit, asked, obstacle.get())
                : kept(
                        permit,
                        asked.state() == IdentityResolution.State.APPROVED ? asked : asked.approved(by, now),
                        now);
    }

    @Transactional
    Outcome<IdentityResolution> end(Permit permit, UUID id) {
        Optional<Asked> found = resolutions.locked(id);
        if (found.isEmpty()) {
            return notFound(permit);
        }
        Asked asked = found.get();
        Person by = Person.of(current.get());
        Instant now = now();
        Optional<Obstacle> obstacle = ResolutionRules.refuseEnding(asked, by, now);
        return obstacle.isPresent()
                ? refused(permit, asked, obstacle.get())
                : kept(permit, ResolutionRules.isEndedBy(asked, by) ? asked : asked.ended(by, now), now);
    }

    private Outcome<IdentityResolution> kept(Permit permit, Asked decided, Instant now) {
        resolutions.keep(decided);
        journal.record(ReadResolutions.disclosing(
                List.of(decided), Access.under(permit, decided.school()).inquiry(decided.inquiry())));
        return new Outcome.Done<>(decided.view(now));
    }

    private Outcome<IdentityResolution> refused(Permit permit, Asked asked, Obstacle obstacle) {
        journal.record(Access.under(permit, asked.school())
                .refused(obstacle.code(), obstacle.reason())
                .requested(asked.patron())
                .inquiry(asked.inquiry()));
        return new Outcome.Refused<>(obstacle.code());
    }

    private Outcome<IdentityResolution> notFound(Permit permit) {
        journal.record(Access.under(permit, null).refused(ProblemCode.RESOLUTION_NOT_FOUND));
        return new Outcome.Refused<>(ProblemCode.RESOLUTION_NOT_FOUND);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
