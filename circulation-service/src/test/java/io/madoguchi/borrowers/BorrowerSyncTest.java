package io.madoguchi.borrowers;

import static io.madoguchi.testcity.Fixture.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.madoguchi.api.directory.BorrowerChanges;
import io.madoguchi.api.directory.BorrowerChanges.Borrower;
import io.madoguchi.disclosure.PatronCategory;
import io.madoguchi.school.SchoolCode;
import io.madoguchi.testcity.CirculationServiceTest;
import io.madoguchi.testcity.Fixture;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@CirculationServiceTest
class BorrowerSyncTest {
    private static final String CARD = "ab".repeat(32);

    @Inject
    Borrowers borrowers;

    private SchoolCode school;

    @BeforeEach
    void anEmptyTable() {
        run("DELETE FROM circulation.borrower_feed");
        school = aSchool();
    }

    @Test
    void takesAPageAndRemembersHowFarItHasRead() {
        UUID id = UUID.randomUUID();
        assertThat(borrowers.take(page("e1", "c1", true, pupil(id, CARD)), Optional.empty()))
                .isTrue();
        assertThat(borrowers.cursor()).contains("c1");
        assertThat(holderOfTheCard()).containsExactly(id.toString());
    }

    @Test
    void aPageThatAnotherInstanceHasTakenIsNotTakenAgain() {
        borrowers.take(page("e1", "c1", true), Optional.empty());
        assertThat(borrowers.take(page("e1", "c2", true), Optional.of("c0"))).isFalse();
        assertThat(borrowers.take(page("e1", "c2", true), Optional.empty())).isFalse();
        assertThat(borrowers.cursor()).contains("c1");
    }

    @Test
    void aCardThatWentToAnotherPersonFollowsTheDirectory() {
        UUID first = UUID.randomUUID();
        UUID second = UUID.randomUUID();
        borrowers.take(page("e1", "c1", true, pupil(first, CARD)), Optional.empty());
        borrowers.take(page("e1", "c2", true, pupil(second, CARD)), Optional.of("c1"));
        assertThat(holderOfTheCard()).containsExactly(second.toString());
        assertThat(departed(first)).containsExactly("f");
    }

    @Test
    void inANewEpochWhoIsNotNamedAgainHasDeparted() {
        UUID stays = UUID.randomUUID();
        UUID gone = UUID.randomUUID();
        borrowers.take(page("e1", "c1", false, pupil(stays, null), pupil(gone, CARD)), Optional.empty());
        borrowers.forgetCursor();
        borrowers.take(page("e2", "d1", true, pupil(stays, null)), Optional.empty());
        assertThat(departed(gone)).containsExactly("f");
        borrowers.take(page("e2", "d2", false), Optional.of("d1"));

        assertThat(departed(gone)).containsExactly("t");
        assertThat(departed(stays)).containsExactly("f");
    }

    private List<String> holderOfTheCard() {
        return Fixture.strings(
                "SELECT patron_id FROM circulation.borrower WHERE school = ? AND card_hash = decode(?, 'hex')",
                school.value(),
                CARD);
    }

    private static List<String> departed(UUID patron) {
        return Fixture.strings("SELECT departed FROM circulation.borrower WHERE patron_id = ?", patron);
    }

    private Borrower pupil(UUID id, String cardHash) {
        return new Borrower(id, school, PatronCategory.ELEMENTARY_PUPIL, cardHash, false);
    }

    private static BorrowerChanges page(String epoch, String next, boolean more, Borrower... borrowers) {
        return new BorrowerChanges(epoch, List.of(borrowers), next, more);
    }
}
