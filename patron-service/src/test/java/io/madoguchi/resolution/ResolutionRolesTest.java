package io.madoguchi.resolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.madoguchi.directory.PatronServiceTest;
import io.madoguchi.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the database itself refuses of resolving identities. */
@PatronServiceTest
class ResolutionRolesTest {

    @ParameterizedTest
    @ValueSource(strings = {"SELECT", "INSERT", "UPDATE", "DELETE"})
    void theContractorsRoleAndTheRelayHaveNoRightToTheRequests(String right) throws SQLException {
        for (String role : new String[] {"patron_contractor", "patron_relay"}) {
            assertThat(answer(
                            "SELECT has_table_privilege('%s', 'identity_resolution', '%s') OR has_any_column_privilege('%s', 'identity_resolution', '%s')"
                                    .formatted(role, right, role, right.equals("DELETE") ? "SELECT" : right)))
                    .containsExactly("f");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"APPROVED", "RESOLVED"})
    void nothingIsApprovedByWhoAskedOrByNobody(String state) {
        for (String decidedBy : new String[] {"'me', 'my-id'", "'me', 'other-id'", "'other', 'my-id'", "NULL, NULL"}) {
            assertThatThrownBy(() -> insert(state, decidedBy)).hasMessageContaining("second_person");
        }
    }

    @Test
    void whatIsAskedCanNotBeChangedAfterwards() throws SQLException {
        for (String column :
                new String[] {"name_hash", "patron_id", "case_number", "inquiry", "requested_by", "expires_at"}) {
            assertThat(answer("SELECT has_column_privilege('patron_app', 'identity_resolution', '%s', 'UPDATE')"
                            .formatted(column)))
                    .containsExactly("f");
        }
    }

    private static List<String> answer(String sql) throws SQLException {
        try (Connection admin = TestPostgres.administrator()) {
            return TestPostgres.read(admin, sql);
        }
    }

    private static void insert(String state, String decidedBy) throws SQLException {
        try (Connection admin = TestPostgres.administrator();
                Statement insert = admin.createStatement()) {
            insert.execute(
                    """
                    INSERT INTO identity_resolution (id, patron_id, inquiry, case_number, requested_by, requested_subject,
                        requested_by_auditor, requested_by_district, requested_at, expires_at, state, decided_by,
                        decided_subject, decided_at)
                    VALUES ('%s', '%s', 'AUDIT', '1', 'me', 'my-id', true, false, now(), now(), '%s', %s, now())
                    """
                            .formatted(UUID.randomUUID(), UUID.randomUUID(), state, decidedBy));
        }
    }
}
