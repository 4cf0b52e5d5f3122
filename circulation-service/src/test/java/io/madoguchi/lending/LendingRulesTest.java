package io.madoguchi.lending;

import static io.madoguchi.problem.ProblemCode.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.madoguchi.disclosure.Field;
import io.madoguchi.disclosure.PatronCategory;
import io.madoguchi.lending.LendingRules.Borrower;
import io.madoguchi.lending.LendingRules.Item;
import io.madoguchi.lending.LendingRules.OpenLoan;
import io.madoguchi.lending.LendingRules.Policy;
import io.madoguchi.problem.ProblemCode;
import io.madoguchi.school.SchoolCode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LendingRulesTest {
    private static final SchoolCode HERE = SchoolCode.ofTwelve("B11321900001");
    private static final SchoolCode ELSEWHERE = SchoolCode.ofTwelve("B11321900002");
    private static final LocalDate TODAY = LocalDate.of(2026, 6, 1);
    private static final Policy POLICY = new Policy(3, 14, 1);

    @Test
    void lendsAnItemOnTheShelfToABorrowerWithinTheLimit() {
        assertThat(LendingRules.whyNotLend(HERE, onTheShelf(HERE), borrower(HERE, false, 2, 0), POLICY))
                .isEmpty();
    }

    @Test
    void refusesAnUnknownItem() {
        assertThat(LendingRules.whyNotLend(HERE, null, borrower(HERE, false, 0, 0), POLICY))
                .contains(ITEM_NOT_FOUND);
    }

    @Test
    void refusesAnItemOfAnotherSchool() {
        assertThat(LendingRules.whyNotLend(HERE, onTheShelf(ELSEWHERE), borrower(HERE, false, 0, 0), POLICY))
                .contains(ITEM_OF_OTHER_SCHOOL);
    }

    @Test
    void refusesAWithdrawnItem() {
        Item withdrawn = new Item(UUID.randomUUID(), HERE, true, false);
        assertThat(LendingRules.whyNotLend(HERE, withdrawn, borrower(HERE, false, 0, 0), POLICY))
                .contains(ITEM_WITHDRAWN);
    }

    @Test
    void refusesAnItemOnLoan() {
        assertThat(LendingRules.whyNotLend(HERE, onLoan(HERE), borrower(HERE, false, 0, 0), POLICY))
                .contains(ITEM_ON_LOAN);
    }

    @Test
    void refusesAnUnknownBorrower() {
        assertThat(LendingRules.whyNotLend(HERE, onTheShelf(HERE), null, POLICY))
                .contains(BORROWER_NOT_FOUND);
    }

    @Test
    void refusesABorrowerOfAnotherSchoolAsUnknown() {
        assertThat(LendingRules.whyNotLend(HERE, onTheShelf(HERE), borrower(ELSEWHERE, false, 0, 0), POLICY))
                .contains(BORROWER_NOT_FOUND);
    }

    @Test
    void refusesADepartedBorrower() {
        assertThat(LendingRules.whyNotLend(HERE, onTheShelf(HERE), borrower(HERE, true, 0, 0), POLICY))
                .contains(BORROWER_DEPARTED);
    }

    @Test
    void refusesABorrowerWithAnOverdueLoan() {
        assertThat(LendingRules.whyNotLend(HERE, onTheShelf(HERE), borrower(HERE, false, 1, 1), POLICY))
                .contains(OVERDUE_LOANS);
    }

    @Test
    void refusesABorrowerAtTheLimit() {
        assertThat(LendingRules.whyNotLend(HERE, onTheShelf(HERE), borrower(HERE, false, 3, 0), POLICY))
                .contains(LIMIT_REACHED);
    }

    @Test
    void saysNothingOfThePersonWhenTheItemIsWrong() {
        assertThat(LendingRules.whyNotLend(HERE, onLoan(HERE), borrower(HERE, true, 9, 9), POLICY))
                .contains(ITEM_ON_LOAN);
    }

    @Test
    void takesBackWhatIsOnLoanHere() {
        assertThat(LendingRules.whyNotTakeBack(HERE, onLoan(HERE))).isEmpty();
        assertThat(LendingRules.whyNotTakeBack(HERE, onTheShelf(HERE))).contains(ITEM_NOT_ON_LOAN);
        assertThat(LendingRules.whyNotTakeBack(HERE, onLoan(ELSEWHERE))).contains(ITEM_OF_OTHER_SCHOOL);
        assertThat(LendingRules.whyNotTakeBack(HERE, null)).contains(ITEM_NOT_FOUND);
    }

    @Test
    void takesBackAWithdrawnItem() {
        assertThat(LendingRules.whyNotTakeBack(HERE, new Item(UUID.randomUUID(), HERE, true, true)))
                .isEmpty();
    }

    @Test
    void renewsUntilRenewalsAreExhausted() {
        assertThat(LendingRules.whyNotRenew(HERE, onLoan(HERE), loan(TODAY, 0, false), POLICY, TODAY))
                .isEmpty();
        assertThat(LendingRules.whyNotRenew(HERE, onLoan(HERE), loan(TODAY, 1, false), POLICY, TODAY))
                .contains(RENEWALS_EXHAUSTED);
    }

    @Test
    void doesNotRenewAnOverdueLoan() {
        assertThat(LendingRules.whyNotRenew(HERE, onLoan(HERE), loan(TODAY.minusDays(1), 0, false), POLICY, TODAY))
                .contains(OVERDUE_LOANS);
    }

    @Test
    void doesNotRenewForADepartedBorrower() {
        assertThat(LendingRules.whyNotRenew(HERE, onLoan(HERE), loan(TODAY, 0, true), POLICY, TODAY))
                .contains(CANNOT_LEND);
    }

    @Test
    void renewalNeverShortensALoan() {
        OpenLoan vacationLoan = loan(TODAY.plusDays(40), 0, false);
        assertThat(LendingRules.dueDateAfterRenewal(vacationLoan, TODAY, POLICY))
                .isEqualTo(TODAY.plusDays(40));
        assertThat(LendingRules.dueDateAfterRenewal(loan(TODAY, 0, false), TODAY, POLICY))
                .isEqualTo(TODAY.plusDays(14));
    }

    @ParameterizedTest
    @EnumSource(
            value = ProblemCode.class,
            names = {"LIMIT_REACHED", "OVERDUE_LOANS", "RENEWALS_EXHAUSTED"})
    void tellsALoanFactOnlyWhereStandingIsPermitted(ProblemCode why) {
        assertThat(LendingRules.told(why, Set.of(Field.ACT_RESULT))).isEqualTo(CANNOT_LEND);
        assertThat(LendingRules.told(why, Set.of(Field.ACT_RESULT, Field.STANDING)))
                .isEqualTo(why);
    }

    @Test
    void tellsADepartureOnlyWhereItIsPermitted() {
        assertThat(LendingRules.told(BORROWER_DEPARTED, Set.of(Field.ACT_RESULT, Field.STANDING)))
                .isEqualTo(BORROWER_NOT_FOUND);
        assertThat(LendingRules.told(BORROWER_DEPARTED, Set.of(Field.DEPARTED))).isEqualTo(BORROWER_DEPARTED);
    }

    private static Item onTheShelf(SchoolCode school) {
        return new Item(UUID.randomUUID(), school, false, false);
    }

    private static Item onLoan(SchoolCode school) {
        return new Item(UUID.randomUUID(), school, false, true);
    }

    private static Borrower borrower(SchoolCode school, boolean departed, int open, int overdue) {
        return new Borrower(UUID.randomUUID(), school, PatronCategory.ELEMENTARY_PUPIL, departed, open, overdue);
    }

    private static OpenLoan loan(LocalDate due, int renewals, boolean departed) {
        return new OpenLoan(
                UUID.randomUUID(),
                UUID.randomUUID(),
                PatronCategory.ELEMENTARY_PUPIL,
                Instant.EPOCH,
                due,
                renewals,
                departed);
    }
}
