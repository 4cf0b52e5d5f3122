package io.madoguchi.roster;

import static io.madoguchi.roster.Intranet.theIntranet;
import static io.madoguchi.roster.TestRoster.Person.aParent;
import static io.madoguchi.roster.TestRoster.Person.aPupil;
import static io.madoguchi.roster.TestRoster.Person.aTeacher;
import static io.madoguchi.roster.TestRoster.aRoster;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.madoguchi.api.trail.AccessRecord;
import io.madoguchi.directory.PatronServiceTest;
import io.madoguchi.disclosure.Act;
import io.madoguchi.roster.TestRoster.Person;
import io.madoguchi.testing.TestAccount;
import io.madoguchi.testing.TestJournal;
import io.madoguchi.testing.TestPostgres;
import io.restassured.path.json.JsonPath;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The city's name lists come in (R2, R11, R43). */
@PatronServiceTest
class RosterImportTest {
    private final Intranet intranet = theIntranet();
    private final Person hana = aPupil().named("山田", "花子").read("ヤマダ", "ハナコ").inClass("3年2組", "P3", 7);
    private final Person teacher = aTeacher().named("髙橋", "﨑").read("タカハシ", "サキ");

    @ParameterizedTest
    @ValueSource(strings = {"1.2", "1.2.1", "1.2_JP"})
    void takesPupilsAndStaffInEachVersionOfTheProfile(String version) {
        TestRoster roster = aRoster().inVersion(version).with(hana, teacher);
        JsonPath done = intranet.imports(roster);
        assertThat(done.getString("state")).isEqualTo("APPLIED");
        assertThat(done.getString("version")).isEqualTo(version);
        assertThat(done.getInt("percent")).isEqualTo(100);
        assertThat(patron(hana))
                .containsExactly(
                        roster.school().value(),
                        "ELEMENTARY_PUPIL",
                        "山田 花子",
                        "ヤマダ ハナコ",
                        "3",
                        "2",
                        "7",
                        "f",
                        hana.key());
        assertThat(patron(teacher))
                .containsExactly(
                        roster.school().value(), "STAFF", "髙橋 﨑", "タカハシ サキ", null, null, null, "f", teacher.key());
    }

    @Test
    void changesNothingTheSecondTime() {
        TestRoster roster = aRoster().with(hana, teacher);
        intranet.imports(roster);
        String before = change(hana);
        JsonPath again = intranet.imports(roster);
        assertThat(again.getString("state")).isEqualTo("APPLIED");
        assertThat(again.getLong("persons")).isZero();
        assertThat(again.getLong("schools.unchanged.sum()")).isEqualTo(2);
        assertThat(change(hana)).isEqualTo(before);
    }

    @Test
    void dropsWhatTheDirectoryDoesNotKnowAndCountsItByColumn() {
        JsonPath done = intranet.imports(aRoster().with(hana, teacher));
        Map<String, Integer> dropped = done.getMap("dropped");
        assertThat(dropped)
                .containsEntry("users.csv email", 2)
                .containsEntry("users.csv phone", 2)
                .containsEntry("users.csv password", 2)
                .containsEntry("users.csv identifier", 2);
        assertThat(dropped).doesNotContainKey("users.csv familyName");
    }

    @Test
    void takesNoParents() {
        Person parent = aParent();
        JsonPath done = intranet.imports(aRoster().with(hana, parent));
        assertThat(done.getLong("persons")).isEqualTo(1);
        assertThat(patron(parent)).isEmpty();
    }

    @Test
    void aDryRunSaysWhatWouldBeAndChangesNothing() {
        JsonPath done = intranet.imports(aRoster().with(hana, teacher), Map.of("dryRun", true));
        assertThat(done.getString("state")).isEqualTo("COMPARED");
        assertThat(done.getLong("schools.added.sum()")).isEqualTo(2);
        assertThat(intranet.changesOf(done).jsonPath().getList("changes.kind")).containsOnly("ADDED");
        assertThat(patron(hana)).isEmpty();
    }

    @Test
    void saysWhichFieldsOfWhomChangeAndNotToWhat() {
        TestRoster first = aRoster().with(hana, teacher);
        intranet.imports(first);
        hana.named("鈴木", "花子").inClass("4年1組", "P4", 9);
        JsonPath done = intranet.imports(first.next().with(hana, teacher));
        JsonPath changes = intranet.changesOf(done).jsonPath();
        assertThat(changes.getList("changes.kind")).containsExactly("CHANGED");
        assertThat(changes.<String>getList("changes[0].fields"))
                .containsExactlyInAnyOrder("DISPLAY_NAME", "GRADE", "HOME_CLASS", "ATTENDANCE_NUMBER");
        assertThat(changes.prettyPrint()).doesNotContain("鈴木", "花子");
        assertThat(patron(hana)).contains("鈴木 花子", "4", "1", "9");
    }

    @Test
    void whoIsNotInARosterOfEverybodyHasLeft() {
        TestRoster first = aRoster().with(hana, teacher);
        intranet.imports(first);
        JsonPath done = intranet.imports(first.next().with(teacher), Map.of("mostDepartures", 100));
        assertThat(done.getLong("schools.departed.sum()")).isEqualTo(1);
        assertThat(patron(hana)).contains("t");
        JsonPath back = intranet.imports(first.next().with(hana, teacher));
        assertThat(back.getLong("schools.returned.sum()")).isEqualTo(1);
        assertThat(patron(hana)).contains("f");
    }

    @Test
    void stopsWhereASchoolWouldLoseTooMany() {
        TestRoster first = aRoster().with(hana, teacher);
        intranet.imports(first);
        JsonPath done = intranet.imports(first.next().with(teacher));
        assertThat(done.getString("state")).isEqualTo("STOPPED");
        assertThat(done.getList("schools.findAll { it.tooManyDepart }")).hasSize(1);
        assertThat(patron(hana)).contains("f");
    }

    @Test
    void takesChangesAloneAndLeavesOthersAsTheyAre() {
        TestRoster first = aRoster().with(hana, teacher);
        intranet.imports(first);
        Person anew = aPupil().named("佐藤", "葵");
        JsonPath done =
                intranet.imports(first.next().ofChanges().with(anew, teacher.gone()), Map.of("mostDepartures", 100));
        assertThat(done.getString("state")).isEqualTo("APPLIED");
        assertThat(patron(anew)).contains("佐藤 葵", "f");
        assertThat(patron(teacher)).contains("t");
        assertThat(patron(hana)).contains("f", "山田 花子");
    }

    @Test
    void somebodyWhoMovesKeepsTheirNumber() {
        TestRoster first = aRoster().with(hana, aTeacher());
        intranet.imports(first);
        String number = text("patron_number", hana);
        TestRoster other = aRoster().with(hana);
        JsonPath done = intranet.imports(other);
        assertThat(done.getLong("schools.movedIn.sum()")).isEqualTo(1);
        assertThat(patron(hana)).contains(other.school().value());
        assertThat(text("patron_number", hana)).isEqualTo(number);
    }

    @Test
    void putsWhomItChangedOnRecordForWhoSentIt() {
        TestRoster roster = aRoster().with(hana, teacher);
        intranet.imports(roster);
        List<AccessRecord> records = TestJournal.recordsOf(intranet.name()).stream()
                .filter(record -> record.act() == Act.IMPORT_ROSTER && record.school() != null)
                .toList();
        assertThat(records).singleElement().satisfies(record -> {
            assertThat(record.school()).isEqualTo(roster.school());
            assertThat(record.disclosed()).flatMap(part -> part.patrons()).hasSize(2);
        });
    }

    @Test
    void theSameKeyComesToTheSameImportAndAnotherRosterUnderItIsRefused() {
        byte[] zip = aRoster().with(hana).zip();
        String key = UUID.randomUUID().toString();
        String first = intranet.atItsEnd(intranet.sendsWithKey(key, zip)).getString("id");
        assertThat(intranet.atItsEnd(intranet.sendsWithKey(key, zip)).getString("id"))
                .isEqualTo(first);
        intranet.sendsWithKey(key, aRoster().with(hana).zip()).then().statusCode(422);
    }

    @Test
    void leavesNoNameBehindInTheImportsTables() throws SQLException {
        intranet.imports(aRoster().with(hana, teacher));
        try (Connection admin = TestPostgres.administrator()) {
            for (String table :
                    List.of("roster_user", "roster_person", "roster_change WHERE display_name IS NOT NULL")) {
                try (ResultSet row = admin.createStatement().executeQuery("SELECT count(*) FROM " + table)) {
                    row.next();
                    assertThat(row.getLong(1)).as(table).isZero();
                }
            }
        }
    }

    @Test
    void anImportIsForgottenAMonthAfterItsEnd() throws SQLException {
        String old = intranet.imports(aRoster().with(hana)).getString("id");
        try (Connection admin = TestPostgres.administrator();
                PreparedStatement age = admin.prepareStatement(
                        "UPDATE roster_import SET ended_at = now() - interval '31 days' WHERE id = ?::uuid")) {
            age.setString(1, old);
            age.executeUpdate();
        }
        intranet.imports(aRoster().with(teacher));
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        intranet.request().get(Intranet.PATH + "/{id}", old).statusCode() == 404);
    }

    @Test
    void refusesAContractorsAccount() {
        Intranet.as(TestAccount.aHandler())
                .sends(aRoster().with(hana), Map.of())
                .then()
                .statusCode(403);
    }

    private static List<String> patron(Person person) {
        return row(
                """
                SELECT p.school, p.category, p.display_name, p.name_kana, p.grade::text, p.home_class, p.attendance_number::text,
                    left(p.departed::text, 1), s.account_key
                FROM patron p JOIN patron_source s ON s.patron_id = p.id WHERE s.sourced_id = ?
                """,
                person);
    }

    private static String change(Person person) {
        return text("changed_xid::text", person);
    }

    private static String text(String column, Person person) {
        return row(
                        "SELECT p.%s FROM patron p JOIN patron_source s ON s.patron_id = p.id WHERE s.sourced_id = ?"
                                .formatted(column),
                        person)
                .get(0);
    }

    private static List<String> row(String sql, Person person) {
        try (Connection admin = TestPostgres.administrator();
                PreparedStatement select = admin.prepareStatement(sql)) {
            select.setString(1, person.id());
            List<String> values = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                if (row.next()) {
                    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                        values.add(row.getString(i));
                    }
                }
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
