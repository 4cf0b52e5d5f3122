package io.madoguchi.roster;

import static io.madoguchi.roster.Intranet.theIntranet;
import static io.madoguchi.roster.TestRoster.Person.aPupil;
import static io.madoguchi.roster.TestRoster.Person.aTeacher;
import static io.madoguchi.roster.TestRoster.aRoster;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.madoguchi.directory.PatronServiceTest;
import io.madoguchi.roster.TestRoster.Person;
import io.madoguchi.testing.TestPostgres;
import io.restassured.path.json.JsonPath;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong is said with file, line, column and rule, and nothing is changed. */
@PatronServiceTest
class BrokenRosterTest {
    private static final Person HANA = aPupil().named("山田", "花子").inClass("3年2組", "P3", 7);

    private final Intranet intranet = theIntranet();

    static Stream<Arguments> broken() {
        return Stream.of(
                of("manifest-missing", "manifest.csv", roster().withFile("manifest.csv", "")),
                of(
                        "manifest-version",
                        "manifest.csv manifest.version",
                        manifest("manifest.version,1.0", "manifest.version,2.0")),
                of("oneroster-version", "manifest.csv oneroster.version", roster().inVersion("1.1")),
                of("file-mode", "manifest.csv file.users", manifest("file.users,bulk", "file.users,some")),
                of("file-modes-differ", "manifest.csv file.roles", manifest("file.roles,bulk", "file.roles,delta")),
                of("file-missing", "courses.csv", manifest("file.courses,absent", "file.courses,bulk")),
                of(
                        "file-not-announced",
                        "enrollments.csv",
                        manifest("file.enrollments,bulk", "file.enrollments,absent")),
                of(
                        "file-needed",
                        "orgs.csv",
                        manifest("file.orgs,bulk", "file.orgs,absent").withFile("orgs.csv", "")),
                of("status-in-bulk", "users.csv 2 status", users(HANA.id() + ",,,", HANA.id() + ",active,,")),
                of(
                        "status-in-delta",
                        "users.csv 2 status",
                        roster(TestRoster::ofChanges).replacing("users.csv", ",active,", ",,")),
                of(
                        "header-missing",
                        "users.csv",
                        users("sourcedId,status,", "x,y,")
                                .replacing("users.csv", "enabledUser", "z")
                                .replacing("users.csv", "givenName", "a")
                                .replacing("users.csv", ",familyName", ",b")),
                of("column-missing", "users.csv familyName", users(",familyName,", ",surname,")),
                of("column-twice", "users.csv familyName", users(",middleName,", ",familyName,")),
                of("quoting", "users.csv 2", users(",山田,", ",\"山\"田,")),
                of(
                        "record-too-long",
                        "users.csv 2",
                        users(",山田,", ",\"山田,").replacing("users.csv", "secret", "x".repeat(200_000))),
                of("cell-count", "users.csv 2", users(",secret,", ",secret,,")),
                of("required", "users.csv 2 familyName", users(",山田,", ",,")),
                of("too-long", "users.csv 2 familyName", users(",山田,", "," + "山".repeat(101) + ",")),
                of("character", "users.csv 2 familyName", users(",山田,", ",山\u0007田,")),
                of("formula", "users.csv 2 familyName", users(",山田,", ",\"=HYPERLINK(1)\",")),
                of("identifier", "users.csv 2 sourcedId", users("\n" + HANA.id(), "\n山")),
                of("boolean", "users.csv 2 enabledUser", users(",true,", ",yes,")),
                of("grade-unknown", "users.csv 2 grades", users(",P3,", ",P9,")),
                of("kana-half-width", "users.csv 2 metadata.jp.kanaFamilyName", users(",ヤマダ,", ",ﾔﾏﾀﾞ,")),
                of("kana", "users.csv 2 metadata.jp.kanaFamilyName", users(",ヤマダ,", ",Yamada,")),
                of("grade-missing", "users.csv 2 grades", users(",P3,", ",,")),
                of("grade-of-another-level", "users.csv 2 grades", users(",P3,", ",J3,")),
                of("duplicate", "users.csv 3 sourcedId", roster().with(HANA)),
                of(
                        "key-twice",
                        "users.csv 3 userMasterIdentifier",
                        roster().with(aTeacher().withKey(HANA.key()))),
                of("school-code", "orgs.csv 3 identifier", roster().replacing("orgs.csv", ",school,B", ",school,C")),
                of("district-code", "orgs.csv 2 identifier", roster().replacing("orgs.csv", "132999", "13299")),
                of("parent-of-district", "orgs.csv 2 parentSourcedId", parent("0f8fad5b-d9cb-469f-a165-70867728950e")),
                of(
                        "parent-cycle",
                        "orgs.csv 4 parentSourcedId",
                        roster().withLine("orgs.csv", "a1,,,部,department,,a2")
                                .withLine("orgs.csv", "a2,,,課,department,,a1")),
                of(
                        "reference",
                        "orgs.csv 4 parentSourcedId",
                        roster().withLine("orgs.csv", "a1,,,部,department,,nobody")),
                of(
                        "reference",
                        "roles.csv 3 userSourcedId",
                        roster().withLine(
                                        "roles.csv",
                                        "r9,,,nobody,primary,student,,,0f8fad5b-d9cb-469f-a165-70867728950e,")),
                of("value-unknown", "roles.csv 2 role", roster().replacing("roles.csv", ",student,", ",librarian,")),
                of(
                        "primary-role-missing",
                        "users.csv 2 sourcedId",
                        roster().replacing("roles.csv", ",primary,", ",secondary,")),
                of(
                        "date",
                        "academicSessions.csv 2 startDate",
                        roster().replacing("academicSessions.csv", "2026-04-01", "2026/4/1")),
                of(
                        "school-year",
                        "academicSessions.csv 2 schoolYear",
                        roster().replacing("academicSessions.csv", ",,2026", ",,令和8")),
                of(
                        "reference",
                        "users.csv 2 metadata.jp.homeClass",
                        roster().replacing("classes.csv", "\r\n", "\r\nx")
                                .replacing("enrollments.csv", "\r\n", "\r\n")),
                of(
                        "integer",
                        "enrollments.csv 2 metadata.jp.ShussekiNo",
                        roster().replacing("enrollments.csv", ",7,", ",七,")),
                of(
                        "primary-of-student",
                        "enrollments.csv 2 primary",
                        roster().replacing("enrollments.csv", ",false,", ",true,")),
                of(
                        "attendance-number-twice",
                        "enrollments.csv 3 metadata.jp.ShussekiNo",
                        roster().with(aPupil().inClass("3年2組", "P3", 7))));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("broken")
    void saysWhichRuleIsBrokenWhereAndChangesNothing(String rule, String where, TestRoster roster) throws SQLException {
        JsonPath done = intranet.imports(roster);
        assertThat(done.getString("state")).isEqualTo("REFUSED");
        assertThat(done.getMap("faults")).containsKey(rule);
        String faults = intranet.faultsOf(done).asString();
        List<Map<String, Object>> found = JsonPath.from(faults).getList("faults");
        assertThat(found)
                .filteredOn(fault -> fault.get("rule").equals(rule))
                .extracting(fault -> Stream.of("file", "line", "column")
                        .map(fault::get)
                        .filter(Objects::nonNull)
                        .map(String::valueOf)
                        .collect(Collectors.joining(" ")))
                .contains(where);
        assertThat(found)
                .allSatisfy(fault -> assertThat((String) fault.get("text")).isNotBlank());
        assertThat(faults).doesNotContain("山田", "花子", "ヤマダ");
        assertThat(patronsOf(roster)).isZero();
    }

    @Test
    void leavesOutTheBrokenLinesWhereItIsAskedTo() throws SQLException {
        TestRoster roster = roster().with(aTeacher().named("=1", "x"));
        JsonPath done = intranet.imports(roster, Map.of("onError", "SKIP"));
        assertThat(done.getString("state")).isEqualTo("APPLIED");
        assertThat(done.getMap("faults")).containsOnlyKeys("formula", "reference");
        assertThat(patronsOf(roster)).isEqualTo(1);
    }

    @Test
    void nobodyDepartsForWantOfALineThatWasLeftOut() throws SQLException {
        TestRoster first = roster().with(aTeacher());
        intranet.imports(first);
        JsonPath done = intranet.imports(
                first.next().with(HANA).replacing("users.csv", ",P3,", ",P9,"),
                Map.of("onError", "SKIP", "mostDepartures", 100));
        assertThat(done.getString("state")).isEqualTo("APPLIED");
        assertThat(done.getLong("persons")).isZero();
        assertThat(patronsOf(first)).isEqualTo(2);
    }

    @Test
    void aZipWithFoldersIsRefused() throws IOException {
        assertRefused(zip("../users.csv", "x"), "zip-path");
        assertRefused(zip("roster/users.csv", "x"), "zip-path");
    }

    @Test
    void whatIsNoZipIsRefused() {
        assertRefused("sourcedId,status".getBytes(StandardCharsets.UTF_8), "not-a-zip");
    }

    @Test
    void aZipThatIsCutOffIsRefused() {
        byte[] whole = roster().zip();
        byte[] part = new byte[whole.length / 2];
        System.arraycopy(whole, 0, part, 0, part.length);
        assertRefused(part, "zip-broken");
    }

    @Test
    void aZipBombIsRefused() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("demographics.csv"));
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 100; i++) {
                zip.write(zeros);
            }
            zip.closeEntry();
        }
        assertRefused(bytes.toByteArray(), "zip-bomb");
    }

    @Test
    void whatIsNotUtf8IsRefused() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("orgs.csv"));
            zip.write("sourcedId,status,dateLastModified,name,type\r\na,,,".getBytes(StandardCharsets.UTF_8));
            zip.write("新宿区,district\r\n".getBytes("windows-31j"));
            zip.closeEntry();
        }
        assertRefused(bytes.toByteArray(), "encoding");
    }

    private void assertRefused(byte[] body, String rule) {
        JsonPath done = intranet.atItsEnd(intranet.sends(body, Map.of()));
        assertThat(done.getString("state")).isEqualTo("REFUSED");
        assertThat(done.getMap("faults")).containsOnlyKeys(rule);
    }

    private static Arguments of(String rule, String where, TestRoster roster) {
        return arguments(rule, where, roster);
    }

    private static TestRoster roster() {
        return aRoster().with(HANA);
    }

    private static TestRoster roster(java.util.function.UnaryOperator<TestRoster> made) {
        return made.apply(aRoster()).with(HANA);
    }

    private static TestRoster users(String what, String with) {
        return roster().replacing("users.csv", what, with);
    }

    private static TestRoster manifest(String what, String with) {
        return roster().replacing("manifest.csv", what, with);
    }

    private static TestRoster parent(String id) {
        return roster().replacing("orgs.csv", "132999,", "132999," + id);
    }

    private static byte[] zip(String name, String content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content.getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
        }
        return bytes.toByteArray();
    }

    private static long patronsOf(TestRoster roster) throws SQLException {
        try (Connection admin = TestPostgres.administrator();
                PreparedStatement select =
                        admin.prepareStatement("SELECT count(*) FROM patron WHERE school = ? AND NOT departed")) {
            select.setString(1, roster.school().value());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
