package io.madoguchi.local.authorisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.madoguchi.disclosure.Authorisation;
import io.madoguchi.disclosure.Authorisations.Document;
import io.madoguchi.disclosure.Condition;
import io.madoguchi.disclosure.Duty;
import io.madoguchi.disclosure.Field;
import io.madoguchi.disclosure.PatronCategory;
import io.madoguchi.disclosure.Role;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents on paper: as the annex before the council, and side by side. */
class PaperTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 22);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aDocumentIsShownAsTheTableOfTheAnnex(boolean english) throws IOException {
        Document document = shelf().find("shiryo-71", DAY);
        assertThat(AnnexTable.of(document, DAY, english).replace(document.sha256(), "0".repeat(64)))
                .isEqualTo(golden("show-shiryo-71" + (english ? "-english" : "")));
    }

    @Test
    void anAmendmentLeavesTheRestToTheDocumentThatItAddsTo() {
        assertThat(AnnexTable.of(shelf().find("amendment-c", DAY), DAY, false))
                .contains("学年、組、出席番号", "条件：学校が学級利用を開いている間", "（shiryo-71に同じ）");
    }

    @Test
    void aRegulationIsShownByRolesAndWithoutAContractor() {
        assertThat(AnnexTable.of(shelf().find("library-regulation", DAY), DAY, false))
                .contains("学校図書館担当職員、担当校", "施行期間")
                .doesNotContain("委託先");
    }

    @Test
    void anAmendmentIsShownBesideWhatItChanges() throws IOException {
        assertThat(Comparison.of(
                        shelf().find("shiryo-71", DAY).text(), amended().text(), false))
                .isEqualTo(golden("diff-shiryo-71-amended"));
    }

    @Test
    void nothingIsShownWhereNothingDiffers() {
        Authorisation text = shelf().find("shiryo-71", DAY).text();
        assertThat(Comparison.of(text, text, false)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2013-03-31, 施行前, ''",
        "2023-03-31, 施行中, ＊【報告】新宿区個人情報保護条例",
        "2023-04-01, 施行中, ＊【法律】個人情報の保護に関する法律",
        "2031-01-01, 終了, ''"
    })
    void theStateAndTheBasisAreThoseOfTheDay(LocalDate day, String state, String basis) throws IOException {
        Document document = day.getYear() == 2031 ? amended() : shelf().find("shiryo-71", day);
        assertThat(AnnexTable.of(document, day, false)).contains("　" + state, basis);
    }

    @Test
    void ofSeveralVersionsTheOneInForceIsFound() throws IOException {
        Files.copy(resource("amended.yaml"), folder.resolve("shiryo-71-2.yaml"));
        assertThat(shelf().find("shiryo-71", LocalDate.of(2027, 3, 31)).text().version())
                .isEqualTo(1);
        assertThat(shelf().find("shiryo-71", LocalDate.of(2027, 4, 1)).text().version())
                .isEqualTo(2);
        assertThat(shelf().find(folder.resolve("shiryo-71-2.yaml").toString(), DAY)
                        .text()
                        .version())
                .isEqualTo(2);
    }

    @Test
    void aDocumentThatIsNowhereIsNamed() {
        assertThatThrownBy(() -> shelf().find("nowhere", DAY))
                .isInstanceOf(Shelf.NotFound.class)
                .hasMessage("nowhere");
    }

    @ParameterizedTest
    @MethodSource("values")
    void everyWordOfADocumentHasItsJapaneseAndItsEnglish(Enum<?> value) {
        assertThat(new Words(false).of(value)).isNotBlank().matches(".*[^\\x00-\\x7F].*");
        assertThat(new Words(true).of(value))
                .startsWith(new Words(false).of(value))
                .matches(".* \\([ -~]+\\)");
    }

    static Stream<Enum<?>> values() {
        return Stream.<Enum<?>[]>of(
                        Field.values(),
                        Duty.values(),
                        Role.values(),
                        PatronCategory.values(),
                        Authorisation.Reach.values(),
                        Condition.values(),
                        Authorisation.Basis.Kind.values())
                .flatMap(Stream::of);
    }

    @Test
    void fullWidthTextFillsTwoColumnsAndBreaksWhereJapaneseMay() {
        String table = new TextTable(10, 4).row("学校図書館、支援", "abc\nｶﾅ").toString();
        assertThat(table)
                .isEqualTo(
                        """
                        +------------+------+
                        | 学校図書   | abc  |
                        | 館、支援   | ｶﾅ   |
                        +------------+------+
                        """);
        assertThat(table.lines().map(TextTable::width)).containsOnly(21);
    }

    private Shelf shelf() {
        return new Shelf(folder);
    }

    private Document amended() throws IOException {
        return new Shelf(folder).find(resource("amended.yaml").toString(), DAY);
    }

    private static Path resource(String name) {
        try {
            return Path.of(
                    Objects.requireNonNull(PaperTest.class.getResource(name)).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String golden(String name) throws IOException {
        try (InputStream in = PaperTest.class.getResourceAsStream(name + ".txt")) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
