package io.madoguchi.roster;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.madoguchi.api.roster.ImportState;
import io.madoguchi.api.roster.OnError;
import io.madoguchi.caller.Regularly;
import io.madoguchi.caller.Regularly.Wake;
import io.madoguchi.disclosure.Field;
import io.madoguchi.disclosure.PatronCategory;
import io.madoguchi.journal.Access;
import io.madoguchi.journal.Journal;
import io.madoguchi.roster.Imports.Import;
import io.madoguchi.school.SchoolCode;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Does what imports wait for, in steps that each are one transaction: wherever it is interrupted, the next start goes on from there. Of
 * several instances one at a time makes a step.
 */
@ApplicationScoped
class ImportWork {
    private static final Duration LONGEST_STEP = Duration.ofMinutes(30);
    /** A transfer says more often that it is alive. */
    private static final Duration SILENCE = Duration.ofMinutes(5);

    /** Each with the import and the schools that change together. */
    private static final List<String> CHANGES = List.of(
            """
            UPDATE patron p
            SET school = c.to_school, category = c.category, display_name = c.display_name, name_key = c.name_key,
                name_kana = c.name_kana, kana_key = c.kana_key, grade = c.grade, home_class = c.home_class,
                attendance_number = c.attendance_number, departed = false
            FROM roster_change c
            WHERE c.import = ? AND c.together = ? AND c.kind IN ('CHANGED', 'MOVED', 'RETURNED') AND p.id = c.patron_id
            """,
            """
            INSERT INTO patron (id, school, category, patron_number, display_name, name_key, name_kana, kana_key, grade, home_class,
                attendance_number)
            SELECT patron_id, to_school, category, nextval('patron_number')::text, display_name, name_key, name_kana, kana_key, grade,
                home_class, attendance_number
            FROM roster_change WHERE import = ? AND together = ? AND kind = 'ADDED'
            """,
            """
            UPDATE patron p SET departed = true, home_class = NULL, attendance_number = NULL
            FROM roster_change c WHERE c.import = ? AND c.together = ? AND c.kind = 'DEPARTED' AND p.id = c.patron_id
            """,
            // Two may have changed their keys with each other.
            """
            UPDATE patron_source s SET account_key = NULL
            FROM roster_change c
            WHERE c.import = ? AND c.together = ? AND 'ACCOUNT_KEY' = ANY (c.fields) AND s.patron_id = c.patron_id
            """,
            """
            INSERT INTO patron_source (patron_id, sourced_id, account_key)
            SELECT patron_id, sourced_id, account_key FROM roster_change
            WHERE import = ? AND together = ? AND kind <> 'DEPARTED' AND (kind = 'ADDED' OR 'ACCOUNT_KEY' = ANY (fields))
            ON CONFLICT (patron_id) DO UPDATE SET account_key = excluded.account_key
            """);

    private final Imports imports;
    private final Journal journal;
    private final RosterSettings settings;
    private final Clock clock;
    private volatile Wake wake = Wake.NOBODY;

    ImportWork(Imports imports, Journal journal, RosterSettings settings, Clock clock) {
        this.imports = imports;
        this.journal = journal;
        this.settings = settings;
        this.clock = clock;
    }

    void begin(@Observes StartupEvent start, Regularly regularly) {
        wake = regularly.whenWoken("roster-imports", "50ms", this::step);
    }

    void wake() {
        wake.up();
    }

    /** Whether there is more to do. */
    boolean step() {
        try {
            return QuarkusTransaction.requiringNew()
                    .timeout((int) LONGEST_STEP.toSeconds())
                    .call(() -> imports.with(this::step));
        } catch (RosterException e) {
            if (!e.isOfTheData()) {
                throw e;
            }
            // Again and again it would fail, and keep all others waiting.
            QuarkusTransaction.requiringNew().run(() -> imports.next().ifPresent(this::fail));
            return true;
        }
    }

    private void fail(Import of) {
        imports.forgetLines(of.id());
        imports.end(of.id(), ImportState.FAILED);
    }

    private boolean step(Connection connection) throws SQLException {
        if (Imports.number(connection, "SELECT pg_try_advisory_xact_lock(hashtextextended('roster', 0))::int") == 0) {
            // Whoever holds it may end before its work does.
            return true;
        }
        for (Import silent : imports.silentSince(clock.instant().minus(SILENCE))) {
            imports.interrupted(silent.id());
        }
        Optional<Import> next = imports.next();
        if (next.isEmpty()) {
            imports.forgetThoseEndedBefore(clock.instant().minus(settings.keptFor()));
            return false;
        }
        switch (next.get().state()) {
            case WAITING -> imports.begin(next.get().id(), ImportState.COMPARING);
            case COMPARING -> compare(connection, next.get());
            default -> apply(connection, next.get());
        }
        return true;
    }

    private void compare(Connection connection, Import of) throws SQLException {
        for (String table : List.of("roster_org", "roster_class", "roster_user", "roster_role", "roster_enrollment")) {
            Imports.update(connection, "ANALYZE " + table);
        }
        CrossChecks.run(connection, of.id(), of.everybody());
        if (of.options().onError() == OnError.STOP && imports.faults(of.id()) > 0) {
            imports.forgetLines(of.id());
            imports.compared(of.id(), 0, ImportState.REFUSED);
            return;
        }
        long persons = new Comparison(connection, of.id()).run(of.everybody(), of.unread(), LocalDate.now(clock));
        imports.countSchools(of.id());
        ImportState state = imports.departuresStop(of)
                ? ImportState.STOPPED
                : of.options().dryRun() ? ImportState.COMPARED : ImportState.APPLYING;
        imports.compared(of.id(), persons, state);
        if (state.isEnd()) {
            imports.forgetLines(of.id());
        } else {
            learnSchools(connection, of.id());
        }
    }

    /** Schools and home classes that the roster names; of those it deletes, patrons may still be there. */
    private static void learnSchools(Connection connection, UUID id) throws SQLException {
        Imports.update(
                connection,
                """
                INSERT INTO school (code, name, level)
                SELECT code, name, CASE WHEN code LIKE 'B1%' THEN 'ELEMENTARY' ELSE 'JUNIOR_HIGH' END FROM roster_org
                WHERE import = ? AND type = 'school' AND substr(code, 1, 2) IN ('B1', 'C1') AND NOT deleted AND NOT faulty
                ON CONFLICT (code) DO NOTHING
                """,
                id);
        Imports.update(
                connection,
                """
                INSERT INTO school_source (sourced_id, school)
                SELECT o.sourced_id, o.code FROM roster_org o JOIN school s ON s.code = o.code
                WHERE o.import = ? AND o.type = 'school' AND NOT o.deleted AND NOT o.faulty
                ON CONFLICT (sourced_id) DO UPDATE SET school = excluded.school
                """,
                id);
        Imports.update(
                connection,
                """
                INSERT INTO home_class_source (sourced_id, school, label)
                SELECT c.sourced_id, s.school, c.label FROM roster_class c JOIN school_source s ON s.sourced_id = c.school
                WHERE c.import = ? AND NOT c.deleted AND NOT c.faulty
                ON CONFLICT (sourced_id) DO UPDATE SET school = excluded.school, label = excluded.label
                """,
                id);
    }

    /** The next schools, wholly. */
    private void apply(Connection connection, Import of) throws SQLException {
        OptionalInt schools = nextTogether(connection, of.id());
        if (schools.isEmpty()) {
            imports.forgetLines(of.id());
            imports.end(of.id(), ImportState.APPLIED);
            return;
        }
        int together = schools.getAsInt();
        for (String sql : CHANGES) {
            Imports.update(connection, sql, of.id(), together);
        }
        int persons = record(connection, of, together);
        Imports.update(
                connection,
                "UPDATE roster_change SET applied = true WHERE import = ? AND together = ?",
                of.id(),
                together);
        imports.applied(of.id(), persons);
    }

    private static OptionalInt nextTogether(Connection connection, UUID id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT min(together) FROM roster_change WHERE import = ? AND NOT applied AND kind <> 'UNCHANGED'")) {
            select.setObject(1, id);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                Integer next = row.getObject(1, Integer.class);
                return next == null ? OptionalInt.empty() : OptionalInt.of(next);
            }
        }
    }

    /** Who was changed stands on record, a record for each school, on behalf of whoever sent the roster. */
    private int record(Connection connection, Import of, int together) throws SQLException {
        Map<SchoolCode, List<Changed>> bySchool = changed(connection, of.id(), together).stream()
                .collect(groupingBy(Changed::school, TreeMap::new, toList()));
        int persons = 0;
        for (Map.Entry<SchoolCode, List<Changed>> school : bySchool.entrySet()) {
            Access access = Access.under(of.permit(), school.getKey());
            school.getValue().stream()
                    .collect(groupingBy(Changed::category, TreeMap::new, mapping(Changed::patron, toList())))
                    .forEach((category, patrons) -> access.disclosing(Set.of(Field.ROSTER_ENTRY), category, patrons));
            journal.record(connection, of.requestedBy(), access);
            persons += school.getValue().size();
        }
        return persons;
    }

    private record Changed(UUID patron, PatronCategory category, SchoolCode school) {}

    private static List<Changed> changed(Connection connection, UUID id, int together) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                """
                SELECT patron_id, category, coalesce(to_school, from_school) FROM roster_change
                WHERE import = ? AND together = ? AND NOT applied ORDER BY patron_id
                """)) {
            select.setObject(1, id);
            select.setInt(2, together);
            List<Changed> changed = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    changed.add(new Changed(
                            row.getObject(1, UUID.class),
                            PatronCategory.valueOf(row.getString(2)),
                            new SchoolCode(row.getString(3))));
                }
            }
            return changed;
        }
    }
}
