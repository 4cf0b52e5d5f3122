package io.madoguchi.directory;

import static io.madoguchi.directory.Ask.ask;
import static io.madoguchi.directory.TestPatron.aPupil;
import static io.madoguchi.directory.TestSchool.aSchool;
import static io.madoguchi.testing.TestAccount.aHandler;
import static org.assertj.core.api.Assertions.assertThat;

import io.madoguchi.api.Headers;
import io.madoguchi.disclosure.Duty;
import io.madoguchi.school.SchoolCode;
import io.madoguchi.testing.TestJournal;
import io.madoguchi.testing.TestPostgres;
import io.restassured.response.Response;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PatronServiceTest
class RecordUnavailableTest {
    private final SchoolCode school = aSchool();
    private final Ask counter = ask(aHandler().atSchool(school)).at(school).as(Duty.COUNTER);

    @BeforeEach
    void theJournalCannotBeWritten() throws SQLException {
        administratorDoes("REVOKE INSERT ON access_journal FROM patron_app, patron_contractor");
    }

    @AfterEach
    void theJournalCanBeWrittenAgain() throws SQLException {
        administratorDoes(
                "GRANT INSERT (id, recorded_at, body, salt) ON access_journal TO patron_app, patron_contractor");
    }

    @Test
    void disclosesNobodyAndRefusesNothingWithoutARecord() {
        TestPatron pupil = aPupil().atSchool(school).inTheDirectory();

        for (Response answer : List.of(
                counter.forCard(pupil.card()),
                counter.forId(pupil.id()),
                counter.forName("山田"),
                counter.forCard("P999999999"),
                counter.stating("LENDING").forCard(pupil.card()))) {
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.jsonPath().getString("code")).isEqualTo("record-unavailable");
            assertThat(answer.header("Retry-After")).isNotNull();
            assertThat(answer.header(Headers.ACCESS_RECORD)).isNull();
            assertThat(answer.asString()).doesNotContain("山田", pupil.id().toString());
        }
        assertThat(TestJournal.textsOf(counter.account())).isEmpty();
    }

    private static void administratorDoes(String sql) throws SQLException {
        try (Connection admin = TestPostgres.administrator();
                Statement statement = admin.createStatement()) {
            statement.execute(sql);
        }
    }
}
