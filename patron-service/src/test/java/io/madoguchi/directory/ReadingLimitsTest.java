package io.madoguchi.directory;

import static io.madoguchi.directory.Ask.ask;
import static io.madoguchi.directory.TestPatron.aPupil;
import static io.madoguchi.directory.TestSchool.aSchool;
import static io.madoguchi.testing.TestAccount.aHandler;
import static io.madoguchi.testing.TestAccount.aLibrarian;
import static org.assertj.core.api.Assertions.assertThat;

import io.madoguchi.caller.CallerSettings;
import io.madoguchi.disclosure.Duty;
import io.madoguchi.school.SchoolCode;
import io.madoguchi.testing.TestJournal;
import io.madoguchi.testing.TestPostgres;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A contractor's account that reads more than a school day needs is stopped (R33). */
@PatronServiceTest
class ReadingLimitsTest {
    private final SchoolCode school = aSchool();
    private final TestPatron pupil = aPupil().atSchool(school).inTheDirectory();
    private final Ask counter = ask(aHandler().atSchool(school)).at(school).as(Duty.COUNTER);

    @Inject
    CallerSettings settings;

    @Test
    void countsWhatWasReadAndOfHowMany() throws SQLException {
        counter.forCard(pupil.card());
        counter.forCard("P000000000");

        assertThat(count()).containsExactly("2 1");
    }

    @ParameterizedTest
    @CsvSource({"true, 900", "false, 86400"})
    void stopsAtTheLimitAndSaysUntilWhenAndPutsItOnRecord(boolean readings, long longest) throws SQLException {
        haveRead(
                readings ? settings.reading().perQuarterHour() : 1,
                readings ? 1 : settings.reading().personsPerDay());

        Response answer = counter.forCard(pupil.card());

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.jsonPath().getString("code")).isEqualTo("too-many-requests");
        assertThat(Long.parseLong(answer.header("Retry-After"))).isBetween(1L, longest);
        assertThat(TestJournal.recordOf(answer).reason()).isEqualTo("too-many-requests");
        assertThat(TestJournal.recordOf(answer).disclosed()).isEmpty();
    }

    @Test
    void doesNotStopTheSchoolsOwnStaff() throws SQLException {
        Ask librarian = ask(aLibrarian().atSchool(school)).at(school);
        haveRead(
                librarian.account(),
                settings.reading().perQuarterHour(),
                settings.reading().personsPerDay());

        assertThat(librarian.forCard(pupil.card()).statusCode()).isEqualTo(200);
    }

    private void haveRead(int readings, int persons) throws SQLException {
        haveRead(counter.account(), readings, persons);
    }

    private static void haveRead(String account, int readings, int persons) throws SQLException {
        try (Connection admin = TestPostgres.administrator();
                var insert = admin.prepareStatement(
                        """
                        INSERT INTO reading_count (account, quarter_hour, readings, persons)
                        VALUES (?, date_bin('15 minutes', now(), 'epoch'), ?, ?)
                        """)) {
            insert.setString(1, account);
            insert.setInt(2, readings);
            insert.setInt(3, persons);
            insert.executeUpdate();
        }
    }

    private List<String> count() throws SQLException {
        try (Connection admin = TestPostgres.administrator()) {
            return TestPostgres.read(
                    admin,
                    "SELECT readings || ' ' || persons FROM reading_count WHERE account = '%s'"
                            .formatted(counter.account()));
        }
    }
}
