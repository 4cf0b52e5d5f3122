package io.madoguchi.changefeed;

import static io.madoguchi.directory.TestPatron.aPupil;
import static io.madoguchi.directory.TestPatron.aStaffMember;
import static io.madoguchi.directory.TestSchool.aSchool;
import static io.madoguchi.testing.TestAccount.aHandler;
import static io.madoguchi.testing.TestAccount.aService;
import static org.assertj.core.api.Assertions.assertThat;

import io.madoguchi.api.directory.CardHash;
import io.madoguchi.api.trail.AccessRecord;
import io.madoguchi.api.trail.AccessRecord.Result;
import io.madoguchi.directory.PatronServiceTest;
import io.madoguchi.directory.TestPatron;
import io.madoguchi.disclosure.Act;
import io.madoguchi.disclosure.Duty;
import io.madoguchi.disclosure.Field;
import io.madoguchi.disclosure.Scopes;
import io.madoguchi.school.SchoolCode;
import io.madoguchi.testing.TestJournal;
import io.madoguchi.testing.TestPostgres;
import io.restassured.response.Response;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@PatronServiceTest
class BorrowerChangesTest {
    private final SchoolCode school = aSchool();
    private final FeedReader reader = new FeedReader();

    @Test
    void tellsLendingWhoBorrowsWithoutTheName() {
        reader.readAll();
        TestPatron pupil = aPupil().atSchool(school).inTheDirectory();

        Response page = reader.read();

        Map<String, Object> borrower = new HashMap<>();
        borrower.put("patronId", pupil.id().toString());
        borrower.put("school", school.value());
        borrower.put("category", "ELEMENTARY_PUPIL");
        borrower.put("cardHash", CardHash.withKey(key()).of(pupil.card()));
        borrower.put("departed", false);
        assertThat(page.jsonPath().getList("borrowers")).isEqualTo(List.of(borrower));
        assertThat(page.asString()).doesNotContain(pupil.card(), "山田", pupil.number());
    }

    @Test
    void tellsThatSomebodyHasNoCardAndThatSomebodyLeft() {
        reader.readAll();
        aStaffMember().atSchool(school).withCard(null).departed().inTheDirectory();

        Response page = reader.read();

        assertThat(page.jsonPath().getString("borrowers[0].cardHash")).isNull();
        assertThat(page.jsonPath().getBoolean("borrowers[0].departed")).isTrue();
    }

    @Test
    void deliversAChangeOnceInItsPresentStateAndNothingAgainWithoutAChange() throws SQLException {
        TestPatron pupil = aPupil().atSchool(school).inTheDirectory();
        reader.readAll();
        assertThat(reader.read().jsonPath().getList("borrowers")).isEmpty();

        pupil.withCard("P-FIRST").reissued();
        pupil.withCard("P-SECOND").reissued();

        Response page = reader.read();
        assertThat(page.jsonPath().getList("borrowers.patronId"))
                .containsExactly(pupil.id().toString());
        assertThat(page.jsonPath().getString("borrowers[0].cardHash"))
                .isEqualTo(CardHash.withKey(key()).of("P-SECOND"));
        assertThat(reader.read().jsonPath().getList("borrowers")).isEmpty();
    }

    @Test
    void comesInPagesWithoutAGapOrARepetition() throws SQLException {
        reader.readAll();
        update(
                """
                INSERT INTO patron (id, school, category, patron_number, display_name, name_key)
                SELECT gen_random_uuid(), ?, 'ELEMENTARY_PUPIL', 'N' || n, '山田', '山田' FROM generate_series(1, 2001) n
                """,
                school.value());

        Set<String> seen = new HashSet<>();
        for (int expected : List.of(1000, 1000, 1)) {
            Response page = reader.read();
            List<String> ids = page.jsonPath().getList("borrowers.patronId");
            assertThat(ids).hasSize(expected);
            assertThat(page.jsonPath().getBoolean("more")).isEqualTo(expected == 1000);
            assertThat(seen).doesNotContainAnyElementsOf(ids);
            seen.addAll(ids);
        }
        assertThat(seen).hasSize(2001);
    }

    @Test
    void putsAPageWithPeopleOnRecordAndAnEmptyOneNot() {
        reader.readAll();
        TestPatron pupil = aPupil().atSchool(school).inTheDirectory();

        Response page = reader.read();
        Response empty = reader.read();

        AccessRecord record = TestJournal.recordOf(page);
        assertThat(record.act()).isEqualTo(Act.SYNC_BORROWERS);
        assertThat(record.decision()).isEqualTo(Result.PERMITTED);
        assertThat(record.disclosed()).singleElement().satisfies(disclosed -> {
            assertThat(disclosed.patrons()).containsExactly(pupil.id());
            assertThat(disclosed.fields())
                    .containsExactlyInAnyOrder(
                            Field.PATRON_ID, Field.SCHOOL, Field.CATEGORY, Field.CARD_HASH, Field.DEPARTED);
            assertThat(disclosed.authorisations()).singleElement().satisfies(citation -> assertThat(citation.clause())
                    .isEqualTo("利用者情報の連携"));
        });
        assertThat(empty.statusCode()).isEqualTo(200);
        assertThat(empty.header("Access-Record")).isNull();
    }

    @Test
    void makesItsReadersStartAgainAfterARestore() throws SQLException {
        TestPatron pupil = aPupil().atSchool(school).inTheDirectory();
        reader.readAll();
        update("UPDATE feed_epoch SET epoch = ?", UUID.randomUUID());

        Response refused = reader.read();

        assertThat(refused.statusCode()).isEqualTo(410);
        assertThat(refused.jsonPath().getString("code")).isEqualTo("feed-epoch-changed");
        assertThat(TestJournal.recordOf(refused).reason()).isEqualTo("feed-epoch-changed");
        assertThat(new FeedReader().readAll()).contains(pupil.id().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "x.1", "x.1.y", "x..", "x.-1.00000000-0000-0000-0000-000000000000", "a b", "あ"})
    void refusesWhatIsNoCursor(String cursor) {
        Response refused = reader.from(cursor).read();

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.jsonPath().getString("code")).isEqualTo("invalid-value");
        assertThat(refused.jsonPath().getList("faults.field")).containsExactly("after");
    }

    @Test
    void refusesAContractorWhateverTheTokenSays() {
        String code = "code";
        assertThat(reader.as(aHandler().withDuty(Duty.COUNTER).atSchool(school))
                        .read()
                        .jsonPath()
                        .getString(code))
                .isEqualTo("scope-missing");
        assertThat(reader.as(aHandler().withDuty(Duty.COUNTER).atSchool(school).withScopes(Scopes.BORROWER_SYNC))
                        .read()
                        .jsonPath()
                        .getString(code))
                .isEqualTo("duty-required");
        assertThat(reader.as(aService("circulation-service")).read().statusCode())
                .isEqualTo(200);
    }

    private static String key() {
        return ConfigProvider.getConfig().getValue("card.key", String.class);
    }

    private static void update(String sql, Object parameter) throws SQLException {
        try (Connection admin = TestPostgres.administrator();
                PreparedStatement update = admin.prepareStatement(sql)) {
            update.setObject(1, parameter);
            update.executeUpdate();
        }
    }
}
