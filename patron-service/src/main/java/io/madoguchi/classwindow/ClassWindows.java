package io.madoguchi.classwindow;

import io.agroal.api.AgroalDataSource;
import io.madoguchi.api.directory.ClassWindow;
import io.madoguchi.caller.CurrentDecisions;
import io.madoguchi.disclosure.Authorisations;
import io.madoguchi.disclosure.Condition;
import io.madoguchi.disclosure.Duty;
import io.madoguchi.disclosure.SchoolDecisions;
import io.madoguchi.school.SchoolCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The windows that schools opened. */
@ApplicationScoped
class ClassWindows implements CurrentDecisions {
    private final AgroalDataSource dataSource;
    private final Authorisations documents;
    private final Clock clock;

    ClassWindows(AgroalDataSource dataSource, Authorisations documents, Clock clock) {
        this.dataSource = dataSource;
        this.documents = documents;
        this.clock = clock;
    }

    /** Looked up only under a duty for which some document knows of such windows. */
    @Override
    public SchoolDecisions under(@Nullable Duty duty) {
        return documents.everKnowOf(Condition.CLASS_WINDOW, duty)
                ? new SchoolDecisions(schoolsWithAWindow(clock.instant()), Set.of())
                : SchoolDecisions.NONE;
    }

    void open(SchoolCode school, Instant from, Instant until, String openedBy) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        """
                        INSERT INTO class_window (id, school, opened_by, opens_at, closes_at) VALUES (?, ?, ?, ?, ?)
                        """)) {
            insert.setObject(1, UUID.randomUUID());
            insert.setString(2, school.value());
            insert.setString(3, openedBy);
            insert.setObject(4, utc(from));
            insert.setObject(5, utc(until));
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void close(SchoolCode school, Instant at) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement update = connection.prepareStatement(
                        """
                        UPDATE class_window SET closes_at = greatest(opens_at, ?) WHERE school = ? AND closes_at > ?
                        """)) {
            update.setObject(1, utc(at));
            update.setString(2, school.value());
            update.setObject(3, utc(at));
            update.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    Optional<ClassWindow> at(SchoolCode school, Instant now) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        """
                        SELECT opens_at, closes_at FROM class_window
                        WHERE school = ? AND opens_at <= ? AND closes_at > ?
                        """)) {
            select.setString(1, school.value());
            select.setObject(2, utc(now));
            select.setObject(3, utc(now));
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new ClassWindow(true, instant(row, "opens_at"), instant(row, "closes_at")))
                        : Optional.empty();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Set<SchoolCode> schoolsWithAWindow(Instant now) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "SELECT school FROM class_window WHERE opens_at <= ? AND closes_at > ?")) {
            select.setObject(1, utc(now));
            select.setObject(2, utc(now));
            Set<SchoolCode> schools = new HashSet<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    schools.add(new SchoolCode(row.getString("school")));
                }
            }
            return schools;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime utc(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}
