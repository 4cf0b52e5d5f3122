package io.madoguchi.resolution;

import io.madoguchi.api.directory.IdentityResolution;
import io.madoguchi.api.directory.IdentityResolution.State;
import io.madoguchi.api.directory.IdentityResolutions;
import io.madoguchi.disclosure.Field;
import io.madoguchi.disclosure.Permit;
import io.madoguchi.edge.Cursor;
import io.madoguchi.journal.Access;
import io.madoguchi.journal.Journal;
import io.madoguchi.problem.Outcome;
import io.madoguchi.problem.ProblemCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Shows requests, and puts on record which patron ids stood in them. */
@ApplicationScoped
class ReadResolutions {
    private static final UUID NOBODY = new UUID(0, 0);

    private final Resolutions resolutions;
    private final Journal journal;
    private final Clock clock;

    ReadResolutions(Resolutions resolutions, Journal journal, Clock clock) {
        this.resolutions = resolutions;
        this.journal = journal;
        this.clock = clock;
    }

    @Transactional
    IdentityResolutions find(Permit permit, @Nullable State state, int limit, @Nullable String cursor) {
        Instant now = clock.instant();
        Cursor place = cursor == null || cursor.isEmpty() ? null : Cursor.read(cursor, 2);
        List<Asked> found = resolutions.find(
                state, place == null ? null : place.instant(0), place == null ? NOBODY : place.uuid(1), now, limit + 1);
        List<Asked> page = found.subList(0, Math.min(found.size(), limit));
        journal.record(disclosing(page, Access.under(permit, null)));
        Asked last = found.size() > limit ? page.get(limit - 1) : null;
        return new IdentityResolutions(
                page.stream().map(asked -> asked.view(now)).toList(),
                last == null ? null : Cursor.of(last.requestedAt(), last.id()).text());
    }

    @Transactional
    Outcome<IdentityResolution> withId(Permit permit, UUID id) {
        Optional<Asked> asked = resolutions.withId(id);
        if (asked.isEmpty()) {
            journal.record(Access.under(permit, null).refused(ProblemCode.RESOLUTION_NOT_FOUND));
            return new Outcome.Refused<>(ProblemCode.RESOLUTION_NOT_FOUND);
        }
        journal.record(disclosing(
                List.of(asked.get()),
                Access.under(permit, null).inquiry(asked.get().inquiry())));
        return new Outcome.Done<>(asked.get().view(clock.instant()));
    }

    static Access disclosing(List<Asked> shown, Access access) {
        List<UUID> patrons =
                shown.stream().map(Asked::patron).filter(Objects::nonNull).toList();
        return patrons.isEmpty() ? access : access.disclosing(Set.of(Field.IDENTITY_RESOLUTION), null, patrons);
    }
}
