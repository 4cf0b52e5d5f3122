package io.madoguchi.resolution;

import static io.madoguchi.directory.TestPatron.aPupil;
import static io.madoguchi.directory.TestPatron.aStaffMember;
import static io.madoguchi.directory.TestSchool.aSchool;
import static io.madoguchi.resolution.Auditors.aDistrictAdmin;
import static io.madoguchi.resolution.Auditors.anAuditor;
import static io.madoguchi.resolution.Auditors.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.madoguchi.api.trail.AccessRecord;
import io.madoguchi.api.trail.AccessRecord.Disclosed;
import io.madoguchi.api.trail.AccessRecord.Result;
import io.madoguchi.api.trail.Inquiry;
import io.madoguchi.api.trail.InquiryReason;
import io.madoguchi.directory.PatronServiceTest;
import io.madoguchi.directory.TestPatron;
import io.madoguchi.disclosure.Act;
import io.madoguchi.disclosure.Duty;
import io.madoguchi.disclosure.Field;
import io.madoguchi.disclosure.Role;
import io.madoguchi.disclosure.Scopes;
import io.madoguchi.school.SchoolCode;
import io.madoguchi.testing.TestAccount;
import io.madoguchi.testing.TestJournal;
import io.madoguchi.testing.TestPostgres;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A complaint begins with a name; the trail knows ids (R37). */
@PatronServiceTest
class IdentityResolutionTest {
    private final SchoolCode school = aSchool();
    /** Nobody else has it, since tests share the directory. */
    private final String name = "山田 花" + UUID.randomUUID().toString().substring(0, 8);

    private final TestPatron pupil =
            aPupil().atSchool(school).named(name, "ヤマダ ハナ").inTheDirectory();
    private final Auditors asking = anAuditor();
    private final Auditors second = aDistrictAdmin();

    @Inject
    OldResolutions oldResolutions;

    @Test
    void goesFromANameToTheIdsOfThoseWhoHaveItWhenASecondPersonHasApproved() {
        TestPatron teacher =
                aStaffMember().atSchool(aSchool()).named(name, "ヤマダ ハナ").inTheDirectory();
        TestPatron departed =
                aPupil().atSchool(school).named(name, "ヤマダ ハナ").departed().inTheDirectory();

        Response asked = asking.asksForTheIdsOf(name);
        assertThat(asked.statusCode()).isEqualTo(201);
        assertThat(asked.jsonPath().getString("state")).isEqualTo("REQUESTED");
        assertThat(asked.jsonPath().getString("kind")).isEqualTo("NAME_TO_ID");
        String id = idOf(asked);
        assertThat(second.approves(id, name).jsonPath().getString("state")).isEqualTo("APPROVED");

        Response result = asking.resolves(id, name);
        assertThat(result.statusCode()).isEqualTo(200);
        assertThat(result.jsonPath().getList("patrons.patronId"))
                .containsExactlyInAnyOrder(
                        pupil.id().toString(),
                        teacher.id().toString(),
                        departed.id().toString());
        assertThat(result.jsonPath().<Map<String, Object>>getList("patrons"))
                .allSatisfy(patron -> assertThat(patron).containsOnlyKeys("patronId", "school", "category"));
        assertThat(result.jsonPath().getBoolean("more")).isFalse();
        assertThat(asking.reads(id).jsonPath().getString("state")).isEqualTo("RESOLVED");
    }

    @Test
    void goesFromAnIdToTheName() {
        String id = idOf(asking.asksForTheNameOf(pupil.id()));
        second.approves(id, null);

        Map<String, Object> found = asking.resolves(id, null).jsonPath().getMap("patrons[0]");
        assertThat(found)
                .isEqualTo(Map.of(
                        "patronId",
                        pupil.id().toString(),
                        "school",
                        school.value(),
                        "category",
                        "ELEMENTARY_PUPIL",
                        "displayName",
                        name));
    }

    @Test
    void putsEveryStepOnRecordWithTheCaseAndFromTheApprovalOnWithBothPersons() {
        Response asked = asking.asksForTheIdsOf(name);
        Response approved = second.approves(idOf(asked), name);
        Response resolved = asking.resolves(idOf(asked), name);

        Inquiry inquiry = Inquiry.of(InquiryReason.COMPLAINT, "2026-114");
        AccessRecord asking1 = TestJournal.recordOf(asked);
        assertThat(asking1.act()).isEqualTo(Act.REQUEST_IDENTITY_RESOLUTION);
        assertThat(asking1.status()).isEqualTo(201);
        assertThat(asking1.inquiry()).isEqualTo(inquiry);
        assertThat(asking1.disclosed()).isEmpty();
        AccessRecord approval = TestJournal.recordOf(approved);
        assertThat(approval.act()).isEqualTo(Act.APPROVE_IDENTITY_RESOLUTION);
        assertThat(approval.who().person()).isEqualTo(second.name());
        assertThat(approval.inquiry()).isEqualTo(inquiry.approvedBy(second.name()));
        AccessRecord result = TestJournal.recordOf(resolved);
        assertThat(result.act()).isEqualTo(Act.RESOLVE_IDENTITY);
        assertThat(result.who().person()).isEqualTo(asking.name());
        assertThat(result.inquiry()).isEqualTo(inquiry.approvedBy(second.name()));
        assertThat(result.disclosed())
                .extracting(Disclosed::category, Disclosed::fields, Disclosed::patrons)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(
                        pupil.category(), Set.of(Field.RESOLVED_IDENTITY), List.of(pupil.id())));
        assertThat(Stream.of(asking, second).flatMap(person -> TestJournal.textsOf(person.name()).stream()))
                .as("no record holds the name")
                .hasSizeGreaterThanOrEqualTo(3)
                .noneMatch(record -> record.contains(name) || record.contains("山田"));
    }

    @Test
    void showsTheSecondPersonTheCaseAndAnIdButNoName() {
        String named = idOf(asking.asksForTheIdsOf(name));
        String byId = idOf(asking.asksForTheNameOf(pupil.id()));

        Response list = second.lists("REQUESTED");
        assertThat(list.asString()).doesNotContain("山田");
        assertThat(list.jsonPath().<Map<String, Object>>getList("resolutions"))
                .filteredOn(row -> row.get("id").equals(named))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("caseNumber", "2026-114")
                        .containsEntry("reason", "COMPLAINT")
                        .containsEntry("requestedBy", asking.name())
                        .doesNotContainKeys("displayName", "patronId", "decidedBy"));
        assertThat(list.jsonPath().<Map<String, Object>>getList("resolutions"))
                .filteredOn(row -> row.get("id").equals(byId))
                .singleElement()
                .satisfies(row ->
                        assertThat(row).containsEntry("patronId", pupil.id().toString()));
        assertThat(TestJournal.recordOf(list).disclosed()).singleElement().satisfies(shown -> {
            assertThat(shown.fields()).containsExactly(Field.IDENTITY_RESOLUTION);
            assertThat(shown.patrons()).contains(pupil.id());
        });
    }

    @Test
    void listsPageByPageNewestFirst() {
        List<String> asked = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            asked.add(0, idOf(asking.asksForTheNameOf(pupil.id())));
        }

        List<String> found = new ArrayList<>();
        String cursor = "";
        while (cursor != null && found.size() < 1000) {
            Response page = second.request()
                    .queryParam("state", "REQUESTED")
                    .queryParam("limit", 2)
                    .queryParam("cursor", cursor)
                    .get(Auditors.PATH);
            found.addAll(page.jsonPath().getList("resolutions.id"));
            cursor = page.jsonPath().getString("next");
            assertThat(page.header("Link") == null).isEqualTo(cursor == null);
        }
        assertThat(found).doesNotHaveDuplicates();
        assertThat(found.stream().filter(asked::contains)).containsExactlyElementsOf(asked);
    }

    @Test
    void isNotApprovedByWhoAskedUnderWhicheverAccount() {
        String id = idOf(asking.asksForTheNameOf(pupil.id()));
        Auditors underAnotherName = as(TestAccount.aDistrictAdmin().withTheSubjectOf(asking.name()));
        Auditors underTheSameName =
                new Auditors(TestAccount.aDistrictAdmin().named(asking.name()).withTheSubjectOf("somebody else"));

        for (Auditors samePerson : List.of(asking, underAnotherName, underTheSameName)) {
            Response answer = samePerson.approves(id, null);
            refused(answer, 403, "second-person-required", "same-person");
        }
        assertThat(asking.reads(id).jsonPath().getString("state")).isEqualTo("REQUESTED");
    }

    @Test
    void needsAnAuditorAmongTheTwo() {
        Auditors clerk = aDistrictAdmin();
        String id = idOf(clerk.asksForTheNameOf(pupil.id()));

        refused(second.approves(id, null), 403, "second-person-required", "wrong-office");
        assertThat(asking.approves(id, null).statusCode()).isEqualTo(200);
        assertThat(clerk.resolves(id, null).statusCode()).isEqualTo(200);
    }

    @Test
    void isApprovedForTheVeryNameThatWasAskedFor() {
        String id = idOf(asking.asksForTheIdsOf(name));

        refused(second.approves(id, "山田 次郎"), 422, "name-differs", "name-differs");
        refused(second.approves(id, null), 422, "name-differs", "name-differs");
        second.approves(id, name);
        refused(asking.resolves(id, "山田 次郎"), 422, "name-differs", "name-differs");
        assertThat(asking.resolves(id, name).statusCode())
                .as("another name uses nothing up")
                .isEqualTo(200);
    }

    /** As a search of the directory compares: width, spaces, kana; another writing of a character is another name. */
    @ParameterizedTest
    @ValueSource(strings = {"ﾋﾟｶﾁｭｳ　%s", "ぴかちゅう%s", "ピカ チュウ %S"})
    void findsTheNameAsASearchDoes(String written) {
        String key = UUID.randomUUID().toString().substring(0, 8);
        TestPatron found =
                aPupil().atSchool(school).named("ピカチュウ " + key, "ピカチュウ").inTheDirectory();
        String asked = written.formatted(key);

        String id = idOf(asking.asksForTheIdsOf(asked));
        second.approves(id, "ピカチュウ" + key);
        assertThat(asking.resolves(id, asked).jsonPath().getList("patrons.patronId"))
                .containsExactly(found.id().toString());
    }

    @Test
    void findsNobodyByPartOfANameByAReadingOrByAnotherWriting() {
        String key = UUID.randomUUID().toString().substring(0, 8);
        aPupil().atSchool(school).named("髙橋 " + key, "タカハシ " + key).inTheDirectory();

        for (String other : List.of("髙橋", "髙橋 " + key.substring(1), "タカハシ " + key, "高橋 " + key)) {
            Response result = resolved(other);
            assertThat(result.jsonPath().getList("patrons")).as(other).isEmpty();
            AccessRecord record = TestJournal.recordOf(result);
            assertThat(record.disclosed()).singleElement().satisfies(shown -> assertThat(shown.patrons())
                    .isEmpty());
        }
    }

    @Test
    void findsAtTheSchoolThatWasNamedOnly() {
        SchoolCode other = aSchool();
        TestPatron there = aPupil().atSchool(other).named(name, "ヤマダ ハナ").inTheDirectory();

        String id = idOf(asking.asks(
                Map.of("displayName", name, "school", other.value(), "reason", "COMPLAINT", "caseNumber", "2026-114")));
        second.approves(id, name);
        Response result = asking.resolves(id, name);
        assertThat(result.jsonPath().getList("patrons.patronId"))
                .containsExactly(there.id().toString());
        assertThat(TestJournal.recordOf(result).school()).isEqualTo(other);
    }

    @Test
    void namesTwentyAtMostAndSaysThatThereAreMore() {
        for (int i = 0; i < 20; i++) {
            aPupil().atSchool(school).named(name, "ヤマダ ハナ").inTheDirectory();
        }

        Response result = resolved(name);
        assertThat(result.jsonPath().getList("patrons")).hasSize(20);
        assertThat(result.jsonPath().getBoolean("more")).isTrue();
        assertThat(TestJournal.recordOf(result).disclosed())
                .singleElement()
                .satisfies(shown -> assertThat(shown.patrons()).hasSize(20));
    }

    @Test
    void anIdOfNobodyHasNoName() {
        UUID nobody = UUID.randomUUID();
        String id = idOf(asking.asksForTheNameOf(nobody));
        second.approves(id, null);

        Response result = asking.resolves(id, null);
        assertThat(result.jsonPath().getList("patrons")).isEmpty();
        assertThat(TestJournal.recordOf(result).requested()).isEqualTo(nobody);
    }

    @Test
    void isNotResolvedBeforeItIsApprovedNorByAnybodyElse() {
        String id = idOf(asking.asksForTheNameOf(pupil.id()));

        refused(asking.resolves(id, null), 409, "resolution-not-approved", "resolution-not-approved");
        second.approves(id, null);
        for (Auditors other : List.of(second, anAuditor())) {
            Response answer = other.resolves(id, null);
            refused(answer, 403, "not-authorised", "not-the-one-who-asked");
            assertThat(answer.asString()).doesNotContain("山田");
        }
    }

    @Test
    void isResolvedOnceAndForTenMinutesAgainEachAnswerOnRecord() throws SQLException {
        String id = approved();
        Response first = asking.resolves(id, name);
        Response again = asking.resolves(id, name);

        assertThat(again.asString()).isEqualTo(first.asString());
        assertThat(TestJournal.recordOf(again).id())
                .isNotEqualTo(TestJournal.recordOf(first).id());
        earlier(id, "resolved_at", "10 minutes");
        refused(asking.resolves(id, name), 409, "resolution-over", "resolution-resolved");
        refused(second.refuses(id), 409, "resolution-over", "resolution-resolved");
    }

    @Test
    void isOverAfterItsTime() throws SQLException {
        String waiting = idOf(asking.asksForTheIdsOf(name));
        String approved = approved();
        earlier(waiting, "expires_at", "24 hours");
        earlier(approved, "expires_at", "24 hours");

        refused(second.approves(waiting, name), 409, "resolution-over", "resolution-expired");
        refused(asking.resolves(approved, name), 409, "resolution-over", "resolution-expired");
        assertThat(asking.reads(waiting).jsonPath().getString("state")).isEqualTo("EXPIRED");
        assertThat(second.lists("EXPIRED").jsonPath().getList("resolutions.id")).contains(waiting, approved);
        assertThat(second.lists("REQUESTED").jsonPath().getList("resolutions.id"))
                .doesNotContain(waiting);
    }

    @Test
    void isRefusedByTheSecondPersonAndTakenBackByWhoAsked() {
        String refused = idOf(asking.asksForTheIdsOf(name));
        String withdrawn = approved();

        assertThat(second.refuses(refused).jsonPath().getString("state")).isEqualTo("REFUSED");
        Response takenBack = asking.refuses(withdrawn);
        assertThat(takenBack.jsonPath().getString("state")).isEqualTo("WITHDRAWN");
        assertThat(TestJournal.recordOf(takenBack).act()).isEqualTo(Act.REFUSE_IDENTITY_RESOLUTION);
        refused(second.approves(refused, name), 409, "resolution-over", "resolution-refused");
        refused(asking.resolves(withdrawn, name), 409, "resolution-over", "resolution-withdrawn");
        assertThat(second.refuses(refused).statusCode())
                .as("said again by the same person")
                .isEqualTo(200);
        refused(anAuditor().refuses(refused), 409, "resolution-over", "resolution-refused");
    }

    @Test
    void endsWithTheRoleOfWhoApprovesOrResolves() {
        String waiting = idOf(asking.asksForTheIdsOf(name));
        String approved = approved();
        Auditors formerSecond = as(lostTheRole()).with(second.name());
        Auditors formerAuditor = as(lostTheRole()).with(asking.name());

        refused(formerSecond.approves(waiting, name), 403, "not-authorised", "not-authorised");
        refused(formerAuditor.resolves(approved, name), 403, "not-authorised", "not-authorised");
    }

    private static TestAccount lostTheRole() {
        return TestAccount.aLibrarian().withScopes(Scopes.PATRON_IDENTITY_RESOLVE);
    }

    static Stream<TestAccount> nobodysBusiness() {
        return Stream.of(
                TestAccount.aHandler()
                        .withDuty(Duty.COUNTER)
                        .withRole(Role.AUDITOR)
                        .withRole(Role.DISTRICT_ADMIN)
                        .withScopes(Scopes.PATRON_IDENTITY_RESOLVE),
                TestAccount.aLibrarian().withScopes(Scopes.PATRON_IDENTITY_RESOLVE),
                TestAccount.aPatron(UUID.randomUUID()).withScopes(Scopes.PATRON_IDENTITY_RESOLVE),
                TestAccount.anAuditor().withOnlyScopes(Scopes.AUDIT_READ),
                TestAccount.aDistrictAdmin().withOnlyScopes(Scopes.PATRON_NAME_READ));
    }

    @ParameterizedTest
    @MethodSource("nobodysBusiness")
    void isNobodyElsesBusiness(TestAccount account) {
        Auditors other = as(account);
        String id = approved();

        for (Response answer : List.of(
                other.asksForTheIdsOf(name),
                other.lists("REQUESTED"),
                other.reads(id),
                other.approves(id, name),
                other.refuses(id),
                other.resolves(id, name))) {
            assertThat(answer.statusCode()).isIn(400, 403);
            assertThat(answer.asString()).doesNotContain(pupil.id().toString(), "2026-114");
        }
        assertThat(asking.reads(id).jsonPath().getString("state")).isEqualTo("APPROVED");
    }

    @Test
    void opensAnAuditorNoNameByAnyOtherAct() {
        Auditors auditor = as(TestAccount.anAuditor()
                .withScopes(Scopes.PATRON_NAME_READ, Scopes.PATRON_PROFILE_READ, Scopes.LOAN_HISTORY_READ));

        assertThat(auditor.request().get("/v1/patrons/{id}", pupil.id()).statusCode())
                .isEqualTo(403);
        assertThat(auditor.request()
                        .body(Map.of("name", "山田"))
                        .post("/v1/schools/{school}/patron-searches", school.value())
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void ofTwoWhoApproveAtOnceOneIsTheSecondPerson() throws Exception {
        for (int round = 0; round < 5; round++) {
            String id = idOf(asking.asksForTheIdsOf(name));
            List<Auditors> both = List.of(aDistrictAdmin(), anAuditor());

            List<Response> answers = atOnce(
                    () -> both.get(0).approves(id, name), () -> both.get(1).approves(id, name));
            assertThat(answers).extracting(Response::statusCode).containsExactlyInAnyOrder(200, 409);
            int first = answers.get(0).statusCode() == 200 ? 0 : 1;
            assertThat(asking.reads(id).jsonPath().getString("decidedBy"))
                    .isEqualTo(both.get(first).name());
            assertThat(TestJournal.recordOf(asking.resolves(id, name)).inquiry().approvedBy())
                    .isEqualTo(both.get(first).name());
        }
    }

    @Test
    void resolvedTwiceAtOnceItHasTwoRecordsAndOneMomentOfUse() throws Exception {
        String id = approved();

        List<Response> answers = atOnce(() -> asking.resolves(id, name), () -> asking.resolves(id, name));
        assertThat(answers).extracting(Response::statusCode).containsExactly(200, 200);
        assertThat(answers.stream().map(TestJournal::recordOf).map(AccessRecord::id))
                .doesNotHaveDuplicates();
    }

    @Test
    void approvedAndTakenBackAtOnceItOpensNothingAfterwards() throws Exception {
        for (int round = 0; round < 5; round++) {
            String id = idOf(asking.asksForTheIdsOf(name));

            List<Response> answers = atOnce(() -> second.approves(id, name), () -> asking.refuses(id));
            assertThat(answers.get(1).statusCode()).isEqualTo(200);
            assertThat(asking.resolves(id, name).statusCode()).isEqualTo(409);
        }
    }

    @Test
    void aRequestThatIsRepeatedWithItsKeyIsOne() throws Exception {
        Map<String, String> question = Map.of("displayName", name, "reason", "COMPLAINT", "caseNumber", "2026-114");
        String key = UUID.randomUUID().toString();

        List<Response> answers =
                atOnce(() -> asking.asksWithKey(key, question), () -> asking.asksWithKey(key, question));
        assertThat(answers).extracting(Response::statusCode).containsExactly(201, 201);
        assertThat(answers.stream().map(IdentityResolutionTest::idOf).distinct())
                .hasSize(1);
        Response other = asking.asksWithKey(
                key, Map.of("displayName", name + "子", "reason", "COMPLAINT", "caseNumber", "2026-114"));
        refused(other, 422, "idempotency-key-reused", "idempotency-key-reused");
        assertThat(idOf(anAuditor().asksWithKey(key, question)))
                .as("another person's key")
                .isNotEqualTo(idOf(answers.get(0)));
    }

    static Stream<Map<String, Object>> wrong() {
        String patron = UUID.randomUUID().toString();
        return Stream.of(
                Map.of("reason", "COMPLAINT", "caseNumber", "1"),
                Map.of("displayName", "山田", "patronId", patron, "reason", "COMPLAINT", "caseNumber", "1"),
                Map.of("patronId", patron, "caseNumber", "1"),
                Map.of("patronId", patron, "reason", "COMPLAINT"),
                Map.of("patronId", patron, "reason", "COMPLAINT", "caseNumber", "山田の件"),
                Map.of("patronId", patron, "reason", "OPERATION", "caseNumber", "1"),
                Map.of("patronId", patron, "reason", "HANDLING_REPORT", "caseNumber", "1"),
                Map.of("patronId", patron, "reason", "CURIOSITY", "caseNumber", "1"),
                Map.of("displayName", "", "reason", "COMPLAINT", "caseNumber", "1"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void refusesAQuestionWithoutReasonCaseOrOneSubject(Map<String, Object> question) {
        Response answer = asking.asks(question);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.asString()).doesNotContain("山田");
        assertThat(TestJournal.recordOf(answer).decision()).isEqualTo(Result.REFUSED);
    }

    @Test
    void whatNobodyAskedForIsNotThere() {
        String id = UUID.randomUUID().toString();
        for (Response answer :
                List.of(asking.reads(id), asking.approves(id, null), asking.refuses(id), asking.resolves(id, null))) {
            refused(answer, 404, "resolution-not-found", "resolution-not-found");
        }
    }

    @Test
    void keepsAHashThatTellsNobodyThatTwoRequestsAreAboutOneName() throws SQLException {
        String one = idOf(asking.asksForTheIdsOf(name));
        String two = idOf(asking.asksForTheIdsOf(name));

        try (Connection admin = TestPostgres.administrator();
                PreparedStatement select = admin.prepareStatement(
                        "SELECT count(DISTINCT name_hash), string_agg(r::text, ' ') FROM identity_resolution r WHERE id::text IN (?, ?)")) {
            select.setString(1, one);
            select.setString(2, two);
            try (var row = select.executeQuery()) {
                row.next();
                assertThat(row.getInt(1)).isEqualTo(2);
                assertThat(row.getString(2)).doesNotContain("山田", pupil.id().toString());
            }
        }
    }

    @Test
    void isDeletedSomeTimeAfterItIsOverAndNotBefore() throws SQLException {
        String old = approved();
        String recent = approved();
        asking.resolves(old, name);
        earlier(old, "expires_at", "32 days");
        earlier(recent, "expires_at", "30 days");

        oldResolutions.drop();

        assertThat(asking.reads(old).statusCode()).isEqualTo(404);
        assertThat(asking.reads(recent).jsonPath().getString("state")).isEqualTo("EXPIRED");
    }

    private Response resolved(String asked) {
        String id = idOf(asking.asksForTheIdsOf(asked));
        second.approves(id, asked).then().statusCode(200);
        return asking.resolves(id, asked);
    }

    private String approved() {
        String id = idOf(asking.asksForTheIdsOf(name));
        second.approves(id, name).then().statusCode(200);
        return id;
    }

    private static String idOf(Response asked) {
        return asked.then().statusCode(201).extract().path("id");
    }

    private static void refused(Response answer, int status, String code, String reason) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.jsonPath().getString("code")).isEqualTo(code);
        AccessRecord record = TestJournal.recordOf(answer);
        assertThat(record.decision()).isEqualTo(Result.REFUSED);
        assertThat(record.reason()).isEqualTo(reason);
        assertThat(record.disclosed()).isEmpty();
    }

    private static void earlier(String id, String column, String time) throws SQLException {
        try (Connection admin = TestPostgres.administrator();
                PreparedStatement update = admin.prepareStatement(
                        "UPDATE identity_resolution SET %1$s = %1$s - ?::interval WHERE id = ?::uuid"
                                .formatted(column))) {
            update.setString(1, time);
            update.setString(2, id);
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
    }

    private static List<Response> atOnce(Callable<Response> one, Callable<Response> other) throws Exception {
        ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            List<Response> answers = new ArrayList<>();
            for (Future<Response> answer : two.invokeAll(List.of(one, other))) {
                answers.add(answer.get());
            }
            return answers;
        } finally {
            two.shutdown();
        }
    }
}
