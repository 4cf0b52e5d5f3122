package io.madoguchi.lending;

import io.agroal.api.AgroalDataSource;
import io.madoguchi.api.lending.ReadingGuidance;
import io.madoguchi.caller.CurrentCaller;
import io.madoguchi.caller.CurrentDecisions;
import io.madoguchi.disclosure.Duty;
import io.madoguchi.disclosure.Permit;
import io.madoguchi.disclosure.SchoolDecisions;
import io.madoguchi.journal.Access;
import io.madoguchi.journal.Journal;
import io.madoguchi.school.SchoolCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What schools decided about reading guidance by the contractor; a school that decided nothing has it. */
@ApplicationScoped
class ReadingGuidanceDecisions implements CurrentDecisions {
    private final AgroalDataSource dataSource;
    private final CurrentCaller current;
    private final Journal journal;
    private final Clock clock;

    ReadingGuidanceDecisions(AgroalDataSource dataSource, CurrentCaller current, Journal journal, Clock clock) {
        this.dataSource = dataSource;
        this.current = current;
        this.journal = journal;
        this.clock = clock;
    }

    @Override
    public SchoolDecisions under(@Nullable Duty duty) {
        return duty == Duty.READING_GUIDANCE ? new SchoolDecisions(Set.of(), schoolsWithoutIt()) : SchoolDecisions.NONE;
    }

    @Transactional
    ReadingGuidance read(Permit permit, SchoolCode school) {
        journal.record(Access.under(permit, school));
        return new ReadingGuidance(!schoolsWithoutIt().contains(school));
    }

    @Transactional
    ReadingGuidance decide(Permit permit, SchoolCode school, ReadingGuidance decision) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement upsert = connection.prepareStatement(
                        """
                        INSERT INTO reading_guidance (school, offered, decided_by, decided_at) VALUES (?, ?, ?, ?)
                        ON CONFLICT (school) DO UPDATE
                        SET offered = excluded.offered, decided_by = excluded.decided_by,
                            decided_at = excluded.decided_at
                        """)) {
            upsert.setString(1, school.value());
            upsert.setBoolean(2, decision.offered());
            upsert.setString(3, current.get().account());
            upsert.setObject(4, clock.instant().atOffset(ZoneOffset.UTC));
            upsert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        journal.record(Access.under(permit, school));
        return decision;
    }

    private Set<SchoolCode> schoolsWithoutIt() {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("SELECT school FROM reading_guidance WHERE NOT offered");
                ResultSet row = select.executeQuery()) {
            Set<SchoolCode> schools = new HashSet<>();
            while (row.next()) {
                schools.add(new SchoolCode(row.getString("school")));
            }
            return schools;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
