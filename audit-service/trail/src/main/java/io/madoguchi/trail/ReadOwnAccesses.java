package io.madoguchi.trail;

import io.madoguchi.api.trail.AccessRecord;
import io.madoguchi.api.trail.OwnAccesses;
import io.madoguchi.api.trail.OwnAccesses.OwnAccess;
import io.madoguchi.caller.CurrentCaller;
import io.madoguchi.caller.Gate;
import io.madoguchi.disclosure.Act;
import io.madoguchi.disclosure.Field;
import io.madoguchi.disclosure.Permit;
import io.madoguchi.journal.Access;
import io.madoguchi.journal.Journal;
import io.madoguchi.trail.RecordSearch.Entry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * Tells a patron who read their own record, and puts that on record, too. What leaves is built up from nothing: a part of a
 * record that is not copied here can't leak.
 */
@ApplicationScoped
public class ReadOwnAccesses {
    private static final Set<Act> OF_ONESELF = EnumSet.of(Act.READ_OWN_LOANS, Act.READ_OWN_ACCESS_RECORDS);

    private final Gate gate;
    private final CurrentCaller current;
    private final RecordSearch search;
    private final Journal journal;
    private final Clock clock;

    @Inject
    ReadOwnAccesses(Gate gate, CurrentCaller current, RecordSearch search, Journal journal, Clock clock) {
        this.gate = gate;
        this.current = current;
        this.search = search;
        this.journal = journal;
        this.clock = clock;
    }

    @Transactional
    OwnAccesses page(int limit, Place place) {
        Permit permit = gate.permit(Act.READ_OWN_ACCESS_RECORDS, null);
        UUID patron = Objects.requireNonNull(current.get().patron());
        List<Entry> found = search.disclosing(patron, place, limit + 1);
        List<Entry> shown = found.subList(0, Math.min(limit, found.size()));
        journal.record(Access.under(permit, null).disclosing(Set.of(Field.OWN_ACCESS_RECORDS), null, List.of(patron)));
        return new OwnAccesses(
                shown.stream().map(entry -> own(entry.record(), patron)).toList(),
                found.size() > limit ? shown.get(limit - 1).place().cursor() : null);
    }

    private OwnAccess own(AccessRecord record, UUID patron) {
        Set<Field> fields = EnumSet.noneOf(Field.class);
        record.disclosed().stream()
                .filter(part -> part.patrons().contains(patron))
                .forEach(part -> fields.addAll(part.fields()));
        return new OwnAccess(
                LocalDate.ofInstant(record.at(), clock.getZone()),
                record.who().roles(),
                record.declaredDuty(),
                record.school(),
                fields,
                record.act() != null && OF_ONESELF.contains(record.act()));
    }
}
