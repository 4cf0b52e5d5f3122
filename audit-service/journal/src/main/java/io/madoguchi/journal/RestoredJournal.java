package io.madoguchi.journal;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jspecify.annotations.Nullable;

/**
 * A journal that was restored to an earlier moment, where records of what was disclosed since are missing. PostgreSQL itself
 * then lets nobody in who serves requests (function {@code require_journal}, the first statement of every connection), so
 * that no instance can be late to notice; this says why, until the operator has accepted the journal.
 */
@Readiness
@ApplicationScoped
public class RestoredJournal implements HealthCheck {
    private static final String NOT_ACCEPTED = "57R01";

    private final AgroalDataSource dataSource;

    @Inject
    RestoredJournal(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Whether a request failed for this. */
    public static boolean isWhy(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && NOT_ACCEPTED.equals(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    /** A database that can't be reached at all is another check's. */
    @Override
    public HealthCheckResponse call() {
        var health = HealthCheckResponse.named("journal-restored");
        try (Connection connection = dataSource.getConnection()) {
            return health.up().build();
        } catch (SQLException e) {
            return isWhy(e)
                    ? health.down().withData("closed", "journal-restored").build()
                    : health.up().build();
        }
    }
}
