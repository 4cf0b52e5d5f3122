package io.madoguchi.reading;

import io.agroal.api.AgroalDataSource;
import io.madoguchi.caller.CurrentCaller;
import io.madoguchi.disclosure.Caller;
import io.madoguchi.disclosure.Engagement;
import io.madoguchi.reading.ReadingLimits.Count;
import io.madoguchi.school.SchoolCode;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads about persons for the present request. A contractor's reading goes through a pool of its own, as a role that sees
 * the rows and columns which the token's papers open and no others, whatever was asked (R21); everybody else's goes through
 * the service's own. What the role may see is told to PostgreSQL from the token, not from the rule's answer: the two must
 * agree for anything to come out.
 *
 * <p>Two pools in one transaction can't commit together, so a transaction that reads here keeps its record here too.
 */
@RequestScoped
public class Reads {
    /** In one round trip with the transaction's first query; the settings end with it. */
    private static final String SETTINGS =
            """
            SELECT set_config('madoguchi.schools', ?, true), set_config('madoguchi.contract', ?, true),
                   set_config('madoguchi.duty', ?, true),
                   coalesce(sum(readings) FILTER (WHERE quarter_hour = ?), 0) AS readings,
                   coalesce(sum(persons), 0) AS persons
            FROM reading_count WHERE account = ? AND quarter_hour >= ?;
            """;

    private final CurrentCaller current;
    private final AgroalDataSource own;
    private final AgroalDataSource contractors;
    private final ReadingLimits limits;
    private final TransactionSynchronizationRegistry transactions;
    private final Clock clock;
    private AgroalDataSource inUse;
    /** The transaction in which PostgreSQL knows the caller, and what the account had read before it. */
    private @Nullable Object introducedIn;

    private Count before = Count.NOTHING;

    @Inject
    Reads(
            CurrentCaller current,
            AgroalDataSource own,
            @DataSource("contractor") AgroalDataSource contractors,
            ReadingLimits limits,
            TransactionSynchronizationRegistry transactions,
            Clock clock) {
        this.current = current;
        this.own = own;
        this.contractors = contractors;
        this.limits = limits;
        this.transactions = transactions;
        this.clock = clock;
        this.inUse = own;
    }

    /** Turns a row into what it means. */
    public interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** The rows of a query, in the caller's transaction. */
    public <T> List<T> query(String sql, Row<T> reading, @Nullable Object... values) {
        boolean contractor = current.get().isContractor();
        inUse = contractor ? contractors : own;
        Object transaction = transactions.getTransactionKey();
        boolean introduce = contractor && (transaction == null || !transaction.equals(introducedIn));
        try (Connection connection = inUse.getConnection();
                PreparedStatement statement = connection.prepareStatement(introduce ? SETTINGS + sql : sql)) {
            bind(statement, introduce ? settings() : List.of(), values);
            statement.execute();
            if (introduce) {
                before = count(statement);
                introducedIn = transaction;
                limits.refuseWhenTooMuch(before);
                statement.getMoreResults();
            }
            List<T> rows = new ArrayList<>();
            try (ResultSet row = statement.getResultSet()) {
                while (row.next()) {
                    rows.add(reading.read(row));
                }
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What counts towards the account's limits that the record of this transaction's reading names so many persons. */
    public @Nullable Change shown(int persons) {
        return inUse == contractors ? limits.add(current.get().account(), before, persons) : null;
    }

    private static Count count(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.getResultSet()) {
            row.next();
            return new Count(row.getInt("readings"), row.getInt("persons"));
        }
    }

    /** Where the present transaction reads, so that its record commits with it. */
    public AgroalDataSource poolInUse() {
        return inUse;
    }

    private static void bind(PreparedStatement statement, List<Object> settings, @Nullable Object... values)
            throws SQLException {
        int next = 1;
        for (Object setting : settings) {
            statement.setObject(next++, setting);
        }
        for (Object value : values) {
            statement.setObject(next++, value);
        }
    }

    private List<Object> settings() {
        Caller caller = current.get();
        LocalDate today = LocalDate.now(clock);
        Engagement underContract = caller.contract();
        boolean papersInForce = inForce(caller.designation(), today) && inForce(underContract, today);
        String schools = papersInForce
                ? caller.schoolsAssigned(today).stream().map(SchoolCode::value).collect(Collectors.joining(","))
                : "";
        String contract = papersInForce && underContract != null ? underContract.id() : "";
        String duty =
                current.declaredDuty().filter(caller::holds).map(Enum::name).orElse("");
        return List.of(schools, contract, duty, limits.thisQuarterHour(), caller.account(), limits.today());
    }

    private static boolean inForce(@Nullable Engagement paper, LocalDate today) {
        return paper != null && paper.period().includes(today);
    }
}
