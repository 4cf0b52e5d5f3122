package io.madoguchi.disclosure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.madoguchi.school.SchoolCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthorisationsTest {
    private static final SchoolCode PILOT = SchoolCode.ofTwelve("B11321900002");
    private static final String DOCUMENT =
            """
            id: pilot
            title: 試行
            basis: 条例第14条第1項
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
    void aDocumentCanHoldAtSomeSchoolsOnly() throws IOException {
        Files.writeString(folder.resolve("pilot.yaml"), DOCUMENT);
        Authorisations documents = Authorisations.shipped("shiryo-71").andThoseIn(folder);
        Period always = new Period(LocalDate.of(2013, 4, 1), null);
        SchoolCode other = SchoolCode.ofTwelve("B11321900001");
        Caller handler = new Caller(
                "h",
                "s",
                "c",
                Set.of(Role.LIBRARY_SUPPORT_STAFF),
                Set.of("patron.name:read", "duty:counter"),
                List.of(new Assignment(PILOT, always), new Assignment(other, always)),
                new Engagement("d", always),
                new Engagement("school-library-support-2013", always),
                null);
        Permit permit = ((Decision.Permitted) DisclosureRule.decide(
                        handler, Act.READ_PATRON, null, Duty.COUNTER, documents, LocalDate.of(2026, 6, 1)))
                .permit();
        var id = UUID.randomUUID();
        assertThat(permit.fieldsOf(PILOT, PatronCategory.ELEMENTARY_PUPIL, id)).contains(Field.NAME_KANA);
        assertThat(permit.fieldsOf(PILOT, PatronCategory.STAFF, id)).doesNotContain(Field.NAME_KANA);
        assertThat(permit.fieldsOf(other, PatronCategory.ELEMENTARY_PUPIL, id))
                .contains(Field.DISPLAY_NAME)
                .doesNotContain(Field.NAME_KANA);
    }

    @ParameterizedTest
    @CsvSource({
        "title:, titel:",
        "COUNTER, CASHIER",
        "nameKana, address",
        "'duty: COUNTER', 'role: LIBRARY_SUPPORT_STAFF'",
        "'duty: COUNTER', 'duty: COUNTER, reach: ALL_SCHOOLS'",
        "'contract: school-library-support-2013', ''",
        "ELEMENTARY_PUPIL, GUARDIAN",
        "schools: [B, schools: [X",
        "2020-04-01, soon"
    })
    void aDocumentThatCannotBeReadInFullIsRefused(String right, String wrong) throws IOException {
        String text = DOCUMENT.replace(right, wrong);
        assertThat(text).isNotEqualTo(DOCUMENT);
        Files.writeString(folder.resolve("wrong.yaml"), text);
        assertThatThrownBy(() -> Authorisations.shipped("shiryo-71").andThoseIn(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("wrong.yaml");
    }

    @Test
    void twoDocumentsWithOneIdAreRefused() {
        assertThatThrownBy(() -> Authorisations.shipped("shiryo-71", "shiryo-71"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aDocumentThatIsNotShippedIsRefused() {
        assertThatThrownBy(() -> Authorisations.shipped("everything"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("everything");
    }
}
