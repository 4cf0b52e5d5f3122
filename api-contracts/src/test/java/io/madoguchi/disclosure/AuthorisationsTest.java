package io.madoguchi.disclosure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.madoguchi.school.SchoolCode;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthorisationsTest {
    private static final SchoolCode PILOT = SchoolCode.ofTwelve("B11321900002");
    private static final String DOCUMENT =
            """
            id: pilot
            version: 1
            title: 試行
            bases:
              - { law: 新宿区個人情報保護条例, article: 第14条第1項, kind: NOTIFICATION, from: 2020-04-01, until: 2023-03-31 }
              - { law: 個人情報の保護に関する法律, kind: STATUTE, from: 2023-04-01 }
            contract: school-library-support-2013
            inForce: { from: 2020-04-01, until: 2099-03-31 }
            schools: [%s]
            clauses:
              - { id: よみ, duty: COUNTER, categories: [ELEMENTARY_PUPIL], fields: [nameKana] }
            """
                    .formatted(PILOT);

    @TempDir
    Path folder;

    @Test
    void knowsOfAClassWindowWhereADocumentInForceHasOne() throws IOException {
        LocalDate day = LocalDate.of(2026, 6, 1);
        Files.writeString(
                folder.resolve("pilot.yaml"),
                DOCUMENT.replace("duty: COUNTER", "duty: COUNTER, onlyWhile: CLASS_WINDOW"));
        Authorisations documents = Authorisations.shipped("shiryo-71").andThoseIn(folder);

        assertThat(documents.knowOf(Condition.CLASS_WINDOW, PILOT, day)).isTrue();
        assertThat(documents.knowOf(Condition.CLASS_WINDOW, SchoolCode.ofTwelve("B11321900001"), day))
                .isFalse();
        assertThat(documents.knowOf(Condition.CLASS_WINDOW, PILOT, LocalDate.of(2019, 4, 1)))
                .isFalse();
        assertThat(Authorisations.shipped("shiryo-71").knowOf(Condition.CLASS_WINDOW, PILOT, day))
                .isFalse();
        assertThat(documents.everKnowOf(Condition.CLASS_WINDOW, Duty.COUNTER)).isTrue();
        assertThat(documents.everKnowOf(Condition.CLASS_WINDOW, Duty.USER_DATA)).isFalse();
        assertThat(documents.everKnowOf(Condition.CLASS_WINDOW, null)).isFalse();
        assertThat(Authorisations.shipped("shiryo-71").everKnowOf(Condition.CLASS_WINDOW, Duty.COUNTER))
                .isFalse();
    }

    @Test
    void aDocumentCanHoldAtSomeSchoolsOnly() throws IOException {
        Files.writeString(folder.resolve("pilot.yaml"), DOCUMENT);
        Authorisations documents = Authorisations.shipped("shiryo-71").andThoseIn(folder);
        SchoolCode other = SchoolCode.ofTwelve("B11321900001");
        Permit permit = ((Decision.Permitted) DisclosureRule.decide(
                        handlerAt(PILOT, other),
                        Act.READ_PATRON,
                        null,
                        Duty.COUNTER,
                        new DisclosureRule.Circumstances(documents, SchoolDecisions.NONE, LocalDate.of(2026, 6, 1))))
                .permit();
        var id = UUID.randomUUID();
        assertThat(permit.fieldsOf(PILOT, PatronCategory.ELEMENTARY_PUPIL, id)).contains(Field.NAME_KANA);
        assertThat(permit.fieldsOf(PILOT, PatronCategory.STAFF, id)).doesNotContain(Field.NAME_KANA);
        assertThat(permit.fieldsOf(other, PatronCategory.ELEMENTARY_PUPIL, id))
                .contains(Field.DISPLAY_NAME)
                .doesNotContain(Field.NAME_KANA);
    }

    @Test
    void aRegulationForAllSchoolsOpensNothingWhereItDoesNotHold() throws IOException {
        Files.writeString(
                folder.resolve("regulation.yaml"),
                DOCUMENT.replace("contract: school-library-support-2013", "")
                        .replace("duty: COUNTER", "role: DISTRICT_ADMIN, reach: ALL_SCHOOLS")
                        .replace("[nameKana]", "[displayName]"));
        DisclosureRule.Circumstances now = new DisclosureRule.Circumstances(
                Authorisations.shipped().andThoseIn(folder), SchoolDecisions.NONE, LocalDate.of(2026, 6, 1));
        Caller district = new Caller(
                "d", "s", "c", Set.of(Role.DISTRICT_ADMIN), Set.of("patron.name:read"), List.of(), null, null, null);
        SchoolCode other = SchoolCode.ofTwelve("B11321900001");
        assertThat(DisclosureRule.decide(district, Act.READ_PATRON, other, null, now))
                .isEqualTo(new Decision.Refused(Refusal.NOT_AUTHORISED));
        Permit byId = ((Decision.Permitted) DisclosureRule.decide(district, Act.READ_PATRON, null, null, now)).permit();
        assertThat(byId.fieldsOf(PILOT, PatronCategory.ELEMENTARY_PUPIL)).containsExactly(Field.DISPLAY_NAME);
        assertThat(byId.fieldsOf(other, PatronCategory.ELEMENTARY_PUPIL)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "title: | titel: | at the top: | titel | additionalProperties",
                "version: 1 | version: 0 | /version | minimum | minimum",
                "version: 1 | version: one | /version | integer | type",
                "id: pilot | id: Pilot 1 | /id | small letters | pattern",
                "COUNTER | CASHIER | /clauses/0/duty | COUNTER | enum",
                "nameKana | address | /clauses/0/fields/0 | displayName | enum",
                "duty: COUNTER | role: LIBRARY_SUPPORT_STAFF | /clauses/0/role | names duties | type",
                "duty: COUNTER | 'duty: COUNTER, reach: ALL_SCHOOLS' | /clauses/0/reach | no further | enum",
                "contract: school-library-support-2013 | '' | /clauses/0 | without a contract | required",
                "ELEMENTARY_PUPIL | GUARDIAN | /clauses/0/categories/0 | STAFF | enum",
                "[ELEMENTARY_PUPIL] | [] | /clauses/0/categories | 1 | minItems",
                "', fields: [nameKana]' | '' | /clauses/0 | fields | required",
                "schools: [B | schools: [X | /schools/0 | MEXT | pattern",
                "inForce: { from: 2020-04-01 | inForce: { from: soon | /inForce/from | 2013-04-01 | format",
                "2099-03-31 | 2019-03-31 | at | ends before it begins | reading",
                "until: 2023-03-31 | until: 2023-04-01 | at | two bases | reading",
                "kind: STATUTE | kind: CUSTOM | /bases/1/kind | NOTIFICATION | enum",
                "kind: STATUTE | kind: null | /bases/1/kind | NOTIFICATION | enum",
                "title: 試行 | title: ' ' | /title | empty | pattern",
                "title: 試行 | 'annex: { duties: [USER_DATA] }\ntitle: 試行' | at | does not list its duty | reading",
                "title: 試行 | 'title: 試行\ntitle: 試行' | line 4 | title | YAML",
                "title: 試行 | 'title: [' | line | expected | YAML",
            })
    void aDocumentThatCannotBeReadInFullIsRefusedWithThePlaceAndTheRule(
            String right, String wrong, String place, String words, String rule) throws IOException {
        String text = DOCUMENT.replace(right, wrong.replace("\\n", "\n"));
        assertThat(text).isNotEqualTo(DOCUMENT);
        Files.writeString(folder.resolve("wrong.yaml"), text);
        assertThatThrownBy(() -> Authorisations.shipped("shiryo-71").andThoseIn(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("wrong.yaml")
                .hasMessageContaining(place)
                .hasMessageContaining(words)
                .hasMessageContaining("(rule: " + rule + ")");
    }

    @Test
    void aSchoolWithAWrongCheckDigitIsRefused() throws IOException {
        String digits = PILOT.value().substring(0, 12);
        char wrong = PILOT.value().charAt(12) == '0' ? '1' : '0';
        Files.writeString(folder.resolve("wrong.yaml"), DOCUMENT.replace(PILOT.value(), digits + wrong));
        assertThatThrownBy(() -> Authorisations.shipped("shiryo-71").andThoseIn(folder))
                .hasMessageContaining("wrong.yaml")
                .hasMessageContaining("/schools/0")
                .hasMessageContaining("check digit");
    }

    @Test
    void theBasisInForceChangesWithTheLaw() {
        for (String name : List.of("shiryo-71", "amendment-a", "amendment-b", "amendment-c", "amendment-d")) {
            Authorisation document = only(Authorisations.shipped(name)).text();
            assertThat(document.basisOn(LocalDate.of(2013, 3, 31))).isEmpty();
            assertThat(document.basisOn(LocalDate.of(2023, 3, 31))).get().satisfies(basis -> {
                assertThat(basis.law()).isEqualTo("新宿区個人情報保護条例");
                assertThat(basis.kind()).isEqualTo(Authorisation.Basis.Kind.NOTIFICATION);
            });
            assertThat(document.basisOn(LocalDate.of(2023, 4, 1))).get().satisfies(basis -> {
                assertThat(basis.law()).startsWith("個人情報の保護に関する法律");
                assertThat(basis.kind()).isEqualTo(Authorisation.Basis.Kind.STATUTE);
            });
        }
    }

    @Test
    void aDocumentWithoutABasisOnTheDayOpensNothing() throws IOException {
        Files.writeString(folder.resolve("pilot.yaml"), DOCUMENT.replace("from: 2023-04-01", "from: 2023-04-08"));
        Authorisations documents = Authorisations.shipped().andThoseIn(folder);
        assertThat(documents.inForce(LocalDate.of(2023, 3, 31))).hasSize(1);
        assertThat(documents.inForce(LocalDate.of(2023, 4, 7))).isEmpty();
        assertThat(DisclosureRule.decide(
                        handlerAt(PILOT),
                        Act.SEARCH_PATRONS,
                        PILOT,
                        Duty.COUNTER,
                        new DisclosureRule.Circumstances(documents, SchoolDecisions.NONE, LocalDate.of(2023, 4, 7))))
                .isEqualTo(new Decision.Refused(Refusal.NOT_AUTHORISED));
        assertThat(documents.inForce(LocalDate.of(2023, 4, 8))).hasSize(1);
    }

    @Test
    void aNewerVersionTakesThePlaceOfTheOlderFromItsFirstDay() throws IOException {
        Files.writeString(folder.resolve("pilot.yaml"), DOCUMENT);
        Files.writeString(
                folder.resolve("pilot-2.yaml"),
                DOCUMENT.replace("version: 1", "version: 2")
                        .replace(
                                "inForce: { from: 2020-04-01, until: 2099-03-31 }",
                                "inForce: { from: 2026-04-01, until: 2027-03-31 }"));
        Files.writeString(folder.resolve("notes.txt"), "not a document");
        Authorisations documents = Authorisations.shipped().andThoseIn(folder);
        assertThat(versions(documents, LocalDate.of(2026, 3, 31))).containsExactly(1);
        assertThat(versions(documents, LocalDate.of(2026, 4, 1))).containsExactly(2);
        assertThat(versions(documents, LocalDate.of(2027, 4, 1)))
                .as("the older one does not come back")
                .isEmpty();
        assertThat(versions(Authorisations.shipped("shiryo-71").andThoseIn(folder), LocalDate.of(2026, 4, 1)))
                .as("another document goes on")
                .containsExactly(1, 2);
        Authorisations.Document draft = only(Authorisations.shipped("amendment-a"));
        assertThat(Authorisations.shipped("shiryo-71")
                        .andThoseIn(folder)
                        .with(draft, "pilot")
                        .documents())
                .extracting(document -> document.text().id())
                .as("a draft takes the place of all versions")
                .containsExactly("shiryo-71", "amendment-a");
    }

    @Test
    void thePeriodsOfADocumentAreTheDaysOnWhichItIsInForce() throws IOException {
        Files.writeString(folder.resolve("pilot.yaml"), DOCUMENT.replace("from: 2023-04-01", "from: 2023-04-08"));
        for (int version = 2; version < 4; version++) {
            Files.writeString(
                    folder.resolve("pilot-" + version + ".yaml"),
                    DOCUMENT.replace("version: 1", "version: " + version)
                            .replace(
                                    "from: 2020-04-01, until: 2099-03-31",
                                    "from: 202%d-04-01, until: 2028-03-31".formatted(version + 2)));
        }
        Authorisations documents = Authorisations.shipped("shiryo-71").andThoseIn(folder);
        for (LocalDate day = LocalDate.of(2013, 3, 1); day.getYear() < 2030; day = day.plusDays(1)) {
            LocalDate asked = day;
            assertThat(documents.documents())
                    .filteredOn(document ->
                            documents.periodsOf(document).stream().anyMatch(period -> period.includes(asked)))
                    .as("on %s", day)
                    .isEqualTo(documents.inForce(day));
        }
        assertThat(documents.documents()).flatExtracting(documents::periodsOf).allMatch(Period::hasADay);
    }

    @Test
    void aNewerVersionThatBeginsNoLaterIsRefused() throws IOException {
        Files.writeString(folder.resolve("pilot.yaml"), DOCUMENT);
        Files.writeString(folder.resolve("pilot-2.yaml"), DOCUMENT.replace("version: 1", "version: 2"));
        assertThatThrownBy(() -> Authorisations.shipped().andThoseIn(folder))
                .hasMessageContaining("version 2 of authorisation document pilot must begin after");
    }

    @Test
    void twoDocumentsWithOneIdAndVersionAreRefused() {
        assertThatThrownBy(() -> Authorisations.shipped("shiryo-71", "shiryo-71"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("shiryo-71, version 1");
    }

    @Test
    void aDocumentThatIsMissingIsRefused() {
        assertThatThrownBy(() -> Authorisations.shipped("everything"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("everything");
        assertThatThrownBy(() -> Authorisations.shipped("shiryo-71").andThoseIn(folder.resolve("nowhere")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nowhere");
    }

    @Test
    void theSchemaKnowsTheSameWordsAsTheCode() throws IOException {
        JsonNode schema = schema();
        assertThat(words(schema.at("/$defs/duty"))).containsExactlyElementsOf(names(Duty.values()));
        assertThat(words(schema.at("/$defs/role"))).containsExactlyElementsOf(names(Role.values()));
        assertThat(words(schema.at("/$defs/clauseOfARegulation/properties/role")))
                .containsExactlyElementsOf(names(Stream.of(Role.values())
                        .filter(role -> !role.isHandler())
                        .toArray(Role[]::new)));
        assertThat(words(schema.at("/$defs/category"))).containsExactlyElementsOf(names(PatronCategory.values()));
        assertThat(words(schema.at("/$defs/field")))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(Field.values()).map(Field::apiName).toList());
        assertThat(words(schema.at("/$defs/clause/properties/reach")))
                .containsExactlyElementsOf(names(Authorisation.Reach.values()));
        assertThat(words(schema.at("/$defs/clause/properties/onlyWhile")))
                .containsExactlyElementsOf(names(Condition.values()));
        assertThat(words(schema.at("/$defs/basis/properties/kind")))
                .containsExactlyElementsOf(names(Authorisation.Basis.Kind.values()));
    }

    @Test
    void theSchemaKnowsTheSamePropertiesAsTheCodeAndDescribesEach() throws IOException {
        JsonNode schema = schema();
        Map.of(
                        "", Authorisation.class,
                        "/$defs/annex", Authorisation.Annex.class,
                        "/$defs/basis", Authorisation.Basis.class,
                        "/$defs/period", Period.class,
                        "/$defs/clause", Authorisation.Clause.class)
                .forEach((place, type) -> {
                    JsonNode properties = schema.at(place + "/properties");
                    assertThat(properties.fieldNames())
                            .toIterable()
                            .as(place)
                            .containsExactlyInAnyOrderElementsOf(Stream.of(type.getRecordComponents())
                                    .map(RecordComponent::getName)
                                    .toList());
                    assertThat(properties).as(place).allSatisfy(property -> assertThat(
                                    property.path("description").asText())
                            .isNotBlank());
                });
    }

    private static JsonNode schema() throws IOException {
        return new ObjectMapper()
                .readTree(Authorisations.class.getResourceAsStream("/authorisations/authorisation.schema.json"));
    }

    private static List<String> words(JsonNode place) {
        return StreamSupport.stream(place.path("enum").spliterator(), false)
                .filter(word -> !word.isNull())
                .map(JsonNode::asText)
                .toList();
    }

    private static List<String> names(Enum<?>[] values) {
        return Stream.of(values).map(Enum::name).toList();
    }

    private static List<Integer> versions(Authorisations documents, LocalDate day) {
        return documents.inForce(day).stream()
                .map(document -> document.text().version())
                .toList();
    }

    private static Authorisations.Document only(Authorisations documents) {
        assertThat(documents.documents()).hasSize(1);
        return documents.documents().get(0);
    }

    private static Caller handlerAt(SchoolCode... schools) {
        Period always = new Period(LocalDate.of(2013, 4, 1), null);
        return new Caller(
                "h",
                "s",
                "c",
                Set.of(Role.LIBRARY_SUPPORT_STAFF),
                Set.of("patron.name:read", "duty:counter"),
                Stream.of(schools).map(school -> new Assignment(school, always)).toList(),
                new Engagement("d", always),
                new Engagement("school-library-support-2013", always),
                null);
    }
}
