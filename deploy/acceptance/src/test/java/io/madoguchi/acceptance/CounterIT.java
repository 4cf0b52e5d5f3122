package io.madoguchi.acceptance;

import static io.madoguchi.acceptance.City.loanOf;
import static io.madoguchi.acceptance.City.school;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.*;

import io.madoguchi.local.city.SampleCity;
import io.madoguchi.local.city.SamplePatron;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A day at the counter, and what the auditor finds of it afterwards (R6–R10, R15, R21, R28). */
@ExtendWith(City.Resolver.class)
class CounterIT {
    private static final String COUNTER = "別紙・カウンター業務";
    private static final String LEARNING = "別紙・児童・生徒への学習支援";
    private static final String STAFF_CLAUSE = "学校図書館担当職員";
    private static final String OWN = "本人";

    private final City city;
    private final SamplePatron pupil = SampleCity.pupil(1, 5);
    private final List<Expected> expected = new ArrayList<>();

    CounterIT(City city) {
        this.city = city;
    }

    @Test
    void theCounterWorksEndToEndAndEveryAccessIsOnRecord() {
        String counter = city.token("handler-1");
        String reading = city.token("handler-1", "loan.history:read", "duty:learning-support");

        findsThePupilByCardAndSeesTheNameAndNothingElse(counter);
        lendsTwoRenewsOneReturnsOne(counter);
        readsLoanRecordsFromTheCardWithLearningSupportOnly(reading, counter);
        isRefusedAStaffMembersLoanRecordsWithAnyDuty();
        getsTheSame404ForAnotherSchoolsADepartedAndAnUnknownPerson(counter);
        libraryStaffSeeGradeAndClass();
        thePupilSeesOwnLoansAndNobodyElses();

        theAuditorFindsOneRecordForEach();
    }

    private void findsThePupilByCardAndSeesTheNameAndNothingElse(String counter) {
        Response answer = search(counter, "COUNTER", Map.of("cardBarcode", pupil.cardBarcode()));
        answer.then()
                .statusCode(200)
                .body("patrons", hasSize(1))
                .body("patrons[0].keySet()", containsInAnyOrder("displayName", "patronId", "category"))
                .body("patrons[0].displayName", is(pupil.displayName()))
                .body("patrons[0].patronId", is(pupil.id().toString()));
        expect(answer, "handler-1", "COUNTER", null, COUNTER, Set.of("displayName", "patronId", "category"), pupil);
    }

    private void lendsTwoRenewsOneReturnsOne(String counter) {
        String one = SampleCity.availableItemBarcode(1, 11);
        String two = SampleCity.availableItemBarcode(1, 12);
        for (String item : List.of(one, two)) {
            Response lent = city.lend(counter, 1, loanOf(pupil, item));
            lent.then().statusCode(201).body("itemBarcode", is(item));
            expect(lent, "handler-1", "COUNTER", null, COUNTER, Set.of("actResult"), pupil);
        }
        Response renewed = city.circulation()
                .as(counter, "COUNTER")
                .body(Map.of("itemBarcode", one))
                .post("/v1/schools/{school}/renewals", school(1));
        renewed.then().statusCode(200).body("renewals", is(1));
        expect(renewed, "handler-1", "COUNTER", null, COUNTER, Set.of("actResult"), pupil);

        Response returned = city.takeBack(counter, 1, two);
        returned.then().statusCode(200).body("keySet()", containsInAnyOrder("itemBarcode", "returnedAt"));
        assertThat(returned.asString()).doesNotContain(pupil.id().toString());
        expect(returned, "handler-1", "COUNTER", null, null, Set.of());
    }

    private void readsLoanRecordsFromTheCardWithLearningSupportOnly(String reading, String counter) {
        Response read = loanRecords(reading, "LEARNING_SUPPORT", Map.of("cardBarcode", pupil.cardBarcode()));
        read.then()
                .statusCode(200)
                .body("loans.size()", greaterThanOrEqualTo(2))
                .body("keySet()", not(hasItem("displayName")));
        assertThat(read.asString()).doesNotContain(pupil.displayName());
        expect(read, "handler-1", "LEARNING_SUPPORT", null, LEARNING, Set.of("patronId", "loanRecords"), pupil);

        Response byCounter = loanRecords(counter, "COUNTER", Map.of("cardBarcode", pupil.cardBarcode()));
        byCounter.then().statusCode(403).body("code", is("scope-missing"));
        expectRefused(byCounter, "handler-1", "COUNTER", "scope-missing");

        Response dutyOfAnotherSignIn = loanRecords(reading, "COUNTER", Map.of("cardBarcode", pupil.cardBarcode()));
        dutyOfAnotherSignIn.then().statusCode(403).body("code", is("duty-not-granted"));
        expectRefused(dutyOfAnotherSignIn, "handler-1", "COUNTER", "duty-not-granted");
    }

    private void isRefusedAStaffMembersLoanRecordsWithAnyDuty() {
        SamplePatron teacher = SampleCity.staff(1, 1);
        String both = city.token("handler-1", "loan.history:read", "duty:learning-support", "duty:reading-guidance");
        for (String duty : List.of("LEARNING_SUPPORT", "READING_GUIDANCE")) {
            Response answer = loanRecords(both, duty, Map.of("patronId", teacher.id()));
            answer.then().statusCode(404).body("code", is("borrower-not-found"));
            expectRefused(answer, "handler-1", duty, "not-visible");
        }
        for (String duty : List.of("COUNTER", "USER_DATA", "MATERIALS_PROCESSING")) {
            Response answer = loanRecords(both, duty, Map.of("patronId", teacher.id()));
            answer.then().statusCode(403).body("code", is("duty-not-granted"));
            expectRefused(answer, "handler-1", duty, "duty-not-granted");
        }
    }

    private void getsTheSame404ForAnotherSchoolsADepartedAndAnUnknownPerson(String counter) {
        List<String> cards = List.of(
                SampleCity.pupil(3, 1).cardBarcode(),
                SampleCity.departedPupil(1).cardBarcode(),
                "P000000000");
        Set<String> answers = new TreeSet<>();
        for (String card : cards) {
            Response answer = search(counter, "COUNTER", Map.of("cardBarcode", card));
            answer.then().statusCode(404).body("code", is("borrower-not-found"));
            answers.add(answer.asString());
            expectRefused(answer, "handler-1", "COUNTER", "not-visible");
        }
        for (UUID id :
                List.of(SampleCity.pupil(3, 1).id(), SampleCity.departedPupil(1).id(), UUID.randomUUID())) {
            Response answer = city.patrons().as(counter, "COUNTER").get("/v1/patrons/{id}", id);
            answer.then().statusCode(404);
            answers.add(answer.asString());
            expectRefused(answer, "handler-1", "COUNTER", "not-visible");
        }
        assertThat(answers).as("six refusals that look the same").hasSize(1);
    }

    private void libraryStaffSeeGradeAndClass() {
        String library = city.token("library-1");
        Response answer = city.patrons().as(library, null).get("/v1/patrons/{id}", pupil.id());
        answer.then()
                .statusCode(200)
                .body("grade", is(pupil.grade()))
                .body("homeClass", is(pupil.homeClass()))
                .body("nameKana", is(pupil.nameKana()));
        expect(
                answer,
                "library-1",
                null,
                null,
                STAFF_CLAUSE,
                Set.of(
                        "patronId",
                        "category",
                        "displayName",
                        "nameKana",
                        "grade",
                        "homeClass",
                        "attendanceNumber",
                        "patronNumber",
                        "cardBarcode"),
                pupil);
    }

    private void thePupilSeesOwnLoansAndNobodyElses() {
        String token = city.token("pupil-1");
        Response own = city.circulation().as(token, null).get("/v1/me/loans");
        own.then().statusCode(200).body("loans", not(empty()));
        expect(own, "pupil-1", null, null, OWN, Set.of("ownLoanRecords"), SampleCity.pupil(1, 0));

        Response others = city.circulation().as(token, null).get("/v1/patrons/{id}/loans", pupil.id());
        others.then().statusCode(403).body("code", is("scope-missing"));
        expectRefused(others, "pupil-1", null, "scope-missing");
    }

    private void theAuditorFindsOneRecordForEach() {
        String auditor = city.token("auditor-1");
        for (String person : List.of("handler-1", "library-1", "pupil-1")) {
            List<Expected> ofPerson =
                    expected.stream().filter(e -> e.person().equals(person)).toList();
            List<Map<String, Object>> found = Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> records(auditor, person), records -> ofPerson.stream()
                            .allMatch(e ->
                                    records.stream().anyMatch(r -> r.get("id").equals(e.id()))));
            assertThat(found).extracting(r -> r.get("id")).doesNotHaveDuplicates();
            for (Expected e : ofPerson) {
                assertThat(found)
                        .filteredOn(record -> record.get("id").equals(e.id()))
                        .as("%s", e)
                        .singleElement()
                        .satisfies(e::matches);
            }
        }
        assertThat(expected).hasSizeGreaterThan(18);
        assertThat(recordsAbout(auditor, "handler-1", pupil.id()))
                .as("this pupil's records by the handler, and no second one of any access")
                .extracting(record -> record.get("id"))
                .containsExactlyInAnyOrderElementsOf(expected.stream()
                        .filter(e ->
                                e.person().equals("handler-1") && e.patrons().contains(pupil.id()))
                        .map(Expected::id)
                        .toList());
    }

    @Test
    void atThePilotSchoolTheAmendmentsOpenTheReadingAndAreCited() {
        SamplePatron there = SampleCity.pupil(2, 5);
        String counter = city.token("handler-1");
        Response answer = city.patrons()
                .as(counter, "COUNTER")
                .body(Map.of("kana", there.nameKana()))
                .post("/v1/schools/{school}/patron-searches", school(2));
        answer.then()
                .statusCode(200)
                .body("patrons.find { it.patronId == '%s' }.nameKana".formatted(there.id()), is(there.nameKana()));
        assertThat(String.valueOf(city.recordOf("handler-1", answer.header("Access-Record"))
                        .get("disclosed")))
                .contains("shiryo-71", "amendment-a-pilot");

        search(counter, "COUNTER", Map.of("kana", pupil.nameKana()))
                .then()
                .statusCode(403)
                .body("code", is("not-authorised"));
    }

    @Test
    void noNameAndNoCardStandsInALogOrARecord() throws IOException {
        SamplePatron somebody = SampleCity.pupil(1, 7);
        String counter = city.token("handler-1");
        search(counter, "COUNTER", Map.of("cardBarcode", somebody.cardBarcode()))
                .then()
                .statusCode(200);
        search(counter, "COUNTER", Map.of("name", somebody.displayName()))
                .then()
                .statusCode(200);
        city.patrons()
                .as(counter, "COUNTER")
                .body("{\"name\": \"" + somebody.displayName() + "\", \"" + somebody.nameKana() + "\": 1}")
                .post("/v1/schools/{school}/patron-searches", school(1))
                .then()
                .statusCode(400)
                .body("code", is("unknown-field"));
        city.lend(counter, 1, City.loanByCard(somebody, SampleCity.withdrawnItemBarcode(1)))
                .then()
                .statusCode(409);

        try (Stream<Path> logs = Files.list(city.system().settings().data().resolve("logs"))) {
            assertThat(logs.toList()).isNotEmpty().allSatisfy(log -> assertThat(Files.readString(log))
                    .doesNotContain(somebody.displayName(), somebody.nameKana(), somebody.cardBarcode()));
        }
        for (String schema : List.of("patron", "circulation", "audit")) {
            assertThat(city.number(
                            "SELECT count(*) FROM " + schema
                                    + ".access_journal WHERE body::text LIKE ? OR body::text LIKE ?",
                            "%" + somebody.displayName() + "%",
                            "%" + somebody.cardBarcode() + "%"))
                    .isZero();
        }
    }

    private Response search(String token, String duty, Map<String, ?> search) {
        return city.patrons().as(token, duty).body(search).post("/v1/schools/{school}/patron-searches", school(1));
    }

    private Response loanRecords(String token, String duty, Map<String, ?> query) {
        return city.circulation()
                .as(token, duty)
                .body(query)
                .post("/v1/schools/{school}/loan-record-queries", school(1));
    }

    private List<Map<String, Object>> records(String auditor, String person) {
        return recordsOf(city.audit().auditing(auditor).queryParam("person", person));
    }

    private List<Map<String, Object>> recordsAbout(String auditor, String person, UUID patron) {
        return recordsOf(
                city.audit().auditing(auditor).queryParam("person", person).queryParam("patron", patron));
    }

    private static List<Map<String, Object>> recordsOf(RequestSpecification query) {
        return query.queryParam("limit", 500)
                .get("/v1/access-records")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("records");
    }

    private void expect(
            Response answer,
            String person,
            String duty,
            String reason,
            String clause,
            Set<String> fields,
            SamplePatron... patrons) {
        expected.add(new Expected(
                recordId(answer),
                person,
                duty,
                "PERMITTED",
                answer.statusCode(),
                reason,
                clause,
                fields,
                City.ids(patrons)));
    }

    private void expectRefused(Response answer, String person, String duty, String reason) {
        expected.add(new Expected(
                recordId(answer), person, duty, "REFUSED", answer.statusCode(), reason, null, Set.of(), List.of()));
    }

    private static String recordId(Response answer) {
        String id = answer.header("Access-Record");
        assertThat(id).as("the answer names its record").isNotNull();
        return id;
    }

    /** What the auditor should find of one answer. */
    record Expected(
            String id,
            String person,
            String duty,
            String decision,
            int status,
            String reason,
            String clause,
            Set<String> fields,
            List<UUID> patrons) {

        void matches(Map<String, Object> record) {
            assertThat(record)
                    .containsEntry("decision", decision)
                    .containsEntry("status", status)
                    .containsEntry("times", 1);
            assertThat(record.get("declaredDuty")).isEqualTo(duty);
            assertThat(record.get("reason")).isEqualTo(reason);
            @SuppressWarnings("unchecked")
            List<Map<String, Object>> disclosed = (List<Map<String, Object>>) record.get("disclosed");
            assertThat(disclosed.stream().flatMap(d -> ((List<?>) d.get("fields")).stream()))
                    .map(String::valueOf)
                    .containsExactlyInAnyOrderElementsOf(fields);
            assertThat(disclosed.stream().flatMap(d -> ((List<?>) d.get("patrons")).stream()))
                    .map(String::valueOf)
                    .containsExactlyInAnyOrderElementsOf(
                            patrons.stream().map(UUID::toString).toList());
            assertThat(disclosed.stream()
                            .flatMap(d -> ((List<?>) d.get("authorisations")).stream())
                            .map(citation -> ((Map<?, ?>) citation).get("clause")))
                    .map(String::valueOf)
                    .isEqualTo(clause == null ? List.of() : List.of(clause));
        }
    }
}
