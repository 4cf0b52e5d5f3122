package io.madoguchi.directory;

import static io.madoguchi.directory.TestPatron.aPupil;
import static io.madoguchi.directory.TestPatron.aStaffMember;
import static io.madoguchi.directory.TestSchool.aSchool;
import static io.madoguchi.testing.TestPostgres.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.madoguchi.school.SchoolCode;
import io.madoguchi.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What SQL written by hand can get out of the database as the role that serves contractors' accounts (R21). */
@PatronServiceTest
class ContractorRoleTest {
    private static final String CONTRACT = "school-library-support-2013";
    private final SchoolCode school = aSchool();
    private final TestPatron pupil =
            aPupil().atSchool(school).named("山田 花子", "ヤマダ ハナコ").inTheDirectory();

    @Test
    void seesTheNamesOfThePatronsOfTheSchoolsThatAreSetUnderTheDutyThatIsSet() throws SQLException {
        aStaffMember().atSchool(school).named("鈴木 校長", "スズキ コウチョウ").inTheDirectory();
        aPupil().atSchool(school).named("佐藤 去", "サトウ サル").departed().inTheDirectory();
        aPupil().atSchool(aSchool()).named("高橋 他", "タカハシ ホカ").inTheDirectory();

        assertThat(rows(school.value(), CONTRACT, "COUNTER", "SELECT display_name FROM patron_shown"))
                .containsExactlyInAnyOrder("山田 花子", "鈴木 校長");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "display_name",
                "name_key",
                "name_kana",
                "kana_key",
                "grade",
                "home_class",
                "attendance_number",
                "patron_number",
                "card_barcode",
                "*"
            })
    void readsNoSuchColumnOfTheTable(String column) {
        refused("SELECT %s FROM patron".formatted(column), "42501");
        refused("SELECT id FROM patron ORDER BY (patron.*)::text", "42501");
    }

    @ParameterizedTest
    @ValueSource(strings = {"patron_number", "card_barcode"})
    void findsNoSuchColumnInWhatIsShown(String column) {
        refused("SELECT %s FROM patron_shown".formatted(column), "42703");
    }

    @ParameterizedTest
    @ValueSource(strings = {"name_kana", "grade", "home_class", "attendance_number"})
    void whatNoDocumentInForceOpensIsNull(String column) throws SQLException {
        assertThat(rows(school.value(), CONTRACT, "COUNTER", "SELECT %s FROM patron_shown".formatted(column)))
                .hasSize(1)
                .containsOnlyNulls();
        assertThat(rows(school.value(), CONTRACT, "COUNTER", "SELECT kana_key FROM patron_by_kana"))
                .isEmpty();
    }

    @Test
    void underADutyWithoutTheNameThereIsNoName() throws SQLException {
        aStaffMember().atSchool(school).inTheDirectory();

        assertThat(rows(school.value(), CONTRACT, "READING_GUIDANCE", "SELECT display_name FROM patron_shown"))
                .hasSize(1)
                .containsOnlyNulls();
        assertThat(rows(school.value(), CONTRACT, "READING_GUIDANCE", "SELECT name_key FROM patron_by_name"))
                .isEmpty();
    }

    @Test
    void nothingIsVisibleWithoutASchoolADutyOrTheContract() throws SQLException {
        String everybody = "SELECT id FROM patron";
        assertThat(rows(school.value(), CONTRACT, "COUNTER", everybody)).hasSize(1);
        assertThat(rows(null, null, null, everybody)).isEmpty();
        assertThat(rows("", CONTRACT, "COUNTER", everybody)).isEmpty();
        assertThat(rows(school.value(), "", "COUNTER", everybody)).isEmpty();
        assertThat(rows(school.value(), "another-contract", "COUNTER", everybody))
                .isEmpty();
        assertThat(rows(school.value(), CONTRACT, "", everybody)).isEmpty();
        assertThat(rows(school.value(), CONTRACT, "MATERIALS_PROCESSING", everybody))
                .isEmpty();
        assertThat(rows(aSchool().value(), CONTRACT, "COUNTER", everybody)).isEmpty();
    }

    @Test
    void theSettingsEndWithTheTransaction() throws SQLException {
        try (Connection contractor = TestPostgres.as("contractor")) {
            read(
                    contractor,
                    "SELECT set_config('madoguchi.schools', '%s', true), set_config('madoguchi.contract', '%s', true),"
                                    .formatted(school, CONTRACT)
                            + " set_config('madoguchi.duty', 'COUNTER', true)");
            assertThat(read(contractor, "SELECT id FROM patron")).hasSize(1);
            contractor.commit();
            assertThat(read(contractor, "SELECT id FROM patron")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE patron SET departed = true",
                "DELETE FROM patron",
                "INSERT INTO patron (id) VALUES (gen_random_uuid())",
                "INSERT INTO class_window (id) VALUES (gen_random_uuid())",
                "UPDATE opening SET duty = 'COUNTER'",
                "INSERT INTO opening (duty) VALUES ('COUNTER')",
                "SELECT opened_by FROM class_window",
                "SELECT body FROM access_journal",
                "UPDATE access_journal SET body = '{}'",
                "DELETE FROM access_journal",
                "TRUNCATE access_journal",
                "INSERT INTO access_journal (id, xid, recorded_at, body, salt) VALUES (gen_random_uuid(), '1', now(), '{}', '')",
                "SELECT epoch FROM feed_epoch",
                "CREATE TABLE mine (id int)",
                "CREATE TEMP TABLE mine (id int)",
                "CREATE VIEW mine AS SELECT 1",
                "CREATE SCHEMA mine",
                "ALTER TABLE patron DISABLE ROW LEVEL SECURITY",
                "ALTER ROLE patron_contractor BYPASSRLS",
                "SET ROLE patron_owner",
                "SET ROLE patron_app",
                "COPY (SELECT 1) TO PROGRAM 'true'"
            })
    void changesNothingMakesNothingAndBecomesNobodyElse(String sql) {
        refused(sql, "42501");
    }

    @Test
    void rolesThatServeRequestsOwnNothingAndPassNoRowSecurity() throws SQLException {
        try (Connection admin = TestPostgres.administrator()) {
            assertThat(
                            read(
                                    admin,
                                    """
                            SELECT rolname FROM pg_roles
                            WHERE rolname LIKE 'patron\\_%'
                              AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication)
                            """))
                    .isEmpty();
            assertThat(
                            read(
                                    admin,
                                    """
                            SELECT DISTINCT r.rolname FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner
                            WHERE c.relnamespace = 'patron'::regnamespace
                            """))
                    .containsExactly("patron_owner");
            assertThat(read(
                            admin,
                            "SELECT relname FROM pg_class WHERE oid = 'patron.patron'::regclass"
                                    + " AND relrowsecurity AND relforcerowsecurity"))
                    .containsExactly("patron");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"app", "relay"})
    void noRoleThatServesRequestsRunsDdl(String role) throws SQLException {
        for (String ddl :
                List.of("CREATE TABLE mine (id int)", "CREATE TEMP TABLE mine (id int)", "DROP TABLE patron")) {
            try (Connection connection = TestPostgres.as(role);
                    Statement statement = connection.createStatement()) {
                assertThatThrownBy(() -> statement.execute(ddl))
                        .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getSQLState())
                                .isEqualTo("42501"));
            }
        }
    }

    /** Row security is forced: through the owner's eyes, too, which the views use. */
    @Test
    void theOwnerSeesNoRowEither() throws SQLException {
        try (Connection owner = TestPostgres.as("owner")) {
            assertThat(read(owner, "SELECT id FROM patron")).isEmpty();
        }
    }

    private void refused(String sql, String state) {
        assertThatThrownBy(() -> rows(school.value(), CONTRACT, "COUNTER", sql))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(state));
    }

    private static List<String> rows(String schools, String contract, String duty, String sql) throws SQLException {
        return TestPostgres.asContractor(schools, contract, duty, sql);
    }
}
