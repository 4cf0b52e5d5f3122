package io.madoguchi.directory;

import static io.madoguchi.directory.Ask.ask;
import static io.madoguchi.directory.TestPatron.aPupil;
import static io.madoguchi.directory.TestSchool.aSchool;
import static io.madoguchi.testing.TestAccount.aDistrictAdmin;
import static io.madoguchi.testing.TestAccount.aHandler;
import static io.madoguchi.testing.TestAccount.aLibrarian;
import static io.madoguchi.testing.TestAccount.aPatron;
import static io.madoguchi.testing.TestAccount.aService;
import static io.madoguchi.testing.TestAccount.anAuditor;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.madoguchi.api.trail.AccessRecord;
import io.madoguchi.api.trail.AccessRecord.Result;
import io.madoguchi.disclosure.Duty;
import io.madoguchi.disclosure.Role;
import io.madoguchi.disclosure.Scopes;
import io.madoguchi.problem.Problem;
import io.madoguchi.problem.ProblemCode;
import io.madoguchi.school.SchoolCode;
import io.madoguchi.testing.TestAccount;
import io.madoguchi.testing.TestJournal;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@PatronServiceTest
class WhoMaySearchTest {
    private static final String NONE = null;

    static Stream<Arguments> refusals() {
        SchoolCode school = aSchool();
        SchoolCode other = aSchool();
        return Stream.of(
                        refusal("scope-missing", "COUNTER", () -> aHandler()
                                .atSchool(school)
                                .withScopes("duty:counter")),
                        refusal("scope-missing", NONE, () -> anAuditor()),
                        refusal("scope-missing", NONE, () -> aPatron(UUID.randomUUID())),
                        refusal("scope-missing", NONE, () -> aService("circulation-service")),
                        refusal("duty-required", NONE, () -> counter().atSchool(school)),
                        refusal("duty-required", "", () -> counter().atSchool(school)),
                        refusal("duty-unknown", "LENDING", () -> counter().atSchool(school)),
                        refusal("duty-unknown", "counter", () -> counter().atSchool(school)),
                        refusal("duty-unknown", "山田", () -> aLibrarian().atSchool(school)),
                        refusal("duty-not-granted", "USER_DATA", () -> counter().atSchool(school)),
                        refusal("duty-not-granted", "FIRST_RESPONSE", () -> counter()
                                .atSchool(school)),
                        refusal("not-designated", "COUNTER", () -> counter()
                                .atSchool(school)
                                .undesignated()),
                        refusal("designation-over", "COUNTER", () -> counter()
                                .atSchool(school)
                                .designatedUntil("2025-03-31")),
                        refusal("contract-over", "COUNTER", () -> counter()
                                .atSchool(school)
                                .contractUntil("2025-03-31")),
                        refusal("assignment-over", "COUNTER", () -> counter().atSchoolUntil(school, "2025-03-31")),
                        refusal("school-not-assigned", "COUNTER", () -> counter()
                                .atSchool(other)),
                        refusal("school-not-assigned", "COUNTER", () -> counter()),
                        refusal("school-not-assigned", NONE, () -> aLibrarian().atSchool(other)),
                        refusal("not-authorised", NONE, () -> anAuditor().withScopes(Scopes.PATRON_NAME_READ)),
                        refusal("not-authorised", NONE, () -> aPatron(UUID.randomUUID())
                                .withScopes(Scopes.PATRON_NAME_READ)),
                        refusal("duty-required", NONE, () -> aHandler()
                                .withRole(Role.SCHOOL_LIBRARY_STAFF)
                                .withScopes(Scopes.PATRON_NAME_READ, Scopes.PATRON_PROFILE_READ)
                                .atSchool(school)))
                .map(row -> Arguments.of(row[0], row[1], row[2], school));
    }

    @ParameterizedTest(name = "{0}, stating {1}")
    @MethodSource("refusals")
    void refusesOnRecordAndDisclosesNothing(
            String code, String duty, Supplier<TestAccount> account, SchoolCode school) {
        TestPatron pupil = aPupil().atSchool(school).inTheDirectory();
        Ask asker = ask(account.get()).at(school).stating(duty);

        Response answer = asker.forCard(pupil.card());

        Problem problem = Problem.of(ProblemCode.named(code), Locale.JAPANESE, List.of());
        assertThat(answer.statusCode()).isEqualTo(problem.status());
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.jsonPath().getMap(""))
                .isEqualTo(Map.of(
                        "type", problem.type(),
                        "code", code,
                        "status", problem.status(),
                        "title", problem.title(),
                        "detail", problem.detail()));
        AccessRecord record = TestJournal.recordOf(answer);
        assertThat(record.decision()).isEqualTo(Result.REFUSED);
        assertThat(record.reason()).isEqualTo(code);
        assertThat(record.school()).isEqualTo(school);
        assertThat(record.status()).isEqualTo(problem.status());
        assertThat(record.disclosed()).isEmpty();
        assertThat(TestJournal.textsOf(asker.account())).singleElement().satisfies(text -> assertThat(text)
                .doesNotContain(pupil.card(), "山田"));
    }

    @Test
    void letsTheDistrictSearchEverySchool() {
        TestPatron pupil = aPupil().atSchool(aSchool()).inTheDirectory();

        assertThat(ask(aDistrictAdmin()).forId(pupil.id()).statusCode()).isEqualTo(200);
    }

    @Test
    void readsByIdOnlyWithTheScopeForNames() {
        SchoolCode school = aSchool();
        TestPatron pupil = aPupil().atSchool(school).inTheDirectory();

        Response answer =
                ask(aHandler().atSchool(school)).as(Duty.LEARNING_SUPPORT).forId(pupil.id());

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.jsonPath().getString("code")).isEqualTo("scope-missing");
    }

    @Test
    void asksForALoginBeforeItLooksAtTheQuestion() {
        given().contentType(ContentType.JSON)
                .body("{")
                .post("/v1/schools/nowhere/patron-searches")
                .then()
                .statusCode(401);
    }

    private static TestAccount counter() {
        return aHandler().withDuty(Duty.COUNTER);
    }

    private static Object[] refusal(String code, String duty, Supplier<TestAccount> account) {
        return new Object[] {code, duty, account};
    }
}
