package io.madoguchi.resolution;

import io.agroal.api.AgroalDataSource;
import io.madoguchi.api.directory.IdentityResolution.State;
import io.madoguchi.api.trail.InquiryReason;
import io.madoguchi.school.SchoolCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The requests that are under way, and those whose time is over for a while longer. */
@ApplicationScoped
class Resolutions {
    private static final String SELECT =
            """
            SELECT id, encode(name_hash, 'hex') AS name_hash, school, patron_id, inquiry, case_number,
                   requested_by, requested_subject, requested_by_auditor, requested_by_district, requested_at, expires_at,
                   state, decided_by, decided_subject, decided_at, resolved_at
            FROM identity_resolution
            """;

    private final AgroalDataSource dataSource;

    Resolutions(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** False where this person has used the key before; then nothing is added. Waits for another request with the key. */
    boolean add(Asked asked, @Nullable String key) {
        return update(
                        """
                        INSERT INTO identity_resolution (
                            id, name_hash, school, patron_id, inquiry, case_number,
                            requested_by, requested_subject, requested_by_auditor, requested_by_district,
                            requested_at, expires_at, state, idempotency_key)
                        VALUES (?, decode(?, 'hex'), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (requested_subject, idempotency_key) DO NOTHING
                        """,
                        asked.id(),
                        asked.nameHash(),
                        asked.school() == null ? null : asked.school().value(),
                        asked.patron(),
                        asked.reason().name(),
                        asked.caseNumber(),
                        asked.requestedBy().account(),
                        asked.requestedBy().subject(),
                        asked.requestedBy().auditor(),
                        asked.requestedBy().district(),
                        utc(asked.requestedAt()),
                        utc(asked.expiresAt()),
                        asked.state().name(),
                        key)
                == 1;
    }

    Optional<Asked> withKey(Person by, String key) {
        return select(SELECT + "WHERE requested_subject = ? AND idempotency_key = ?", by.subject(), key).stream()
                .findFirst();
    }

    Optional<Asked> withId(UUID id) {
        return select(SELECT + "WHERE id = ?", id).stream().findFirst();
    }

    /** Of two who take a step at once, one waits for the other. */
    Optional<Asked> locked(UUID id) {
        return select(SELECT + "WHERE id = ? FOR UPDATE", id).stream().findFirst();
    }

    /** Newest first. */
    List<Asked> find(@Nullable State state, @Nullable Instant before, UUID beforeId, Instant now, int limit) {
        return select(
                SELECT
                        + """
                        WHERE (?::text IS NULL OR ? = CASE
                                  WHEN state IN ('REQUESTED', 'APPROVED') AND expires_at <= ? THEN 'EXPIRED' ELSE state END)
                          AND (?::timestamptz IS NULL OR (requested_at, id) < (?, ?))
                        ORDER BY requested_at DESC, id DESC
                        LIMIT ?
                        """,
                state == null ? null : state.name(),
                state == null ? null : state.name(),
                utc(now),
                before == null ? null : utc(before),
                before == null ? null : utc(before),
                beforeId,
                limit);
    }

    /** The step that it has come to. */
    void keep(Asked asked) {
        Person decidedBy = asked.decidedBy();
        update(
                """
                UPDATE identity_resolution
                SET state = ?, decided_by = ?, decided_subject = ?, decided_at = ?, resolved_at = ?
                WHERE id = ?
                """,
                asked.state().name(),
                decidedBy == null ? null : decidedBy.account(),
                decidedBy == null ? null : decidedBy.subject(),
                asked.decidedAt() == null ? null : utc(asked.decidedAt()),
                asked.resolvedAt() == null ? null : utc(asked.resolvedAt()),
                asked.id());
    }

    void dropExpiredBefore(Instant moment) {
        update("DELETE FROM identity_resolution WHERE expires_at < ?", utc(moment));
    }

    private int update(String sql, @Nullable Object... values) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Asked> select(String sql, @Nullable Object... values) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            List<Asked> found = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.add(asked(row));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void bind(PreparedStatement statement, @Nullable Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    private static Asked asked(ResultSet row) throws SQLException {
        String school = row.getString("school");
        String decidedBy = row.getString("decided_by");
        return new Asked(
                row.getObject("id", UUID.class),
                row.getString("name_hash"),
                school == null ? null : new SchoolCode(school),
                row.getObject("patron_id", UUID.class),
                InquiryReason.valueOf(row.getString("inquiry")),
                row.getString("case_number"),
                new Person(
                        row.getString("requested_by"),
                        row.getString("requested_subject"),
                        row.getBoolean("requested_by_auditor"),
                        row.getBoolean("requested_by_district")),
                instant(row, "requested_at"),
                instant(row, "expires_at"),
                State.valueOf(row.getString("state")),
                // What the second person was is settled with the decision.
                decidedBy == null ? null : new Person(decidedBy, row.getString("decided_subject"), false, false),
                instantIfAny(row, "decided_at"),
                instantIfAny(row, "resolved_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant instantIfAny(ResultSet row, String column) throws SQLException {
        OffsetDateTime moment = row.getObject(column, OffsetDateTime.class);
        return moment == null ? null : moment.toInstant();
    }

    private static OffsetDateTime utc(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}
