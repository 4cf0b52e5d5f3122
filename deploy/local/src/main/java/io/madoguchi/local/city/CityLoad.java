package io.madoguchi.local.city;

import io.madoguchi.api.directory.CardHash;
import io.madoguchi.disclosure.PatronCategory;
import io.madoguchi.local.city.CityRows.Chunk;
import io.madoguchi.local.city.LoadProgress.Step;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Loads the city through COPY, one transaction for each schema: all of it or nothing, also when the process is killed. The
 * rows of the next schools are made while PostgreSQL takes in those of this one; more than a few are never in memory.
 */
final class CityLoad {
    /** Chosen freely. A second start waits for the first one's locks, and then finds the city. */
    private static final int LOCK_CLASS = 0x6369_7479;

    private static final int PATRON_LOCK = 1;
    private static final int CIRCULATION_LOCK = 2;
    private static final int SCHOOLS_AHEAD = 3;

    private final City city;
    private final CardHash cards;
    private final LocalDate today;
    private final LoadProgress progress;
    private final ExecutorService threads;

    private CityLoad(City city, CardHash cards, LocalDate today, LoadProgress progress, ExecutorService threads) {
        this.city = city;
        this.cards = cards;
        this.today = today;
        this.progress = progress;
        this.threads = threads;
    }

    private enum Found {
        NOTHING,
        THIS_CITY,
        OTHER_DATA
    }

    static LoadOutcome load(
            City city,
            DataSource patronSource,
            DataSource circulationSource,
            CardHash cards,
            LocalDate today,
            LoadProgress progress)
            throws SQLException {
        // Three: the loading of patrons, and two that make rows.
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try (Connection patron = patronSource.getConnection();
                Connection circulation = circulationSource.getConnection()) {
            patron.setAutoCommit(false);
            circulation.setAutoCommit(false);
            return new CityLoad(city, cards, today, progress, threads).load(patron, circulation);
        } finally {
            threads.shutdownNow();
        }
    }

    private LoadOutcome load(Connection patron, Connection circulation) throws SQLException {
        Found inPatron = lookIntoPatron(patron);
        Found inCirculation = lookIntoCirculation(circulation);
        if (inPatron == Found.OTHER_DATA || inCirculation == Found.OTHER_DATA) {
            return LoadOutcome.OTHER_DATA;
        }
        if (inPatron == Found.THIS_CITY && inCirculation == Found.THIS_CITY) {
            return LoadOutcome.ALREADY_LOADED;
        }
        Future<Found> patrons = threads.submit(() -> inPatron == Found.NOTHING ? loadPatron(patron) : inPatron);
        try {
            if (inCirculation == Found.NOTHING) {
                loadCirculation(circulation);
            }
        } finally {
            // Also after a failure: nobody else may close the connection that is still in use.
            await(patrons);
        }
        return LoadOutcome.LOADED;
    }

    private Found lookIntoPatron(Connection connection) throws SQLException {
        lock(connection, PATRON_LOCK);
        return look(
                connection,
                "SELECT EXISTS (SELECT FROM patron.school) OR EXISTS (SELECT FROM patron.patron),"
                        + " EXISTS (SELECT FROM patron.patron WHERE id = ?)"
                        + " AND EXISTS (SELECT FROM patron.school WHERE code = ?)",
                SampleCity.firstPupilOfSchool1());
    }

    private Found lookIntoCirculation(Connection connection) throws SQLException {
        lock(connection, CIRCULATION_LOCK);
        SampleItem firstItem = Holdings.first(1, city.school(1)).get(0);
        return look(
                connection,
                "SELECT EXISTS (SELECT FROM circulation.item) OR EXISTS (SELECT FROM circulation.lending_policy),"
                        + " EXISTS (SELECT FROM circulation.item WHERE id = ?)"
                        + " AND EXISTS (SELECT FROM circulation.lending_policy WHERE school = ?)",
                firstItem.id());
    }

    private static void lock(Connection connection, int lock) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_xact_lock(%d, %d)".formatted(LOCK_CLASS, lock));
        }
    }

    /** The first person or copy is the same in every city; the last school is not. */
    private Found look(Connection connection, String sql, UUID id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, id);
            statement.setString(2, city.school(city.totals().schools()).code().value());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                if (row.getBoolean(2)) {
                    return Found.THIS_CITY;
                }
                return row.getBoolean(1) ? Found.OTHER_DATA : Found.NOTHING;
            }
        }
    }

    private Found loadPatron(Connection connection) throws SQLException {
        Indexes indexes = withoutIndexes(connection, "patron.patron", "patron.patron_source");
        int patrons = city.schools().stream().mapToInt(People::count).sum();
        copy(
                connection,
                "patron." + CityRows.SCHOOL,
                Step.SCHOOLS,
                city.schools().size(),
                CityRows::school);
        copy(connection, "patron." + CityRows.PATRON, Step.PATRONS, patrons, school -> CityRows.patrons(school, cards));
        copy(connection, "patron." + CityRows.PATRON_SOURCE, Step.ROSTER_LINKS, patrons, CityRows::patronSources);
        copy(connection, "patron." + CityRows.SCHOOL_SOURCE, null, 0, CityRows::schoolSource);
        copy(connection, "patron." + CityRows.HOME_CLASS_SOURCE, null, 0, CityRows::homeClassSources);
        recreate(indexes, Step.PATRON_INDEXES);
        analyzeAndCommit(connection, "patron.school, patron.patron, patron.patron_source");
        return Found.THIS_CITY;
    }

    private void loadCirculation(Connection connection) throws SQLException {
        Indexes indexes = withoutIndexes(connection, "circulation.item", "circulation.loan");
        int policies = city.schools().size() * PatronCategory.values().length;
        int loans = city.totals().pastLoans() + city.totals().openLoans();
        copy(
                connection,
                "circulation." + CityRows.LENDING_POLICY,
                Step.LENDING_POLICIES,
                policies,
                CityRows::lendingPolicies);
        copy(
                connection,
                "circulation." + CityRows.ITEM,
                Step.ITEMS,
                city.totals().items(),
                CityRows::items);
        copy(connection, "circulation." + CityRows.LOAN, Step.LOANS, loans, school -> CityRows.loans(school, today));
        recreate(indexes, Step.CIRCULATION_INDEXES);
        analyzeAndCommit(connection, "circulation.lending_policy, circulation.item, circulation.loan");
    }

    /** A small city is loaded while services may look at its tables. */
    private @Nullable Indexes withoutIndexes(Connection connection, String... tables) throws SQLException {
        return city.isBig() ? Indexes.dropped(connection, tables) : null;
    }

    private void recreate(@Nullable Indexes indexes, Step step) throws SQLException {
        if (indexes != null) {
            indexes.recreate(made -> progress.report(step, made, indexes.count()));
        }
    }

    /** @param step null for what is over in a moment */
    private void copy(
            Connection connection,
            String table,
            @Nullable Step step,
            int total,
            Function<SampleSchool, Chunk> rowsOfSchool)
            throws SQLException {
        CopyIn copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("COPY " + table + " FROM STDIN (FORMAT binary)");
        try {
            report(step, 0, total);
            write(copy, CopyRows.header());
            Iterator<SampleSchool> schools = city.schools().iterator();
            Queue<Future<Chunk>> ahead = new ArrayDeque<>();
            int done = 0;
            do {
                while (schools.hasNext() && ahead.size() < SCHOOLS_AHEAD) {
                    SampleSchool school = schools.next();
                    ahead.add(threads.submit(() -> rowsOfSchool.apply(school)));
                }
                Chunk chunk = await(ahead.remove());
                write(copy, chunk.bytes());
                done += chunk.rows();
                report(step, done, total);
            } while (!ahead.isEmpty() || schools.hasNext());
            write(copy, CopyRows.trailer());
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private void report(@Nullable Step step, int done, int total) {
        if (step != null) {
            progress.report(step, done, total);
        }
    }

    private static void write(CopyIn copy, byte[] bytes) throws SQLException {
        copy.writeToCopy(bytes, 0, bytes.length);
    }

    private static void analyzeAndCommit(Connection connection, String tables) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("ANALYZE " + tables);
        }
        connection.commit();
    }

    static <T> T await(Future<T> future) throws SQLException {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted; nothing more was loaded", e);
        } catch (ExecutionException e) {
            throw new SQLException("the sample city could not be loaded", e.getCause());
        }
    }
}
