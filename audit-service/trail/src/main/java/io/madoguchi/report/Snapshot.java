package io.madoguchi.report;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One state of the records for all queries of a report, so that its numbers agree while records arrive. */
@ApplicationScoped
class Snapshot {
    private final AgroalDataSource dataSource;
    private final ReportSettings settings;

    @Inject
    Snapshot(AgroalDataSource dataSource, ReportSettings settings) {
        this.dataSource = dataSource;
        this.settings = settings;
    }

    /** Turns a row into what it means. */
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** To be called before any other statement of the transaction. */
    void take() {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
            statement.execute(
                    "SET LOCAL statement_timeout = " + settings.patience().toMillis());
            // A report sorts what a request for a page never does.
            statement.execute("SET LOCAL work_mem = '128MB'");
            // PostgreSQL can't tell how many rows a step of a report leaves; where it takes many for few, this is what
            // hurts.
            statement.execute("SET LOCAL enable_nestloop = off");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    <T> List<T> query(String sql, Row<T> reading, @Nullable Object... values) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                select.setObject(i + 1, values[i]);
            }
            List<T> rows = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    rows.add(reading.read(row));
                }
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
