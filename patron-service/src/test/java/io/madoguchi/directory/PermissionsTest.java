package io.madoguchi.directory;

import static io.madoguchi.testing.TestAccount.aDistrictAdmin;
import static io.madoguchi.testing.TestAccount.aHandler;
import static io.madoguchi.testing.TestAccount.aLibrarian;
import static io.madoguchi.testing.TestAccount.aPatron;
import static io.madoguchi.testing.TestAccount.aService;
import static io.madoguchi.testing.TestAccount.anAuditor;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import io.madoguchi.disclosure.Duty;
import io.madoguchi.disclosure.Role;
import io.madoguchi.school.SchoolCode;
import io.madoguchi.testing.TestAccount;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@PatronServiceTest
class PermissionsTest {
    private static final String SCHOOL = "B101210000018";
    private static final List<String> EVERYBODY = List.of("ELEMENTARY_PUPIL", "JUNIOR_HIGH_STUDENT", "STAFF");

    @Test
    void tellsAHandlerWhatEachDutyOpensAtTheAssignedSchools() {
        JsonPath answer = permissionsOf(aHandler()
                .withDuty(Duty.COUNTER)
                .withDuty(Duty.LEARNING_SUPPORT)
                .atSchool(SCHOOL)
                .atSchoolUntil(SchoolCode.ofTwelve("B10121000002"), "2025-03-31"));

        assertThat(answer.getString("account")).isEqualTo("handler-t");
        assertThat(summary(answer))
                .containsExactlyInAnyOrder(
                        "COUNTER SEARCH_PATRONS [category, displayName, patronId]",
                        "COUNTER READ_PATRON [category, displayName, patronId]",
                        "COUNTER CHECK_OUT [actResult]",
                        "COUNTER CHECK_IN [actResult]",
                        "COUNTER RENEW [actResult]",
                        "LEARNING_SUPPORT SEARCH_PATRONS [category, patronId]",
                        "LEARNING_SUPPORT READ_LOAN_RECORDS [loanRecords, patronId]");
        assertThat(answer.getList("permissions.schools").stream().distinct()).containsExactly(List.of(SCHOOL));
        assertThat(answer.<List<String>>getList(
                        "permissions.findAll { it.duty == 'LEARNING_SUPPORT' }.categories.flatten().unique()"))
                .asList()
                .containsExactlyInAnyOrder("ELEMENTARY_PUPIL", "JUNIOR_HIGH_STUDENT");
        assertThat(answer.<List<String>>getList(
                        "permissions.findAll { it.duty == 'COUNTER' }.categories.flatten().unique()"))
                .asList()
                .containsExactlyInAnyOrderElementsOf(EVERYBODY);
    }

    static Stream<Arguments> others() {
        String profile =
                "[attendanceNumber, cardBarcode, category, displayName, grade, homeClass, nameKana, patronId, patronNumber]";
        return Stream.of(
                Arguments.of(
                        aLibrarian().atSchool(SCHOOL),
                        List.of(
                                "null SEARCH_PATRONS " + profile,
                                "null READ_PATRON " + profile,
                                "null CHECK_OUT [actResult, departed, standing]",
                                "null CHECK_IN [actResult]",
                                "null RENEW [actResult, departed, standing]",
                                "null READ_LOAN_RECORDS [departed, loanRecords, patronId]",
                                "null READ_CURRENT_TITLES [currentTitles, patronId]",
                                "null OPEN_CLASS_WINDOW [schoolDecision]",
                                "null CLOSE_CLASS_WINDOW [schoolDecision]",
                                "null READ_CLASS_WINDOW [schoolDecision]",
                                "null SWITCH_READING_GUIDANCE [schoolDecision]",
                                "null READ_READING_GUIDANCE [schoolDecision]")),
                Arguments.of(
                        aDistrictAdmin(),
                        List.of(
                                "null SEARCH_PATRONS " + profile,
                                "null READ_PATRON " + profile,
                                "null READ_ACCESS_RECORDS [accessRecords]",
                                "null REQUEST_IDENTITY_RESOLUTION [identityResolution]",
                                "null READ_IDENTITY_RESOLUTIONS [identityResolution]",
                                "null APPROVE_IDENTITY_RESOLUTION [identityResolution]",
                                "null REFUSE_IDENTITY_RESOLUTION [identityResolution]",
                                "null RESOLVE_IDENTITY [resolvedIdentity]",
                                "null IMPORT_ROSTER [rosterEntry]",
                                "null READ_ROSTER_IMPORT [rosterEntry]")),
                Arguments.of(
                        anAuditor(),
                        List.of(
                                "null READ_ACCESS_RECORDS [accessRecords]",
                                "null REQUEST_IDENTITY_RESOLUTION [identityResolution]",
                                "null READ_IDENTITY_RESOLUTIONS [identityResolution]",
                                "null APPROVE_IDENTITY_RESOLUTION [identityResolution]",
                                "null REFUSE_IDENTITY_RESOLUTION [identityResolution]",
                                "null RESOLVE_IDENTITY [resolvedIdentity]")),
                Arguments.of(
                        aPatron(UUID.randomUUID()),
                        List.of(
                                "null READ_OWN_LOANS [ownLoanRecords]",
                                "null READ_OWN_ACCESS_RECORDS [ownAccessRecords]")));
    }

    @ParameterizedTest
    @MethodSource("others")
    void tellsEverybodyElseWhatTheRoleOpens(TestAccount account, List<String> permissions) {
        assertThat(summary(permissionsOf(account))).containsExactlyInAnyOrderElementsOf(permissions);
    }

    static Stream<TestAccount> accountsThatMayDoNothing() {
        return Stream.of(
                aHandler().withRole(Role.HANDLING_MANAGER).atSchool(SCHOOL),
                aHandler().atSchool(SCHOOL),
                aHandler().withDuty(Duty.COUNTER),
                aHandler().withDuty(Duty.COUNTER).atSchool(SCHOOL).undesignated(),
                aHandler().withDuty(Duty.COUNTER).atSchool(SCHOOL).designatedUntil("2025-03-31"),
                aHandler().withDuty(Duty.COUNTER).atSchool(SCHOOL).contractUntil("2025-03-31"),
                aHandler().withDuty(Duty.COUNTER).atSchoolUntil(SCHOOL, "2025-03-31"),
                aLibrarian());
    }

    @ParameterizedTest
    @MethodSource("accountsThatMayDoNothing")
    void tellsAnAccountThatMayDoNothingSo(TestAccount account) {
        assertThat(permissionsOf(account).getList("permissions")).isEmpty();
    }

    @Test
    void answersServicesToo() {
        assertThat(summary(permissionsOf(aService("circulation-service"))))
                .contains("null SYNC_BORROWERS [cardHash, category, departed, patronId, school]");
    }

    @Test
    void answersWithoutATokenAsAProblem() {
        given().get("/v1/me/permissions").then().statusCode(401).body("code", is("token-missing"));
    }

    private static JsonPath permissionsOf(TestAccount account) {
        return given().auth()
                .oauth2(account.token())
                .get("/v1/me/permissions")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static List<String> summary(JsonPath answer) {
        return answer.<Map<String, Object>>getList("permissions").stream()
                .map(entry -> entry.get("duty") + " " + entry.get("act") + " "
                        + ((List<?>) entry.get("fields"))
                                .stream().map(String::valueOf).sorted().toList())
                .toList();
    }
}
