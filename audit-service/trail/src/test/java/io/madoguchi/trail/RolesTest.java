package io.madoguchi.trail;

import static io.madoguchi.trail.ARecord.aRecord;
import static io.madoguchi.trail.TrailClients.append;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.madoguchi.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What SQL written by hand can do to the records, as the roles that serve requests. */
@TrailServiceTest
class RolesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "app | UPDATE access_record SET body = '{}'",
                "app | DELETE FROM access_record",
                "app | TRUNCATE access_record",
                "app | DROP TABLE access_record",
                "app | ALTER TABLE access_record ADD note text",
                "app | CREATE TABLE mine (id int)",
                "app | UPDATE access_journal SET body = '{}'",
                "app | DELETE FROM access_journal",
                "relay | SELECT body FROM access_record",
                "relay | DELETE FROM access_journal",
                "contractor | SELECT body FROM access_record",
                "contractor | INSERT INTO access_record (id) VALUES (gen_random_uuid())",
                "contractor | SELECT body FROM access_journal",
                "contractor | CREATE TABLE mine (id int)"
            })
    void changeNoRecordAndReadNoneThatIsNotTheirs(String role, String sql) throws SQLException {
        append(aRecord().build()).statusCode(200);
        try (Connection connection = TestPostgres.as(role)) {
            assertThatThrownBy(() -> TestPostgres.read(connection, sql))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
        }
    }

    @Test
    void ownNothing() throws SQLException {
        try (Connection admin = TestPostgres.administrator()) {
            assertThat(
                            TestPostgres.read(
                                    admin,
                                    """
                            SELECT DISTINCT r.rolname FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner
                            WHERE c.relnamespace = 'audit'::regnamespace
                            """))
                    .containsExactly("audit_owner");
        }
    }
}
