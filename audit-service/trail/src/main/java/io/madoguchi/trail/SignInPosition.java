package io.madoguchi.trail;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Up to where Keycloak's events have been read; to be used within a transaction. */
@ApplicationScoped
class SignInPosition {
    private final AgroalDataSource dataSource;

    @Inject
    SignInPosition(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    Optional<Instant> get() {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement("SELECT read_until FROM sign_in_position");
                ResultSet row = select.executeQuery()) {
            return row.next()
                    ? Optional.of(
                            row.getObject("read_until", OffsetDateTime.class).toInstant())
                    : Optional.empty();
        } catch (SQLException e) {
            throw new TrailException(e);
        }
    }

    /** Never back: another instance may have read further. */
    void advance(Instant reached) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement upsert = connection.prepareStatement(
                        """
                        INSERT INTO sign_in_position AS position (read_until) VALUES (?)
                        ON CONFLICT (only_one)
                        DO UPDATE SET read_until = greatest(position.read_until, excluded.read_until)
                        """)) {
            upsert.setObject(1, reached.atOffset(ZoneOffset.UTC));
            upsert.executeUpdate();
        } catch (SQLException e) {
            throw new TrailException(e);
        }
    }
}
