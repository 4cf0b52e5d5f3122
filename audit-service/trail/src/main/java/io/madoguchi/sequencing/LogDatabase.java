package io.madoguchi.sequencing;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Callable;

/** Work on the log's tables, each piece in a transaction of its own. */
@ApplicationScoped
class LogDatabase {
    private final AgroalDataSource dataSource;

    @Inject
    LogDatabase(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** What is done with a connection. */
    interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    /** What is done with a connection, without a result. */
    interface Change {
        void with(Connection connection) throws SQLException;
    }

    <T> T inTransaction(Work<T> work) {
        Callable<T> call = () -> {
            try (Connection connection = dataSource.getConnection()) {
                return work.with(connection);
            }
        };
        return QuarkusTransaction.requiringNew().call(call);
    }

    void change(Change change) {
        inTransaction(connection -> {
            change.with(connection);
            return true;
        });
    }
}
