package io.madoguchi.directory;

import static io.madoguchi.directory.Ask.ask;
import static io.madoguchi.directory.TestPatron.aPupil;
import static io.madoguchi.directory.TestSchool.aSchool;
import static io.madoguchi.testing.TestAccount.aHandler;
import static org.assertj.core.api.Assertions.assertThat;

import io.madoguchi.disclosure.Citation;
import io.madoguchi.disclosure.Duty;
import io.madoguchi.disclosure.Field;
import io.madoguchi.school.SchoolCode;
import io.madoguchi.testing.TestJournal;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@PatronServiceTest
@TestProfile(Amendments.class)
class SearchByKanaTest {
    private final SchoolCode school = aSchool();
    private final Ask counter = ask(aHandler().atSchool(school)).at(school).as(Duty.COUNTER);

    @ParameterizedTest
    @ValueSource(strings = {"かとう", "カトウ", "ｶﾄｳ", "かとうは", "カトウ　ハナコ"})
    void findsAReadingInWhateverKanaItIsTyped(String typed) {
        TestPatron kato = aPupil().atSchool(school).named("加藤 花子", "カトウ ハナコ").inTheDirectory();
        aPupil().atSchool(school).named("河東 花子", "ガトウ ハナコ").inTheDirectory();

        Response answer = counter.forKana(typed);

        assertThat(answer.jsonPath().getList("patrons"))
                .isEqualTo(List.of(Map.of(
                        "patronId", kato.id().toString(),
                        "category", "ELEMENTARY_PUPIL",
                        "displayName", "加藤 花子",
                        "nameKana", "カトウ ハナコ")));
    }

    @Test
    void citesBothTheAuthorisationAndItsAmendment() {
        TestPatron pupil = aPupil().atSchool(school).inTheDirectory();

        Response answer = counter.forCard(pupil.card());

        assertThat(TestJournal.recordOf(answer).disclosed()).singleElement().satisfies(disclosed -> {
            assertThat(disclosed.fields())
                    .isEqualTo(Set.of(Field.PATRON_ID, Field.CATEGORY, Field.DISPLAY_NAME, Field.NAME_KANA));
            assertThat(disclosed.authorisations())
                    .extracting(Citation::document)
                    .containsExactlyInAnyOrder("shiryo-71", "amendment-a");
        });
    }

    @Test
    void saysSoAmongThePermissionsInOneEntry() {
        Response answer = counter.request().get("/v1/me/permissions");

        assertThat(answer.jsonPath().<List<String>>getList("permissions.findAll { it.act == 'SEARCH_PATRONS' }.fields"))
                .singleElement()
                .satisfies(fields -> assertThat(fields)
                        .containsExactlyInAnyOrder("patronId", "category", "displayName", "nameKana"));
    }
}
