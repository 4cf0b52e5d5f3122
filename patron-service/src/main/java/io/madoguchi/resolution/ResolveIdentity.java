package io.madoguchi.resolution;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.madoguchi.api.directory.RepeatedName;
import io.madoguchi.api.directory.ResolvedIdentities;
import io.madoguchi.api.directory.ResolvedIdentities.Identity;
import io.madoguchi.caller.CurrentCaller;
import io.madoguchi.disclosure.Field;
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
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** Resolves what was approved, uses the approval up and puts both persons on record, in one transaction. */
@ApplicationScoped
class ResolveIdentity {
    private static final int MOST = 20;
    private static final Set<Field> FIELDS = Set.of(Field.RESOLVED_IDENTITY);

    private final CurrentCaller current;
    private final Resolutions resolutions;
    private final NameHash nameHash;
    private final Identities identities;
    private final ResolutionSettings settings;
    private final Journal journal;
    private final Clock clock;

    ResolveIdentity(
            CurrentCaller current,
            Resolutions resolutions,
            NameHash nameHash,
            Identities identities,
            ResolutionSettings settings,
            Journal journal,
            Clock clock) {
        this.current = current;
        this.resolutions = resolutions;
        this.nameHash = nameHash;
        this.identities = identities;
        this.settings = settings;
        this.journal = journal;
        this.clock = clock;
    }

    @Transactional
    Outcome<ResolvedIdentities> of(Permit permit, UUID id, RepeatedName name) {
        Optional<Asked> found = resolutions.locked(id);
        if (found.isEmpty()) {
            journal.record(Access.under(permit, null).refused(ProblemCode.RESOLUTION_NOT_FOUND));
            return new Outcome.Refused<>(ProblemCode.RESOLUTION_NOT_FOUND);
        }
        Asked asked = found.get();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Optional<Obstacle> obstacle = ResolutionRules.refuseResult(
                asked,
                Person.of(current.get()),
                nameHash.fits(asked, name.displayName()),
                settings.repeatableFor(),
                now);
        if (obstacle.isPresent()) {
            journal.record(Access.under(permit, asked.school())
                    .refused(obstacle.get().code(), obstacle.get().reason())
                    .requested(asked.patron())
                    .inquiry(asked.inquiry()));
            return new Outcome.Refused<>(obstacle.get().code());
        }
        resolutions.keep(asked.resolved(now));
        return new Outcome.Done<>(disclosed(permit, asked, name));
    }

    private ResolvedIdentities disclosed(Permit permit, Asked asked, RepeatedName name) {
        List<Identity> found = asked.patron() != null
                ? identities.withId(asked.patron(), permit)
                : identities.named(name, asked.school(), permit, MOST + 1);
        List<Identity> shown = found.subList(0, Math.min(found.size(), MOST));
        Access access = Access.under(permit, asked.school()).inquiry(asked.inquiry());
        if (shown.isEmpty()) {
            // That nobody has this name, or this id, is said of nobody; the id is on record as asked for.
            journal.record(access.disclosing(FIELDS, null, List.of()).requested(asked.patron()));
        } else {
            shown.stream()
                    .collect(groupingBy(Identity::category, TreeMap::new, mapping(Identity::patronId, toList())))
                    .forEach((category, patrons) -> access.disclosing(FIELDS, category, patrons));
            journal.record(access);
        }
        return new ResolvedIdentities(shown, found.size() > MOST);
    }
}
