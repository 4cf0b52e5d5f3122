package io.madoguchi.lending;

import static io.madoguchi.testcity.Fixture.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.madoguchi.school.SchoolCode;
import io.madoguchi.testcity.CirculationServiceTest;
import io.madoguchi.testcity.Fixture.Borrower;
import io.madoguchi.testing.TestPostgres;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What SQL written by hand can get out of the loans as the role that serves contractors' accounts (R15, R21). */
@CirculationServiceTest
class ContractorRoleTest {
    private static final String CONTRACT = "school-library-support-2013";
    private final SchoolCode school = aSchool();
    private final Borrower pupil = aPupil().atSchool(school);
    private final UUID open = anOpenLoan(school, anItem(school), pupil.id(), LocalDate.of(2026, 7, 1));

    @Test
    void seesThePupilsLoansOfTheSchoolUnderADutyThatHasThem() throws SQLException {
        aPastLoan(school, anItem(school), pupil.id(), Instant.parse("2026-04-01T01:00:00Z"));
        SchoolCode other = aSchool();
        anOpenLoan(other, anItem(other), aPupil().atSchool(other).id(), LocalDate.of(2026, 7, 1));

        for (String duty : List.of("LEARNING_SUPPORT", "READING_GUIDANCE")) {
            assertThat(rows(school.value(), CONTRACT, duty, "SELECT id FROM loan"))
                    .hasSize(2);
            assertThat(rows(school.value(), CONTRACT, duty, "SELECT patron_id FROM borrower"))
                    .containsExactly(pupil.id().toString());
        }
    }

    @Test
    void seesNoLoanOfAStaffMember() throws SQLException {
        Borrower staff = aStaffMember().atSchool(school);
        anOpenLoan(school, anItem(school), staff.id(), LocalDate.of(2026, 7, 1));

        assertThat(rows(
                        school.value(),
                        CONTRACT,
                        "LEARNING_SUPPORT",
                        "SELECT id FROM loan WHERE patron_id = '%s'".formatted(staff.id())))
                .isEmpty();
        assertThat(rows(
                        school.value(),
                        CONTRACT,
                        "LEARNING_SUPPORT",
                        "SELECT patron_id FROM borrower WHERE category = 'STAFF'"))
                .isEmpty();
    }

    /** R15 does not hang on a document: not even one that says otherwise opens a staff member's loans. */
    @Test
    void seesNoneOfThemThoughADocumentSaidSo() throws SQLException {
        Borrower staff = aStaffMember().atSchool(school);
        UUID loan = anOpenLoan(school, anItem(school), staff.id(), LocalDate.of(2026, 7, 1));
        run(
                "INSERT INTO opening (contract, duty, field, category, school, opens_at)"
                        + " VALUES (?, 'LEARNING_SUPPORT', 'loanRecords', 'STAFF', ?, now())",
                CONTRACT,
                school.value());

        assertThat(rows(school.value(), CONTRACT, "LEARNING_SUPPORT", "SELECT id FROM loan"))
                .contains(open.toString())
                .doesNotContain(loan.toString());
    }

    @Test
    void nothingIsVisibleWithoutASchoolTheContractOrSuchADuty() throws SQLException {
        String loans = "SELECT id FROM loan";
        assertThat(rows(school.value(), CONTRACT, "LEARNING_SUPPORT", loans)).hasSize(1);
        assertThat(rows(null, null, null, loans)).isEmpty();
        assertThat(rows("", CONTRACT, "LEARNING_SUPPORT", loans)).isEmpty();
        assertThat(rows(school.value(), "another-contract", "LEARNING_SUPPORT", loans))
                .isEmpty();
        for (String duty : List.of("", "COUNTER", "USER_DATA", "FIRST_RESPONSE")) {
            assertThat(rows(school.value(), CONTRACT, duty, loans)).isEmpty();
            assertThat(rows(school.value(), CONTRACT, duty, "SELECT patron_id FROM borrower"))
                    .isEmpty();
        }
    }

    @Test
    void whereTheSchoolSwitchedReadingGuidanceOffThereIsNone() throws SQLException {
        run("INSERT INTO reading_guidance VALUES (?, false, 'library-t', now())", school.value());

        assertThat(rows(school.value(), CONTRACT, "READING_GUIDANCE", "SELECT id FROM loan"))
                .isEmpty();
        assertThat(rows(school.value(), CONTRACT, "LEARNING_SUPPORT", "SELECT id FROM loan"))
                .hasSize(1);
    }

    @Test
    void ofCurrentTitlesItSeesWhatIsOutAndNoPast() throws SQLException {
        aPastLoan(school, anItem(school), pupil.id(), Instant.parse("2026-04-01T01:00:00Z"));
        run(
                "INSERT INTO opening (contract, duty, field, category, school, opens_at)"
                        + " VALUES (?, 'COUNTER', 'currentTitles', 'ELEMENTARY_PUPIL', ?, now())",
                CONTRACT,
                school.value());

        assertThat(rows(school.value(), CONTRACT, "COUNTER", "SELECT id FROM loan"))
                .containsExactly(open.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT school FROM loan",
                "SELECT * FROM loan",
                "SELECT epoch FROM borrower",
                "SELECT isbn FROM item",
                "SELECT cursor FROM borrower_feed",
                "SELECT account FROM idempotency_key",
                "SELECT decided_by FROM reading_guidance",
                "SELECT body FROM access_journal",
                "INSERT INTO loan (id) VALUES (gen_random_uuid())",
                "UPDATE loan SET returned_at = now()",
                "DELETE FROM loan",
                "UPDATE reading_guidance SET offered = true",
                "DELETE FROM opening",
                "UPDATE access_journal SET body = '{}'",
                "DELETE FROM access_journal",
                "CREATE TABLE mine (id int)",
                "CREATE TEMP TABLE mine (id int)",
                "ALTER TABLE loan DISABLE ROW LEVEL SECURITY",
                "SET ROLE circulation_app"
            })
    void readsNothingElseAndChangesNothing(String sql) {
        assertThatThrownBy(() -> rows(school.value(), CONTRACT, "LEARNING_SUPPORT", sql))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
    }

    private static List<String> rows(String schools, String contract, String duty, String sql) throws SQLException {
        return TestPostgres.asContractor(schools, contract, duty, sql);
    }
}
