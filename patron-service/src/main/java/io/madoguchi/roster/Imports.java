package io.madoguchi.roster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import io.madoguchi.api.roster.ChangeKind;
import io.madoguchi.api.roster.ImportState;
import io.madoguchi.api.roster.OnError;
import io.madoguchi.api.roster.RosterChanges.Change;
import io.madoguchi.api.roster.RosterField;
import io.madoguchi.api.roster.RosterImport;
import io.madoguchi.api.roster.RosterImport.School;
import io.madoguchi.api.trail.AccessRecord.Who;
import io.madoguchi.disclosure.PatronCategory;
import io.madoguchi.disclosure.Permit;
import io.madoguchi.oneroster.Fault;
import io.madoguchi.oneroster.Findings;
import io.madoguchi.oneroster.Rule;
import io.madoguchi.school.SchoolCode;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The imports and what is known of each; to be used within a transaction. */
@ApplicationScoped
class Imports {
    /** The pool of what takes longer than a request may. */
    static final String POOL = "roster";

    private static final String COLUMNS =
            """
            id, requested_by, permit, requested_subject, received_at, sha256, dry_run, on_error, most_departures, everybody, unread,
            version, state, compared_at, ended_at, persons, applied, dropped
            """;

    private static final List<String> LINES =
            List.of("roster_org", "roster_class", "roster_user", "roster_role", "roster_enrollment", "roster_person");

    private final AgroalDataSource dataSource;
    private final ObjectMapper json;
    private final Clock clock;

    Imports(@DataSource(POOL) AgroalDataSource dataSource, ObjectMapper json, Clock clock) {
        this.dataSource = dataSource;
        this.json = json;
        this.clock = clock;
    }

    /** What a request asks for. */
    record Options(boolean dryRun, OnError onError, int mostDepartures) {}

    /**
     * An import as it stands.
     *
     * @param unread whether there are lines of persons that could not be read
     */
    record Import(
            UUID id,
            Who requestedBy,
            Permit permit,
            Instant receivedAt,
            byte @Nullable [] sha256,
            Options options,
            boolean everybody,
            boolean unread,
            @Nullable String version,
            ImportState state,
            @Nullable Instant comparedAt,
            @Nullable Instant endedAt,
            long persons,
            long applied,
            Map<String, Long> dropped) {}

    interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    <T> T with(Work<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            return work.with(connection);
        } catch (SQLException e) {
            throw new RosterException(e);
        }
    }

    /** False where this account's key is in use. */
    boolean begin(UUID id, Who who, Permit permit, Options options, @Nullable String key) {
        return with(connection -> update(
                        connection,
                        """
                        INSERT INTO roster_import (id, requested_by, permit, requested_subject, idempotency_key, received_at, dry_run,
                            on_error, most_departures, state, alive_at)
                        VALUES (?, ?::jsonb, ?::jsonb, ?, ?, ?, ?, ?, ?, 'RECEIVING', ?)
                        ON CONFLICT (requested_subject, idempotency_key) DO NOTHING
                        """,
                        id,
                        write(who),
                        write(permit),
                        who.subject(),
                        key,
                        now(),
                        options.dryRun(),
                        options.onError().name(),
                        options.mostDepartures(),
                        now())
                == 1);
    }

    Optional<Import> withKey(String subject, String key) {
        return with(
                connection -> select(connection, "requested_subject = ? AND idempotency_key = ?", subject, key).stream()
                        .findFirst());
    }

    Optional<Import> withId(UUID id) {
        return with(connection -> select(connection, "id = ?", id).stream().findFirst());
    }

    /** The one that is worked on, or will be next. */
    Optional<Import> next() {
        return with(connection ->
                select(connection, "state IN ('WAITING', 'COMPARING', 'APPLYING') ORDER BY received_at, id LIMIT 1")
                        .stream()
                        .findFirst());
    }

    /** Those whose transfer has not been heard of since. */
    List<Import> silentSince(Instant moment) {
        return with(connection ->
                select(connection, "state = 'RECEIVING' AND alive_at < ?", moment.atOffset(ZoneOffset.UTC)));
    }

    void isAlive(UUID id) {
        with(connection -> update(connection, "UPDATE roster_import SET alive_at = ? WHERE id = ?", now(), id));
    }

    /** What was read, and what is to become of it. */
    void received(
            UUID id,
            byte[] sha256,
            @Nullable String version,
            boolean everybody,
            boolean unread,
            Findings findings,
            ImportState state) {
        with(connection -> {
            addFaults(connection, id, findings);
            return update(
                    connection,
                    """
                    UPDATE roster_import
                    SET sha256 = ?, version = ?, everybody = ?, unread = ?, dropped = ?::jsonb, state = ?,
                        ended_at = CASE WHEN ? THEN ?::timestamptz END
                    WHERE id = ?
                    """,
                    sha256,
                    version,
                    everybody,
                    unread,
                    write(findings.dropped()),
                    state.name(),
                    state.isEnd(),
                    now(),
                    id);
        });
    }

    void compared(UUID id, long persons, ImportState state) {
        with(connection -> update(
                connection,
                """
                UPDATE roster_import
                SET persons = ?, compared_at = ?, state = ?, ended_at = CASE WHEN ? THEN ?::timestamptz END
                WHERE id = ?
                """,
                persons,
                now(),
                state.name(),
                state.isEnd(),
                now(),
                id));
    }

    void applied(UUID id, long persons) {
        with(connection ->
                update(connection, "UPDATE roster_import SET applied = applied + ? WHERE id = ?", persons, id));
    }

    void begin(UUID id, ImportState state) {
        with(connection -> update(connection, "UPDATE roster_import SET state = ? WHERE id = ?", state.name(), id));
    }

    void end(UUID id, ImportState state) {
        with(connection -> update(
                connection, "UPDATE roster_import SET state = ?, ended_at = ? WHERE id = ?", state.name(), now(), id));
    }

    /** A transfer that broke off is made again with its key. */
    void interrupted(UUID id) {
        with(connection -> update(
                connection,
                """
                UPDATE roster_import SET state = 'INTERRUPTED', ended_at = ?, idempotency_key = NULL
                WHERE id = ? AND state = 'RECEIVING'
                """,
                now(),
                id));
        forgetLines(id);
    }

    /** What they changed stays in the trail. */
    void forgetThoseEndedBefore(Instant moment) {
        with(connection -> {
            OffsetDateTime before = moment.atOffset(ZoneOffset.UTC);
            update(
                    connection,
                    "DELETE FROM roster_change WHERE import IN (SELECT id FROM roster_import WHERE ended_at < ?)",
                    before);
            return update(connection, "DELETE FROM roster_import WHERE ended_at < ?", before);
        });
    }

    /** The roster's lines and the names in what it was to change. */
    void forgetLines(UUID id) {
        with(connection -> {
            for (String table : LINES) {
                update(connection, "DELETE FROM " + table + " WHERE import = ?", id);
            }
            update(connection, "DELETE FROM roster_change WHERE import = ? AND kind = 'UNCHANGED'", id);
            return update(
                    connection,
                    """
                    UPDATE roster_change
                    SET display_name = NULL, name_key = NULL, name_kana = NULL, kana_key = NULL, grade = NULL, home_class = NULL,
                        attendance_number = NULL, account_key = NULL, sourced_id = NULL
                    WHERE import = ? AND kind <> 'UNCHANGED'
                    """,
                    id);
        });
    }

    private void addFaults(Connection connection, UUID id, Findings findings) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO roster_fault (import, file, line, field, rule) VALUES (?, ?, ?, ?, ?)")) {
            for (Fault fault : findings.faults()) {
                bind(
                        insert,
                        id,
                        fault.file(),
                        fault.line(),
                        fault.column(),
                        fault.rule().code());
                insert.addBatch();
            }
            insert.executeBatch();
        }
        for (Map.Entry<Rule, Long> count : findings.counts().entrySet()) {
            update(
                    connection,
                    "INSERT INTO roster_fault_count (import, rule, count) VALUES (?, ?, ?)",
                    id,
                    count.getKey().code(),
                    count.getValue());
        }
    }

    long faults(UUID id) {
        return with(connection ->
                number(connection, "SELECT coalesce(sum(count), 0) FROM roster_fault_count WHERE import = ?", id));
    }

    /** A fault and its number among those of the import. */
    record Numbered(long number, @Nullable String file, @Nullable Long line, @Nullable String column, String rule) {}

    List<Numbered> faults(UUID id, long after, int limit) {
        return with(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    """
                    SELECT number, file, line, field, rule FROM roster_fault
                    WHERE import = ? AND number > ? ORDER BY number LIMIT ?
                    """)) {
                bind(select, id, after, limit);
                List<Numbered> faults = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        faults.add(new Numbered(
                                row.getLong("number"),
                                row.getString("file"),
                                row.getObject("line", Long.class),
                                row.getString("field"),
                                row.getString("rule")));
                    }
                }
                return faults;
            }
        });
    }

    List<Change> changes(
            UUID id, @Nullable SchoolCode school, @Nullable ChangeKind kind, @Nullable UUID after, int limit) {
        return with(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    """
                    SELECT patron_id, kind, category, from_school, to_school, fields, line FROM roster_change
                    WHERE import = ? AND kind <> 'UNCHANGED' AND (?::text IS NULL OR kind = ?)
                      AND (?::text IS NULL OR ? IN (from_school, to_school)) AND (?::uuid IS NULL OR patron_id > ?)
                    ORDER BY patron_id LIMIT ?
                    """)) {
                String kindName = kind == null ? null : kind.name();
                String schoolCode = school == null ? null : school.value();
                bind(select, id, kindName, kindName, schoolCode, schoolCode, after, after, limit);
                List<Change> changes = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        changes.add(new Change(
                                row.getObject("patron_id", UUID.class),
                                ChangeKind.valueOf(row.getString("kind")),
                                PatronCategory.valueOf(row.getString("category")),
                                school(row.getString("from_school")),
                                school(row.getString("to_school")),
                                fields(row),
                                row.getObject("line", Long.class)));
                    }
                }
                return changes;
            }
        });
    }

    private static @Nullable SchoolCode school(@Nullable String code) {
        return code == null ? null : new SchoolCode(code);
    }

    private static List<RosterField> fields(ResultSet row) throws SQLException {
        List<RosterField> fields = new ArrayList<>();
        for (Object name : (Object[]) row.getArray("fields").getArray()) {
            fields.add(RosterField.valueOf((String) name));
        }
        return fields;
    }

    RosterImport view(Import of) {
        Map<String, Long> faults = with(connection -> faultCounts(connection, of.id()));
        long millis = of.comparedAt() == null
                ? 0
                : Duration.between(of.comparedAt(), of.endedAt() == null ? clock.instant() : of.endedAt())
                        .toMillis();
        return new RosterImport(
                of.id(),
                of.state(),
                of.options().dryRun(),
                of.options().onError(),
                of.options().mostDepartures(),
                of.receivedAt(),
                of.endedAt(),
                of.version(),
                of.comparedAt() == null ? null : of.everybody(),
                percent(of),
                millis == 0 || of.applied() == 0 ? null : of.applied() * 1000 / millis,
                of.persons(),
                of.applied(),
                faults,
                of.dropped(),
                of.comparedAt() == null ? List.of() : schools(of));
    }

    private static int percent(Import of) {
        if (of.state().isEnd()) {
            return 100;
        }
        return of.persons() == 0 ? 0 : (int) (of.applied() * 100 / of.persons());
    }

    private Map<String, Long> faultCounts(Connection connection, UUID id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT rule, count FROM roster_fault_count WHERE import = ? ORDER BY rule")) {
            bind(select, id);
            Map<String, Long> counts = new TreeMap<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    counts.put(row.getString(1), row.getLong(2));
                }
            }
            return counts;
        }
    }

    /** Whether some school would lose more than the request allows. */
    boolean departuresStop(Import of) {
        return schools(of).stream().anyMatch(School::tooManyDepart);
    }

    /** Counted while the import is compared, and kept: afterwards the directory is another. */
    List<School> schools(Import of) {
        return with(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    """
                    SELECT school, category, before, added, changed, moved_in, moved_out, returned, departed, unchanged
                    FROM roster_school_count WHERE import = ? ORDER BY school, category
                    """)) {
                bind(select, of.id());
                List<School> schools = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        schools.add(school(row, of.options().mostDepartures()));
                    }
                }
                return schools;
            }
        });
    }

    private static School school(ResultSet row, int mostDepartures) throws SQLException {
        long before = row.getLong("before");
        long departed = row.getLong("departed");
        return new School(
                new SchoolCode(row.getString("school")),
                PatronCategory.valueOf(row.getString("category")),
                before,
                row.getLong("added"),
                row.getLong("changed"),
                row.getLong("moved_in"),
                row.getLong("moved_out"),
                row.getLong("returned"),
                departed,
                row.getLong("unchanged"),
                before
                        + row.getLong("added")
                        + row.getLong("moved_in")
                        + row.getLong("returned")
                        - row.getLong("moved_out")
                        - departed,
                departed * 100 > before * mostDepartures);
    }

    void countSchools(UUID id) {
        with(connection -> update(
                connection,
                """
                INSERT INTO roster_school_count (import, school, category, before, added, changed, moved_in, moved_out, returned,
                    departed, unchanged)
                SELECT ?, school, category, coalesce(max(before), 0), sum(added), sum(changed), sum(moved_in), sum(moved_out),
                    sum(returned), sum(departed), sum(unchanged)
                FROM (
                    SELECT to_school AS school, category, NULL::bigint AS before,
                        count(*) FILTER (WHERE kind = 'ADDED') AS added, count(*) FILTER (WHERE kind = 'CHANGED') AS changed,
                        count(*) FILTER (WHERE kind = 'MOVED') AS moved_in, 0 AS moved_out,
                        count(*) FILTER (WHERE kind = 'RETURNED') AS returned, 0 AS departed,
                        count(*) FILTER (WHERE kind = 'UNCHANGED') AS unchanged
                    FROM roster_change WHERE import = ? AND to_school IS NOT NULL GROUP BY to_school, category
                    UNION ALL
                    SELECT c.from_school, p.category, NULL, 0, 0, 0, count(*) FILTER (WHERE c.kind = 'MOVED'), 0,
                        count(*) FILTER (WHERE c.kind = 'DEPARTED'), 0
                    FROM roster_change c JOIN patron p ON p.id = c.patron_id
                    WHERE c.import = ? AND c.kind IN ('MOVED', 'DEPARTED') GROUP BY c.from_school, p.category
                    UNION ALL
                    SELECT school, category, count(*), 0, 0, 0, 0, 0, 0, 0 FROM patron
                    WHERE NOT departed AND school IN (
                        SELECT from_school FROM roster_change WHERE import = ?
                        UNION SELECT to_school FROM roster_change WHERE import = ?)
                    GROUP BY school, category
                ) AS counted
                GROUP BY school, category
                """,
                id,
                id,
                id,
                id,
                id));
    }

    private List<Import> select(Connection connection, String condition, Object... values) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT " + COLUMNS + " FROM roster_import WHERE " + condition)) {
            bind(select, values);
            List<Import> imports = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    imports.add(new Import(
                            row.getObject("id", UUID.class),
                            read(row.getString("requested_by"), new TypeReference<Who>() {}),
                            read(row.getString("permit"), new TypeReference<Permit>() {}),
                            Objects.requireNonNull(instant(row, "received_at")),
                            row.getBytes("sha256"),
                            new Options(
                                    row.getBoolean("dry_run"),
                                    OnError.valueOf(row.getString("on_error")),
                                    row.getInt("most_departures")),
                            row.getBoolean("everybody"),
                            row.getBoolean("unread"),
                            row.getString("version"),
                            ImportState.valueOf(row.getString("state")),
                            instant(row, "compared_at"),
                            instant(row, "ended_at"),
                            row.getLong("persons"),
                            row.getLong("applied"),
                            read(row.getString("dropped"), new TypeReference<Map<String, Long>>() {})));
                }
            }
            return imports;
        }
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime moment = row.getObject(column, OffsetDateTime.class);
        return moment == null ? null : moment.toInstant();
    }

    static int update(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            bind(update, values);
            return update.executeUpdate();
        }
    }

    static long number(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            bind(select, values);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static void bind(PreparedStatement statement, @Nullable Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null) {
                statement.setNull(i + 1, Types.NULL);
            } else {
                statement.setObject(i + 1, values[i]);
            }
        }
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new RosterException(e);
        }
    }

    private <T> T read(String text, TypeReference<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new RosterException(e);
        }
    }
}
