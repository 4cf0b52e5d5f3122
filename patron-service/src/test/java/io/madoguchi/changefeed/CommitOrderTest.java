package io.madoguchi.changefeed;

import static io.madoguchi.directory.TestPatron.aPupil;
import static io.madoguchi.directory.TestSchool.aSchool;
import static org.assertj.core.api.Assertions.assertThat;

import io.madoguchi.directory.PatronServiceTest;
import io.madoguchi.directory.TestPatron;
import io.madoguchi.school.SchoolCode;
import io.madoguchi.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Transactions that overlap: a reader who has seen the later one would never hear of the earlier one. */
@PatronServiceTest
class CommitOrderTest {
    private final SchoolCode school = aSchool();
    private final FeedReader reader = new FeedReader();

    @Test
    void neverSkipsATransactionThatStartedEarlyAndCommitsLate() throws SQLException {
        reader.readAll();
        try (Connection slow = transaction();
                Connection quick = transaction()) {
            TestPatron early = aPupil().atSchool(school).insertedBy(slow);
            TestPatron late = aPupil().atSchool(school).insertedBy(quick);
            quick.commit();
            assertThat(reader.readAll())
                    .as("while the earlier transaction is open")
                    .isEmpty();

            slow.commit();

            assertThat(reader.readAll())
                    .containsExactly(early.id().toString(), late.id().toString());
            assertThat(reader.readAll()).isEmpty();
        }
    }

    @Test
    void deliversWhatWasCommittedBeforeAnOpenTransaction() throws SQLException {
        reader.readAll();
        TestPatron before = aPupil().atSchool(school).inTheDirectory();
        try (Connection open = transaction()) {
            aPupil().atSchool(school).insertedBy(open);

            assertThat(reader.readAll()).containsExactly(before.id().toString());

            open.rollback();
        }
        assertThat(reader.readAll()).as("what was rolled back").isEmpty();
    }

    @Test
    void deliversARowThatTwoTransactionsWroteOneAfterTheOther() throws SQLException {
        TestPatron pupil = aPupil().atSchool(school).inTheDirectory();
        reader.readAll();
        try (Connection first = transaction();
                Connection second = transaction()) {
            // The transaction that writes last has the smaller id: it began to write before the other.
            TestPatron other = aPupil().atSchool(school).insertedBy(second);
            depart(pupil, first);
            first.commit();
            depart(pupil, second);
            second.commit();

            assertThat(reader.readAll())
                    .containsExactlyInAnyOrder(pupil.id().toString(), other.id().toString());
        }
    }

    private static void depart(TestPatron pupil, Connection connection) throws SQLException {
        try (var update = connection.prepareStatement("UPDATE patron SET departed = NOT departed WHERE id = ?")) {
            update.setObject(1, pupil.id());
            update.executeUpdate();
        }
    }

    private static Connection transaction() throws SQLException {
        Connection connection = TestPostgres.administrator();
        connection.setAutoCommit(false);
        return connection;
    }
}
