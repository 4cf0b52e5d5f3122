package io.madoguchi.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import io.madoguchi.disclosure.Authorisations.Document;
import io.madoguchi.disclosure.ByTheTables.Answer;
import io.madoguchi.disclosure.Setting.Dates;
import io.madoguchi.school.SchoolCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Asks the rule every question there is, and compares each answer with the hand-written tables beside
 * {@code what-may-pass.txt}: the exact refusal, or each field of anybody at either school.
 */
@Execution(ExecutionMode.CONCURRENT)
class EveryQuestionTest {
    /** Left out where the rule is asked again for each of its mutants. */
    private static final String LONG = "long";

    private static final String ROSTERS = "roster:import";

    private static final int ACCOUNTS = 21;
    private static final int DUTIES_AND_NONE = 15;
    private static final int SOME_DUTIES_AND_NONE = 6;
    private static final int ACTS = 24;
    private static final int APPLICATIONS = 11;
    private static final int SCHOOL_RELATIONS = 39;
    private static final int DATE_RELATIONS = 8;
    private static final UUID SOMEBODY_ELSE = UUID.fromString("0b0f3a53-4a5e-4ff5-8a3f-0d7a2a1c9e11");

    private final ByTheTables tables = new ByTheTables();
    private final List<Row> accounts = Row.of("accounts");
    private final List<Row> schoolRelations = Row.of("school-relations");
    private final List<Row> dateRelations = Row.of("date-relations");
    private final Row withoutEnd = named("without end", dateRelations);
    private final Dates always = new Dates(withoutEnd, withoutEnd, null, withoutEnd, withoutEnd);
    private final Row hereWithWindow = schoolRelations.get(1);
    private final List<Document> shipped = Authorisations.shipped(
                    "shiryo-71", "library-regulation", "amendment-a", "amendment-b", "amendment-c", "amendment-d")
            .documents();
    private final List<Duty> dutiesAndNone = Arrays.asList(Arrays.copyOf(Duty.values(), Duty.values().length + 1));
    private final List<Duty> someDutiesAndNone = Arrays.asList(
            Duty.COUNTER, Duty.USER_DATA, Duty.LEARNING_SUPPORT, Duty.READING_GUIDANCE, Duty.FIRST_RESPONSE, null);
    private final Set<String> everyScope = Stream.concat(
                    Row.of("scopes").stream().flatMap(row -> row.words(1).stream()),
                    Row.of("duties").stream().flatMap(row -> row.words(2).stream()))
            .collect(Collectors.toCollection(TreeSet::new));
    private long asked;

    @Test
    @Tag(LONG)
    void underEachSetOfDocumentsWithTheScopesOfEachApplication() {
        List<Set<String>> tokens = applications();
        tokens.add(Set.of());
        tokens.add(everyScope);
        for (String amendments : amendments()) {
            ask(accounts, tokens, dutiesAndNone, setting(amendments, hereWithWindow, always));
        }
        assertThat(asked).isEqualTo(16L * (APPLICATIONS + 2) * ACCOUNTS * DUTIES_AND_NONE * ACTS);
    }

    /** None, one, two, all, all but one, all but two of the 21 scopes. */
    @Test
    @Tag(LONG)
    void withFewScopesAndWithAllButFew() {
        assertThat(everyScope).hasSize(21);
        Set<Set<String>> tokens = new LinkedHashSet<>();
        for (String one : everyScope) {
            for (String other : everyScope) {
                tokens.add(Set.copyOf(new HashSet<>(List.of(one, other))));
                tokens.add(everyScope.stream()
                        .filter(scope -> !scope.equals(one) && !scope.equals(other))
                        .collect(Collectors.toUnmodifiableSet()));
            }
        }
        tokens.add(Set.of());
        tokens.add(Set.copyOf(everyScope));
        ask(accounts, tokens, dutiesAndNone, setting("ABCD", hereWithWindow, always));
        assertThat(asked).isEqualTo((1L + 21 + 210 + 210 + 21 + 1) * ACCOUNTS * DUTIES_AND_NONE * ACTS);
    }

    /**
     * Beside the scopes of all duties. The scope of rosters opens one field, in two acts that open no other: it is left out and added
     * for these two, and for the others it stands in the tests with few scopes and with all but few.
     */
    @Test
    @Tag(LONG)
    void withEverySetOfTheScopesThatOpenAField() {
        Set<String> opening = Row.of("scopes").stream()
                .filter(row -> !row.isEmpty(0))
                .flatMap(row -> row.words(1).stream())
                .filter(scope -> !scope.equals(ROSTERS))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> duties =
                Row.of("duties").stream().flatMap(row -> row.words(2).stream()).collect(Collectors.toSet());
        List<Set<String>> withEveryDuty = everyChoiceOf(List.copyOf(opening))
                .map(choice -> Stream.concat(choice.stream(), duties.stream()).collect(Collectors.toUnmodifiableSet()))
                .toList();
        List<Act> ofRosters = List.of(Act.IMPORT_ROSTER, Act.READ_ROSTER_IMPORT);
        List<Set<String>> andRosters = withEveryDuty.stream()
                .map(token -> Stream.concat(token.stream(), Stream.of(ROSTERS)).collect(Collectors.toUnmodifiableSet()))
                .toList();
        ask(accounts, withEveryDuty, someDutiesAndNone, setting("ABCD", hereWithWindow, always));
        ask(accounts, andRosters, someDutiesAndNone, ofRosters, setting("ABCD", hereWithWindow, always));
        assertThat(asked).isEqualTo(4096L * ACCOUNTS * SOME_DUTIES_AND_NONE * (ACTS + ofRosters.size()));
    }

    @Test
    void withEverySetOfTheDutiesScopes() {
        Set<String> duties =
                Row.of("duties").stream().flatMap(row -> row.words(2).stream()).collect(Collectors.toSet());
        List<Set<String>> tokens = everyChoiceOf(List.copyOf(duties))
                .map(choice -> everyScope.stream()
                        .filter(scope -> !duties.contains(scope) || choice.contains(scope))
                        .collect(Collectors.toUnmodifiableSet()))
                .toList();
        ask(accounts, tokens, dutiesAndNone, setting("ABCD", hereWithWindow, always));
        assertThat(asked).isEqualTo(16L * ACCOUNTS * DUTIES_AND_NONE * ACTS);
    }

    @Test
    void inEveryRelationToTheSchool() {
        for (Row where : schoolRelations) {
            ask(accounts, List.of(everyScope), dutiesAndNone, setting("ABCD", where, always));
        }
        assertThat(asked).isEqualTo((long) SCHOOL_RELATIONS * ACCOUNTS * DUTIES_AND_NONE * ACTS);
    }

    @Test
    @Tag(LONG)
    void inEveryRelationToTheSchoolUnderEachSetOfFewerDocuments() {
        for (String amendments : amendments()) {
            for (Row where : amendments.equals("ABCD") ? List.<Row>of() : schoolRelations) {
                ask(accounts, List.of(everyScope), someDutiesAndNone, setting(amendments, where, always));
            }
        }
        assertThat(asked).isEqualTo(15L * SCHOOL_RELATIONS * ACCOUNTS * SOME_DUTIES_AND_NONE * ACTS);
    }

    @Test
    @Tag(LONG)
    void inEveryRelationToTheSchoolWithTheScopesOfEachApplication() {
        for (Row where : schoolRelations) {
            ask(accounts, applications(), someDutiesAndNone, setting("ABCD", where, always));
        }
        assertThat(asked).isEqualTo((long) SCHOOL_RELATIONS * APPLICATIONS * ACCOUNTS * SOME_DUTIES_AND_NONE * ACTS);
    }

    /** Dates of designation, contract, assignment, document and basis, each with each. */
    @Test
    @Tag(LONG)
    void onEveryDayOfEveryPaper() {
        for (Row document : dateRelations) {
            for (Row basis : dateRelations) {
                for (Row assignment : dateRelations) {
                    for (Row designation : dateRelations) {
                        for (Row contract : dateRelations) {
                            ask(
                                    accounts,
                                    List.of(everyScope),
                                    List.of(Duty.COUNTER),
                                    List.of(Act.SEARCH_PATRONS),
                                    setting(
                                            "A",
                                            hereWithWindow,
                                            new Dates(designation, contract, assignment, document, basis)));
                        }
                    }
                }
            }
        }
        assertThat(asked).isEqualTo((long) Math.pow(DATE_RELATIONS, 5) * ACCOUNTS);
    }

    @Test
    void onEveryDayOfOnePaper() {
        for (Row date : dateRelations) {
            for (Dates when : List.of(
                    new Dates(date, withoutEnd, withoutEnd, withoutEnd, withoutEnd),
                    new Dates(withoutEnd, date, withoutEnd, withoutEnd, withoutEnd),
                    new Dates(withoutEnd, withoutEnd, date, withoutEnd, withoutEnd),
                    new Dates(withoutEnd, withoutEnd, withoutEnd, date, withoutEnd),
                    new Dates(withoutEnd, withoutEnd, withoutEnd, withoutEnd, date))) {
                ask(accounts, List.of(everyScope), dutiesAndNone, setting("ABCD", hereWithWindow, when));
            }
        }
        assertThat(asked).isEqualTo(5L * DATE_RELATIONS * ACCOUNTS * DUTIES_AND_NONE * ACTS);
    }

    /** Each date relation of one paper, while the others hold, in every relation to the school. */
    @Test
    @Tag(LONG)
    void onEveryDayOfOnePaperInEveryRelationToTheSchool() {
        for (Row date : dateRelations) {
            for (Row where : schoolRelations) {
                for (Dates when : List.of(
                        new Dates(date, withoutEnd, null, withoutEnd, withoutEnd),
                        new Dates(withoutEnd, date, null, withoutEnd, withoutEnd),
                        new Dates(withoutEnd, withoutEnd, null, date, withoutEnd),
                        new Dates(withoutEnd, withoutEnd, null, withoutEnd, date))) {
                    ask(accounts, List.of(everyScope), someDutiesAndNone, setting("ABCD", where, when));
                }
            }
        }
        assertThat(asked).isEqualTo(4L * DATE_RELATIONS * SCHOOL_RELATIONS * ACCOUNTS * SOME_DUTIES_AND_NONE * ACTS);
    }

    private void ask(Collection<Row> who, Collection<Set<String>> tokens, List<Duty> duties, Setting setting) {
        ask(who, tokens, duties, List.of(Act.values()), setting);
    }

    private void ask(
            Collection<Row> who, Collection<Set<String>> tokens, List<Duty> duties, List<Act> acts, Setting setting) {
        Map<Known, Answer> known = new HashMap<>();
        for (Set<String> token : tokens) {
            Map<Act, Set<Field>> opened = tables.openedBy(token, acts);
            int number = 0;
            for (Row account : who) {
                int place = number++;
                Set<Role> roles = account.words(0).stream().map(Role::valueOf).collect(Collectors.toUnmodifiableSet());
                Caller caller = setting.caller(account, roles, token);
                for (Duty duty : duties) {
                    boolean holds = tables.holds(token, duty);
                    for (Act act : acts) {
                        Set<Field> ofAct = opened.get(act);
                        Answer expected = known.computeIfAbsent(
                                new Known(place, duty, act, ofAct, holds),
                                first -> tables.answer(account, duty, act, ofAct, holds, setting));
                        compare(
                                expected,
                                DisclosureRule.decide(caller, act, setting.asked(), duty, setting.now()),
                                () -> account.cells() + " " + token + " " + duty + " " + act + " "
                                        + setting.where().cells() + " " + setting.when() + " " + setting.amendments());
                        asked++;
                    }
                }
            }
        }
    }

    /** All that the tables go by in one setting: thousands of tokens come to the same. */
    private record Known(int account, @Nullable Duty duty, Act act, Set<Field> opened, boolean holdsDuty) {}

    private static void compare(Answer expected, Decision answer, Supplier<String> question) {
        if (answer instanceof Decision.Refused refused) {
            same(expected.obstacle(), refused.why().name(), question);
            return;
        }
        same(expected.obstacle(), null, question);
        Permit permit = ((Decision.Permitted) answer).permit();
        same(true, permit.grants().stream().noneMatch(grant -> grant.fields().isEmpty()), question);
        for (SchoolCode school : List.of(Setting.HERE, Setting.ELSEWHERE)) {
            for (PatronCategory category : PatronCategory.values()) {
                Set<Field> ofAnybody = expected.fieldsOf(school, category, false);
                same(ofAnybody, permit.fieldsOf(school, category), question);
                same(ofAnybody, permit.fieldsOf(school, category, SOMEBODY_ELSE), question);
                same(
                        expected.fieldsOf(school, category, true),
                        permit.fieldsOf(school, category, Setting.OWN),
                        question);
            }
        }
    }

    private static void same(@Nullable Object expected, @Nullable Object actual, Supplier<String> question) {
        if (!Objects.equals(expected, actual)) {
            assertThat(actual).as(question.get()).isEqualTo(expected);
        }
    }

    private Setting setting(String amendments, Row where, Dates when) {
        return Setting.of(amendments, where, when, shipped);
    }

    private static List<String> amendments() {
        return everyChoiceOf(List.of("A", "B", "C", "D"))
                .map(letters -> String.join("", letters))
                .toList();
    }

    private static List<Set<String>> applications() {
        return Row.of("applications").stream()
                .map(row -> row.words(1))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static Row named(String name, List<Row> rows) {
        return rows.stream().filter(row -> row.text(0).equals(name)).findFirst().orElseThrow();
    }

    private static Stream<List<String>> everyChoiceOf(List<String> words) {
        return IntStream.range(0, 1 << words.size()).mapToObj(choice -> IntStream.range(0, words.size())
                .filter(i -> (choice & 1 << i) != 0)
                .mapToObj(words::get)
                .toList());
    }
}
