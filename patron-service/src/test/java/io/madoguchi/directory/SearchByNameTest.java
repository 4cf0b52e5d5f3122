package io.madoguchi.directory;

import static io.madoguchi.directory.Ask.ask;
import static io.madoguchi.directory.TestPatron.aPupil;
import static io.madoguchi.directory.TestPatron.aStaffMember;
import static io.madoguchi.directory.TestSchool.aSchool;
import static io.madoguchi.testing.TestAccount.aHandler;
import static io.madoguchi.testing.TestAccount.aLibrarian;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.madoguchi.api.trail.AccessRecord;
import io.madoguchi.api.trail.AccessRecord.Result;
import io.madoguchi.disclosure.Duty;
import io.madoguchi.disclosure.Field;
import io.madoguchi.disclosure.PatronCategory;
import io.madoguchi.school.SchoolCode;
import io.madoguchi.testing.TestJournal;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@PatronServiceTest
class SearchByNameTest {
    private final SchoolCode school = aSchool();
    private final Ask counter = ask(aHandler().atSchool(school)).at(school).as(Duty.COUNTER);
    private final Ask librarian = ask(aLibrarian().atSchool(school)).at(school);

    @Test
    void findsThoseWhoseNamesBeginSoInTheOrderOfTheirNames() {
        named("佐藤 優");
        named("佐藤 愛");
        named("佐々木 愛");
        named("伊佐藤 愛");
        aPupil().atSchool(school).named("佐藤 去", "サトウ サル").departed().inTheDirectory();
        aPupil().atSchool(aSchool()).named("佐藤 他", "サトウ ホカ").inTheDirectory();
        aStaffMember().atSchool(school).named("佐藤 校長", "サトウ コウチョウ").inTheDirectory();

        Response answer = counter.forName("佐藤");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(names(answer)).containsExactly("佐藤 優", "佐藤 愛", "佐藤 校長");
        assertThat(answer.jsonPath().getMap("patrons[0]")).containsOnlyKeys("patronId", "category", "displayName");
        assertThat(TestJournal.recordOf(answer).disclosed())
                .extracting(
                        disclosed -> disclosed.category(),
                        disclosed -> disclosed.patrons().size())
                .containsExactly(tuple(PatronCategory.ELEMENTARY_PUPIL, 2), tuple(PatronCategory.STAFF, 1));
    }

    @ParameterizedTest
    @CsvSource({"ＡＢ, abe ken", "abe  k, Abe Ken", "１年, 1年 担任", "アヴ, あゔ 花"})
    void comparesAsPeopleTypeAndNotAsBytesAre(String typed, String name) {
        named(name);

        assertThat(names(counter.forName(typed))).containsExactly(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%%", "__", "山_", "山%", "\\\\", "山\\"})
    void takesNoCharacterForAnyOther(String typed) {
        named("山田 花子");

        assertThat(names(counter.forName(typed))).isEmpty();
    }

    @Test
    void findsANameThatHoldsSuchACharacter() {
        named("A_%\\B 花子");

        assertThat(names(counter.forName("a_%\\"))).hasSize(1);
    }

    @Test
    void answersNobodyWithAnEmptyListOnRecord() {
        Response answer = counter.forName("該当なし");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.jsonPath().getMap("")).isEqualTo(Map.of("patrons", List.of()));
        AccessRecord record = TestJournal.recordOf(answer);
        assertThat(record.decision()).isEqualTo(Result.PERMITTED);
        assertThat(record.disclosed()).isEmpty();
    }

    @Test
    void showsAContractorTwentyMatchesAndNoneOfTwentyOne() {
        for (int i = 0; i < 20; i++) {
            named("鈴木 %02d".formatted(i));
        }
        assertThat(names(counter.forName("鈴木"))).hasSize(20);

        named("鈴木 20");
        Response answer = counter.forName("鈴木");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.jsonPath().getString("code")).isEqualTo("too-many");
        assertThat(answer.asString()).doesNotContain("鈴木");
        assertThat(TestJournal.recordOf(answer)).satisfies(record -> {
            assertThat(record.decision()).isEqualTo(Result.REFUSED);
            assertThat(record.reason()).isEqualTo("too-many");
            assertThat(record.school()).isEqualTo(school);
            assertThat(record.disclosed()).isEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"山", " 山 ", "𠮷", "・　"})
    void asksAContractorForTwoCharacters(String typed) {
        named("山");

        Response answer = counter.forName(typed);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.jsonPath().getString("code")).isEqualTo("name-too-short");
        assertThat(TestJournal.recordOf(answer).reason()).isEqualTo("name-too-short");
    }

    @Test
    void countsCharactersAsPeopleDo() {
        named("𠮷田 花子");

        assertThat(names(counter.forName("𠮷田"))).containsExactly("𠮷田 花子");
    }

    @Test
    void letsSchoolStaffTypeOneCharacterAndNobodyNone() {
        named("林 花子");

        assertThat(names(librarian.forName("林"))).containsExactly("林 花子");
        assertThat(librarian.forName("　").jsonPath().getString("code")).isEqualTo("name-too-short");
    }

    @Test
    void givesAContractorNoPages() {
        for (Map<String, Object> paging : List.<Map<String, Object>>of(
                Map.of("name", "山田", "limit", 10), Map.of("name", "山田", "cursor", "abcd"))) {
            Response answer = counter.search(paging);

            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.jsonPath().getString("code")).isEqualTo("paging-not-permitted");
            assertThat(TestJournal.recordOf(answer).reason()).isEqualTo("paging-not-permitted");
        }
    }

    @Test
    void givesSchoolStaffEachPersonOncePageByPage() {
        List<String> everybody = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            everybody.add(named("高橋 花子").id().toString());
        }
        List<String> seen = new ArrayList<>();
        Response page = librarian.search(Map.of("name", "高橋", "limit", 3));
        List<Integer> sizes = new ArrayList<>();
        while (true) {
            List<String> ids = page.jsonPath().getList("patrons.patronId");
            seen.addAll(ids);
            sizes.add(ids.size());
            String next = page.jsonPath().getString("next");
            if (next == null) {
                break;
            }
            assertThat(new String(Base64.getUrlDecoder().decode(next), StandardCharsets.UTF_8))
                    .doesNotContain("高橋", "たかはし");
            page = librarian.search(Map.of("name", "高橋", "limit", 3, "cursor", next));
        }

        assertThat(sizes).containsExactly(3, 3, 1);
        assertThat(seen).containsExactlyInAnyOrderElementsOf(everybody);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "_", "NmY5NjE5ZmYtOGI4Ni00ZDAxLWI0MmQtMDBjZjRmYzk2NGZm"})
    void refusesACursorOfNoPage(String cursor) {
        Response answer = librarian.search(Map.of("name", "高橋", "cursor", cursor));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.jsonPath().getString("code")).isEqualTo("invalid-value");
        assertThat(answer.jsonPath().getString("faults[0].field")).isEqualTo("cursor");
    }

    @ParameterizedTest
    @EnumSource(names = {"LEARNING_SUPPORT", "READING_GUIDANCE"})
    void refusesReadingGuidanceTheNames(Duty duty) {
        named("山田 花子");

        assertThatItIsNotAuthorised(
                ask(aHandler().atSchool(school)).at(school).as(duty).forName("山田"));
    }

    @Test
    void refusesAContractorTheReadingsWhereTheAuthorisationDoesNotSayThem() {
        named("山田 花子");

        assertThatItIsNotAuthorised(counter.forKana("ヤマダ"));
    }

    @Test
    void findsByReadingForSchoolStaff() {
        named("山田 花子");

        Response answer = librarian.forKana("やまだ");

        assertThat(names(answer)).containsExactly("山田 花子");
        assertThat(TestJournal.recordOf(answer).disclosed().get(0).fields()).contains(Field.NAME_KANA);
    }

    private TestPatron named(String name) {
        return aPupil().atSchool(school).named(name, "ヤマダ ハナコ").inTheDirectory();
    }

    private static List<String> names(Response answer) {
        return answer.jsonPath().getList("patrons.displayName");
    }

    private static void assertThatItIsNotAuthorised(Response answer) {
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.jsonPath().getString("code")).isEqualTo("not-authorised");
        assertThat(TestJournal.recordOf(answer)).satisfies(record -> {
            assertThat(record.reason()).isEqualTo("not-authorised");
            assertThat(record.disclosed()).isEmpty();
        });
    }
}
