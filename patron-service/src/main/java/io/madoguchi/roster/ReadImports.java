package io.madoguchi.roster;

import io.madoguchi.api.roster.ChangeKind;
import io.madoguchi.api.roster.RosterChanges;
import io.madoguchi.api.roster.RosterChanges.Change;
import io.madoguchi.api.roster.RosterFaults;
import io.madoguchi.api.roster.RosterFaults.Found;
import io.madoguchi.api.roster.RosterImport;
import io.madoguchi.disclosure.Field;
import io.madoguchi.disclosure.PatronCategory;
import io.madoguchi.disclosure.Permit;
import io.madoguchi.edge.Cursor;
import io.madoguchi.journal.Access;
import io.madoguchi.journal.Journal;
import io.madoguchi.problem.Outcome;
import io.madoguchi.problem.ProblemCode;
import io.madoguchi.roster.Imports.Import;
import io.madoguchi.roster.Imports.Numbered;
import io.madoguchi.school.SchoolCode;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells how far imports have come and what they make of whom. Read in a pool and recorded in another, so first the one and then the
 * other: what was read leaves only once it is on record.
 */
@ApplicationScoped
class ReadImports {
    private final Imports imports;
    private final Journal journal;

    ReadImports(Imports imports, Journal journal) {
        this.imports = imports;
        this.journal = journal;
    }

    Outcome<RosterImport> withId(Permit permit, UUID id) {
        return found(permit, id, imports::view, view -> Access.under(permit, null));
    }

    Outcome<RosterFaults> faults(Permit permit, UUID id, int limit, @Nullable String cursor, ResourceBundle texts) {
        long after =
                cursor == null || cursor.isEmpty() ? 0 : Cursor.read(cursor, 1).number(0);
        return found(
                permit,
                id,
                of -> {
                    List<Numbered> all = imports.faults(id, after, limit + 1);
                    List<Numbered> page = all.subList(0, Math.min(all.size(), limit));
                    return new RosterFaults(
                            page.stream()
                                    .map(fault -> new Found(
                                            fault.file(),
                                            fault.line(),
                                            fault.column(),
                                            fault.rule(),
                                            texts.getString(fault.rule())))
                                    .toList(),
                            all.size() > limit
                                    ? Cursor.of(page.get(limit - 1).number()).text()
                                    : null);
                },
                page -> Access.under(permit, null));
    }

    Outcome<RosterChanges> changes(
            Permit permit,
            UUID id,
            @Nullable SchoolCode school,
            @Nullable ChangeKind kind,
            int limit,
            @Nullable String cursor) {
        UUID after = cursor == null || cursor.isEmpty()
                ? null
                : Cursor.read(cursor, 1).uuid(0);
        return found(
                permit,
                id,
                of -> {
                    List<Change> all = imports.changes(id, school, kind, after, limit + 1);
                    List<Change> page = all.subList(0, Math.min(all.size(), limit));
                    return new RosterChanges(
                            List.copyOf(page),
                            all.size() > limit
                                    ? Cursor.of(page.get(limit - 1).patronId()).text()
                                    : null);
                },
                page -> disclosing(page, Access.under(permit, school)));
    }

    private static Access disclosing(RosterChanges page, Access access) {
        Map<PatronCategory, List<UUID>> patrons = page.changes().stream()
                .collect(Collectors.groupingBy(
                        Change::category,
                        () -> new EnumMap<>(PatronCategory.class),
                        Collectors.mapping(Change::patronId, Collectors.toList())));
        patrons.forEach((category, ids) -> access.disclosing(Set.of(Field.ROSTER_ENTRY), category, ids));
        return access;
    }

    private <T> Outcome<T> found(Permit permit, UUID id, Function<Import, T> read, Function<T, Access> record) {
        Optional<T> found = QuarkusTransaction.requiringNew()
                .call(() -> imports.withId(id).map(of -> Objects.requireNonNull(read.apply(of))));
        Access access =
                found.map(record).orElseGet(() -> Access.under(permit, null).refused(ProblemCode.IMPORT_NOT_FOUND));
        QuarkusTransaction.requiringNew().run(() -> journal.record(access));
        return found.<Outcome<T>>map(Outcome.Done::new)
                .orElseGet(() -> new Outcome.Refused<>(ProblemCode.IMPORT_NOT_FOUND));
    }
}
