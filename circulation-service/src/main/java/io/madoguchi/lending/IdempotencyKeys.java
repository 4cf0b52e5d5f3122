package io.madoguchi.lending;

import io.agroal.api.AgroalDataSource;
import io.madoguchi.borrowers.Card;
import io.madoguchi.caller.CurrentCaller;
import io.madoguchi.caller.Regularly;
import io.madoguchi.disclosure.PatronCategory;
import io.madoguchi.problem.ProblemCode;
import io.madoguchi.problem.ProblemException;
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
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request be repeated over a flaky network: the same key, account and route come to the same loan or the same
 * refusal for 24 hours. Keeps a code and an id, never an answer; the repeat's answer is made anew and recorded anew.
 */
@ApplicationScoped
class IdempotencyKeys {
    private static final Duration KEPT = Duration.ofHours(24);

    private final AgroalDataSource dataSource;
    private final CurrentCaller current;
    private final Card card;
    private final Clock clock;

    IdempotencyKeys(AgroalDataSource dataSource, CurrentCaller current, Card card, Clock clock) {
        this.dataSource = dataSource;
        this.current = current;
        this.card = card;
        this.clock = clock;
    }

    /**
     * Makes the attempt, or gives what it came to the first time.
     *
     * @param body what makes the request what it is; kept as a keyed hash only
     */
    <T> Attempt<T> once(@Nullable String key, String route, Supplier<Attempt<T>> attempt, @Nullable Object... body) {
        if (key == null) {
            return attempt.get();
        }
        String account = current.get().account();
        byte[] bodyHash = card.hash(Stream.concat(Stream.of(route), Arrays.stream(body))
                .map(part -> part == null ? "" : part.toString())
                .collect(Collectors.joining("\n")));
        try (Connection connection = dataSource.getConnection()) {
            if (!lock(connection, account + "\n" + route + "\n" + key)) {
                throw ProblemException.of(ProblemCode.REQUEST_IN_PROGRESS);
            }
            Optional<Kept> kept = find(connection, account, route, key);
            if (kept.isPresent()) {
                if (!Arrays.equals(kept.get().bodyHash(), bodyHash)) {
                    throw ProblemException.of(ProblemCode.IDEMPOTENCY_KEY_REUSED);
                }
                return kept.get().again();
            }
            Attempt<T> made = attempt.get();
            keep(connection, account, route, key, bodyHash, made);
            return made;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void begin(@Observes StartupEvent start, Regularly regularly) {
        regularly.run("idempotency-keys", "1h", this::dropOld);
    }

    void dropOld() {
        QuarkusTransaction.requiringNew().run(() -> {
            try (Connection connection = dataSource.getConnection();
                    PreparedStatement delete =
                            connection.prepareStatement("DELETE FROM idempotency_key WHERE created_at < ?")) {
                delete.setObject(1, keptSince());
                delete.executeUpdate();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** A second request with the key, while the first is at work, does not wait: its client is told to. */
    private static boolean lock(Connection connection, String name) throws SQLException {
        try (PreparedStatement lock =
                connection.prepareStatement("SELECT pg_try_advisory_xact_lock(hashtextextended(?, 1))")) {
            lock.setString(1, name);
            try (ResultSet row = lock.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private Optional<Kept> find(Connection connection, String account, String route, String key) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                """
                SELECT k.body_hash, k.code, k.loan_id, l.patron_id, b.category
                FROM idempotency_key k
                LEFT JOIN loan l ON l.id = k.loan_id
                LEFT JOIN borrower b ON b.patron_id = l.patron_id
                WHERE k.account = ? AND k.route = ? AND k.key = ? AND k.created_at >= ?
                """)) {
            select.setString(1, account);
            select.setString(2, route);
            select.setString(3, key);
            select.setObject(4, keptSince());
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                String code = row.getString("code");
                String category = row.getString("category");
                return Optional.of(new Kept(
                        row.getBytes("body_hash"),
                        code == null ? null : ProblemCode.named(code),
                        row.getObject("loan_id", UUID.class),
                        row.getObject("patron_id", UUID.class),
                        category == null ? null : PatronCategory.valueOf(category)));
            }
        }
    }

    private void keep(Connection connection, String account, String route, String key, byte[] bodyHash, Attempt<?> made)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                """
                INSERT INTO idempotency_key (account, route, key, body_hash, code, loan_id, created_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (account, route, key) DO UPDATE
                SET body_hash = excluded.body_hash, code = excluded.code, loan_id = excluded.loan_id,
                    created_at = excluded.created_at
                """)) {
            insert.setString(1, account);
            insert.setString(2, route);
            insert.setString(3, key);
            insert.setBytes(4, bodyHash);
            insert.setString(5, made.refusal() == null ? null : made.refusal().code());
            insert.setObject(6, made.loanId());
            insert.setObject(7, clock.instant().atOffset(ZoneOffset.UTC));
            insert.executeUpdate();
        }
    }

    private OffsetDateTime keptSince() {
        return clock.instant().minus(KEPT).atOffset(ZoneOffset.UTC);
    }

    private record Kept(
            byte[] bodyHash,
            @Nullable ProblemCode refusal,
            @Nullable UUID loanId,
            @Nullable UUID patronId,
            @Nullable PatronCategory category) {
        <T> Attempt<T> again() {
            return Attempt.again(refusal, loanId, patronId, category);
        }
    }
}
