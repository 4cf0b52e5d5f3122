package io.madoguchi.directory;

import static io.madoguchi.directory.Ask.ask;
import static io.madoguchi.directory.TestPatron.aPupil;
import static io.madoguchi.directory.TestPatron.aStaffMember;
import static io.madoguchi.directory.TestSchool.aSchool;
import static io.madoguchi.testing.TestAccount.aHandler;
import static io.madoguchi.testing.TestAccount.aLibrarian;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.madoguchi.disclosure.Act;
import io.madoguchi.disclosure.Citation;
import io.madoguchi.disclosure.Duty;
import io.madoguchi.disclosure.Scopes;
import io.madoguchi.school.SchoolCode;
import io.madoguchi.testing.TestAccount;
import io.madoguchi.testing.TestJournal;
import io.madoguchi.testing.TestPostgres;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Amendment C: grade, class and attendance number, only while the school's window is open. */
@PatronServiceTest
@TestProfile(Amendments.class)
class ClassWindowTest {
    private static final String PATH = "/v1/schools/{school}/class-window";
    private static final String[] OF_THE_CLASS = {"grade", "homeClass", "attendanceNumber"};

    private final SchoolCode school = aSchool();
    private final TestPatron pupil = aPupil().atSchool(school).inTheDirectory();
    private final Ask counter = ask(aHandler().atSchool(school).withScopes(Scopes.PATRON_CLASS_READ))
            .at(school)
            .as(Duty.COUNTER);

    @Test
    void showsTheClassFromTheSchoolsActUntilItIsClosed() {
        assertThat(shown(pupil)).doesNotContainKeys(OF_THE_CLASS);

        Response opened = asLibrarian(school).body(Map.of("minutes", 50)).put(PATH, school.value());
        assertThat(opened.statusCode()).isEqualTo(200);
        assertThat(TestJournal.recordOf(opened).act()).isEqualTo(Act.OPEN_CLASS_WINDOW);
        assertThat(shown(pupil)).containsKeys(OF_THE_CLASS);

        assertThat(asLibrarian(school).delete(PATH, school.value()).jsonPath().getBoolean("open"))
                .isFalse();
        assertThat(shown(pupil)).doesNotContainKeys(OF_THE_CLASS);
    }

    @Test
    void closesByItself() throws SQLException {
        open(school);
        assertThat(shown(pupil)).containsKeys(OF_THE_CLASS);
        try (Connection admin = TestPostgres.administrator();
                var past = admin.prepareStatement(
                        "UPDATE class_window SET opens_at = opens_at - interval '1 hour', closes_at = now() WHERE school = ?")) {
            past.setString(1, school.value());
            past.executeUpdate();
        }

        assertThat(shown(pupil)).doesNotContainKeys(OF_THE_CLASS);
        assertThat(asLibrarian(school).get(PATH, school.value()).jsonPath().getBoolean("open"))
                .isFalse();
    }

    @Test
    void isOnRecordWithTheAmendmentThatOpensIt() {
        open(school);

        assertThat(TestJournal.recordOf(counter.forCard(pupil.card())).disclosed())
                .singleElement()
                .satisfies(disclosed -> assertThat(disclosed.authorisations())
                        .extracting(Citation::document)
                        .contains("amendment-c"));
    }

    @Test
    void showsNoClassOfAStaffMemberAndNothingAtAnotherSchool() {
        open(aSchool());
        assertThat(shown(pupil)).doesNotContainKeys(OF_THE_CLASS);
        open(school);
        assertThat(shown(aStaffMember().atSchool(school).inTheDirectory())).doesNotContainKeys(OF_THE_CLASS);
    }

    @Test
    void showsNothingToATokenWithoutTheScope() {
        open(school);
        Ask without = ask(aHandler().atSchool(school)).at(school).as(Duty.COUNTER);

        assertThat(without.forCard(pupil.card()).jsonPath().getMap("patrons[0]"))
                .containsKey("displayName")
                .doesNotContainKeys(OF_THE_CLASS);
    }

    @Test
    void isOpenedByNobodyButTheSchoolItself() {
        for (TestAccount account : new TestAccount[] {
            aLibrarian().atSchool(aSchool()),
            aHandler().atSchool(school).withDuty(Duty.COUNTER).withScopes(Scopes.SCHOOL_DECIDE),
            TestAccount.aDistrictAdmin().withScopes(Scopes.SCHOOL_DECIDE)
        }) {
            Response answer = given().auth()
                    .oauth2(account.token())
                    .header("Purpose-Of-Use", "COUNTER")
                    .contentType("application/json")
                    .body(Map.of("minutes", 50))
                    .put(PATH, school.value());
            assertThat(answer.statusCode()).isEqualTo(403);
        }
        assertThat(shown(pupil)).doesNotContainKeys(OF_THE_CLASS);
    }

    @Test
    void staysOpenForHalfASchoolDayAtMost() {
        assertThat(asLibrarian(school)
                        .body(Map.of("minutes", 241))
                        .put(PATH, school.value())
                        .statusCode())
                .isEqualTo(400);
    }

    private Map<String, Object> shown(TestPatron patron) {
        return counter.forCard(patron.card()).jsonPath().getMap("patrons[0]");
    }

    private static void open(SchoolCode where) {
        asLibrarian(where)
                .body(Map.of("minutes", 50))
                .put(PATH, where.value())
                .then()
                .statusCode(200);
    }

    private static io.restassured.specification.RequestSpecification asLibrarian(SchoolCode where) {
        return given().auth().oauth2(aLibrarian().atSchool(where).token()).contentType("application/json");
    }
}
