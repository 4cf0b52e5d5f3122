package io.madoguchi.directory;

import static io.madoguchi.directory.Ask.ask;
import static io.madoguchi.directory.TestPatron.aPupil;
import static io.madoguchi.directory.TestSchool.aSchool;
import static io.madoguchi.testing.TestAccount.aHandler;
import static io.madoguchi.testing.TestAccount.aLibrarian;
import static org.assertj.core.api.Assertions.assertThat;

import io.madoguchi.disclosure.Duty;
import io.madoguchi.school.SchoolCode;
import io.madoguchi.testing.Plans;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A query loads the columns that may leave, and filters and sorts by no other (R28). */
@PatronServiceTest
class PlansTest {
    private static final Set<String> PERSONAL = Set.of(
            "display_name",
            "name_key",
            "name_kana",
            "kana_key",
            "grade",
            "home_class",
            "attendance_number",
            "patron_number",
            "card_barcode");

    private final SchoolCode school = aSchool();
    private final TestPatron pupil =
            aPupil().atSchool(school).named("山田 花子", "ヤマダ ハナコ").inTheDirectory();
    private final Ask counter = ask(aHandler().atSchool(school)).at(school).as(Duty.COUNTER);

    @Test
    void toTheCounterACardOpensTheNameAndTouchesNothingElse() throws Exception {
        assertThat(touched(
                        "contractor", () -> counter.forCard(pupil.card()).then().statusCode(200)))
                .containsOnly("display_name");
    }

    @Test
    void toTheCounterANameOpensTheNameAndTouchesNothingElse() throws Exception {
        assertThat(touched("contractor", () -> counter.forName("山田").then().statusCode(200)))
                .containsOnly("display_name", "name_key");
    }

    @Test
    void underADutyWithoutTheNameNoPersonalColumnIsTouched() throws Exception {
        Ask guidance = ask(aHandler().atSchool(school)).at(school).as(Duty.READING_GUIDANCE);
        assertThat(touched(
                        "contractor",
                        () -> guidance.forCard(pupil.card()).then().statusCode(200)))
                .isEmpty();
    }

    @Test
    void aRefusedSearchRunsNoQueryAboutPersons() throws Exception {
        assertThat(Plans.of("contractor", () -> counter.forKana("ヤマ").then().statusCode(403)))
                .noneMatch(plan -> plan.contains("patron"));
    }

    @Test
    void schoolStaffWithoutTheScopeForTheProfileTouchNoneOfIt() throws Exception {
        Ask librarian = ask(aLibrarian().withOnlyScopes("patron.name:read").atSchool(school))
                .at(school);
        assertThat(touched("app", () -> librarian.forCard(pupil.card()).then().statusCode(200)))
                .containsOnly("display_name", "name_kana");
    }

    private static Set<String> touched(String role, Plans.Work work) throws Exception {
        List<String> plans = Plans.of(role, work);
        assertThat(plans).anyMatch(plan -> plan.contains("patron"));
        return plans.stream()
                .filter(plan -> plan.contains("patron"))
                // The plan, not the text of the query above it.
                .map(plan -> plan.substring(plan.lastIndexOf("cost=") < 0 ? 0 : plan.indexOf("(cost=")))
                .flatMap(PlansTest::personalColumns)
                .collect(Collectors.toSet());
    }

    private static Stream<String> personalColumns(String plan) {
        return PERSONAL.stream()
                .filter(column ->
                        Pattern.compile("\\b" + column + "\\b").matcher(plan).find());
    }
}
