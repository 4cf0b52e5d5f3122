package io.madoguchi.directory;

import static io.madoguchi.directory.Ask.ask;
import static io.madoguchi.directory.TestPatron.aPupil;
import static io.madoguchi.directory.TestPatron.aStaffMember;
import static io.madoguchi.directory.TestSchool.aSchool;
import static io.madoguchi.testing.TestAccount.aDistrictAdmin;
import static io.madoguchi.testing.TestAccount.aHandler;
import static io.madoguchi.testing.TestAccount.aLibrarian;
import static org.assertj.core.api.Assertions.assertThat;

import io.madoguchi.api.trail.AccessRecord;
import io.madoguchi.api.trail.AccessRecord.Disclosed;
import io.madoguchi.api.trail.AccessRecord.Result;
import io.madoguchi.disclosure.Act;
import io.madoguchi.disclosure.Duty;
import io.madoguchi.disclosure.Field;
import io.madoguchi.school.SchoolCode;
import io.madoguchi.testing.TestJournal;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@PatronServiceTest
class SearchByCardTest {
    private final SchoolCode school = aSchool();
    private final Ask handler = ask(aHandler().atSchool(school)).at(school);

    @ParameterizedTest
    @EnumSource(names = {"COUNTER", "USER_DATA"})
    void givesTheCounterTheNameAndNothingElse(Duty duty) {
        TestPatron pupil = aPupil().atSchool(school).named("山田 花子", "ヤマダ ハナコ").inTheDirectory();

        Response answer = handler.as(duty).forCard(pupil.card());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.jsonPath().getMap(""))
                .isEqualTo(Map.of(
                        "patrons",
                        List.of(Map.of(
                                "patronId",
                                pupil.id().toString(),
                                "category",
                                "ELEMENTARY_PUPIL",
                                "displayName",
                                "山田 花子"))));
    }

    @ParameterizedTest
    @EnumSource(names = {"LEARNING_SUPPORT", "READING_GUIDANCE"})
    void givesReadingGuidanceAPupilWithoutTheName(Duty duty) {
        TestPatron pupil = aPupil().atSchool(school).inTheDirectory();

        Response answer = handler.as(duty).forCard(pupil.card());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.jsonPath().getMap("patrons[0]"))
                .isEqualTo(Map.of("patronId", pupil.id().toString(), "category", "ELEMENTARY_PUPIL"));
        assertThat(TestJournal.recordOf(answer).disclosed().get(0).fields())
                .containsExactlyInAnyOrder(Field.PATRON_ID, Field.CATEGORY);
    }

    @Test
    void hidesStaffFromReadingGuidance() {
        TestPatron teacher = aStaffMember().atSchool(school).inTheDirectory();

        Response answer = handler.as(Duty.LEARNING_SUPPORT).forCard(teacher.card());

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(TestJournal.recordOf(answer).reason()).isEqualTo("not-visible");
    }

    @Test
    void givesSchoolStaffAndTheDistrictTheProfile() {
        TestPatron pupil = aPupil().atSchool(school).inTheDirectory();

        for (Ask asker : List.of(ask(aLibrarian().atSchool(school)), ask(aDistrictAdmin()))) {
            assertThat(asker.at(school).forCard(pupil.card()).jsonPath().getMap("patrons[0]"))
                    .isEqualTo(Map.of(
                            "patronId",
                            pupil.id().toString(),
                            "category",
                            "ELEMENTARY_PUPIL",
                            "displayName",
                            "山田 花子",
                            "nameKana",
                            "ヤマダ ハナコ",
                            "grade",
                            3,
                            "homeClass",
                            "2",
                            "attendanceNumber",
                            14,
                            "patronNumber",
                            pupil.number(),
                            "cardBarcode",
                            pupil.card()));
        }
    }

    @Test
    void putsTheDisclosureOnRecordWithItsClause() {
        TestPatron pupil = aPupil().atSchool(school).inTheDirectory();

        Response answer = handler.as(Duty.COUNTER).forCard(pupil.card());

        AccessRecord record = TestJournal.recordOf(answer);
        assertThat(record.decision()).isEqualTo(Result.PERMITTED);
        assertThat(record.act()).isEqualTo(Act.SEARCH_PATRONS);
        assertThat(record.school()).isEqualTo(school);
        assertThat(record.declaredDuty()).isEqualTo(Duty.COUNTER);
        assertThat(record.status()).isEqualTo(200);
        assertThat(record.who().person()).isEqualTo(handler.account());
        assertThat(record.who().contract()).isEqualTo("school-library-support-2013");
        assertThat(record.who().designation()).isEqualTo("designation-1");
        Disclosed disclosed = record.disclosed().get(0);
        assertThat(record.disclosed()).hasSize(1);
        assertThat(disclosed.fields()).isEqualTo(Set.of(Field.PATRON_ID, Field.CATEGORY, Field.DISPLAY_NAME));
        assertThat(disclosed.patrons()).containsExactly(pupil.id());
        assertThat(disclosed.authorisations()).singleElement().satisfies(citation -> {
            assertThat(citation.document()).isEqualTo("shiryo-71");
            assertThat(citation.clause()).isEqualTo("別紙・カウンター業務");
            assertThat(citation.sha256()).matches("[0-9a-f]{64}");
        });
    }

    @Test
    void keepsNamesAndCardsOffTheRecordAndMakesOneRecordOfEachAttempt() {
        TestPatron pupil = aPupil().atSchool(school).inTheDirectory();
        Ask counter = handler.as(Duty.COUNTER);
        counter.forCard(pupil.card());
        counter.forCard("P999999999");
        counter.forName("山田");
        counter.forKana("ヤマダ");

        assertThat(TestJournal.textsOf(handler.account())).hasSize(4).allSatisfy(text -> assertThat(text)
                .doesNotContain("山田", "ヤマダ", "やまだ", pupil.card(), "P999999999", pupil.number()));
    }

    @Test
    void answersTheSameForAnUnknownADepartedAndAnotherSchoolsPerson() {
        TestPatron departed = aPupil().atSchool(school).departed().inTheDirectory();
        TestPatron elsewhere = aPupil().atSchool(aSchool()).inTheDirectory();

        List<Response> answers = List.of(
                handler.as(Duty.COUNTER).forCard("P999999999"),
                handler.as(Duty.COUNTER).forCard(departed.card()),
                handler.as(Duty.COUNTER).forCard(elsewhere.card()));

        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.asByteArray()).isEqualTo(answers.get(0).asByteArray());
            assertThat(answer.jsonPath().getString("code")).isEqualTo("borrower-not-found");
            AccessRecord record = TestJournal.recordOf(answer);
            assertThat(record.decision()).isEqualTo(Result.REFUSED);
            assertThat(record.reason()).isEqualTo("not-visible");
            assertThat(record.status()).isEqualTo(404);
            assertThat(record.disclosed()).isEmpty();
        });
        assertThat(answers.stream().map(TestJournal::recordOf).map(AccessRecord::id))
                .doesNotHaveDuplicates();
    }

    @Test
    void readsByIdWhatASearchWouldGive() {
        TestPatron pupil = aPupil().atSchool(school).inTheDirectory();

        Response answer = handler.as(Duty.COUNTER).forId(pupil.id());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.jsonPath().getMap(""))
                .isEqualTo(Map.of(
                        "patronId", pupil.id().toString(), "category", "ELEMENTARY_PUPIL", "displayName", "山田 花子"));
        AccessRecord record = TestJournal.recordOf(answer);
        assertThat(record.act()).isEqualTo(Act.READ_PATRON);
        assertThat(record.school()).isEqualTo(school);
        assertThat(record.disclosed().get(0).patrons()).containsExactly(pupil.id());
    }

    @Test
    void keepsTheIdThatWasAskedForOnTheRecordOfARefusal() {
        TestPatron departed = aPupil().atSchool(school).departed().inTheDirectory();
        TestPatron elsewhere = aPupil().atSchool(aSchool()).inTheDirectory();
        byte[] unknown = handler.as(Duty.COUNTER).forId(UUID.randomUUID()).asByteArray();

        for (UUID id : List.of(departed.id(), elsewhere.id())) {
            Response answer = handler.as(Duty.COUNTER).forId(id);

            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.asByteArray()).isEqualTo(unknown);
            assertThat(TestJournal.recordOf(answer).requested()).isEqualTo(id);
            assertThat(TestJournal.recordOf(answer).reason()).isEqualTo("not-visible");
        }
    }
}
