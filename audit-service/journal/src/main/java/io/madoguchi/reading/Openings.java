package io.madoguchi.reading;

import io.madoguchi.caller.CallerSettings;
import io.madoguchi.disclosure.Authorisation;
import io.madoguchi.disclosure.Authorisation.Clause;
import io.madoguchi.disclosure.Authorisations;
import io.madoguchi.disclosure.Field;
import io.madoguchi.disclosure.PatronCategory;
import io.madoguchi.disclosure.Period;
import io.quarkus.flyway.FlywayConfigurationCustomizer;
import jakarta.enterprise.context.Dependent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Writes what the documents open to the contractor into the database, where row security and views go by it. Done by the
 * owner, with the migrations: no role that serves a request can write there.
 */
@Dependent
class Openings implements FlywayConfigurationCustomizer {
    private static final String LOCATION = "db/contractor";

    private final Authorisations documents;
    private final ZoneId zone;

    Openings(Authorisations documents, CallerSettings settings) {
        this.documents = documents;
        this.zone = settings.zone();
    }

    @Override
    public void customize(FluentConfiguration configuration) {
        // A schema without the table, such as the trail's, is read by no contractor.
        if (Stream.of(configuration.getLocations())
                .anyMatch(location -> location.getDescriptor().endsWith(LOCATION))) {
            configuration.callbacks(new AfterMigration());
        }
    }

    private final class AfterMigration extends BaseCallback {
        @Override
        public boolean supports(Event event, Context context) {
            return event == Event.AFTER_MIGRATE;
        }

        @Override
        public boolean canHandleInTransaction(Event event, Context context) {
            return true;
        }

        @Override
        public void handle(Event event, Context context) {
            try {
                write(context.getConnection());
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private record Row(
            String contract,
            String duty,
            String field,
            String category,
            @Nullable String school,
            @Nullable String onlyWhile,
            Period period) {}

    private List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (Authorisations.Document document : documents.documents()) {
            String contract = document.text().contract();
            if (contract != null) {
                for (Period period : documents.periodsOf(document)) {
                    for (Clause clause : document.text().clauses()) {
                        rows.addAll(rows(contract, document.text(), clause, period));
                    }
                }
            }
        }
        return rows;
    }

    private static List<Row> rows(String contract, Authorisation document, Clause clause, Period period) {
        Collection<@Nullable String> schools = new ArrayList<>();
        document.schools().forEach(school -> schools.add(school.value()));
        if (schools.isEmpty()) {
            schools.add(null);
        }
        String duty = Objects.requireNonNull(clause.duty()).name();
        String onlyWhile =
                clause.onlyWhile() == null ? null : clause.onlyWhile().name();
        List<Row> rows = new ArrayList<>();
        for (Field field : clause.everyField()) {
            for (PatronCategory category : clause.categories()) {
                for (String school : schools) {
                    rows.add(new Row(contract, duty, field.apiName(), category.name(), school, onlyWhile, period));
                }
            }
        }
        return rows;
    }

    /** All at once: a reader sees what held before or what holds now. */
    private void write(Connection connection) throws SQLException {
        boolean autoCommit = connection.getAutoCommit();
        connection.setAutoCommit(false);
        try (Statement delete = connection.createStatement();
                PreparedStatement insert = connection.prepareStatement(
                        """
                        INSERT INTO opening (contract, duty, field, category, school, only_while, opens_at, closes_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                        """)) {
            // Two instances that start at once would each leave the other's rows: together they open more than either.
            delete.execute("LOCK TABLE opening IN SHARE ROW EXCLUSIVE MODE");
            delete.execute("DELETE FROM opening");
            for (Row row : rows()) {
                insert.setString(1, row.contract());
                insert.setString(2, row.duty());
                insert.setString(3, row.field());
                insert.setString(4, row.category());
                insert.setString(5, row.school());
                insert.setString(6, row.onlyWhile());
                insert.setObject(7, beginOf(row.period().from()));
                LocalDate until = row.period().until();
                insert.setObject(8, until == null ? null : beginOf(until.plusDays(1)));
                insert.addBatch();
            }
            insert.executeBatch();
            connection.commit();
        } finally {
            connection.setAutoCommit(autoCommit);
        }
    }

    private OffsetDateTime beginOf(LocalDate day) {
        return day.atStartOfDay(zone).toOffsetDateTime();
    }
}
