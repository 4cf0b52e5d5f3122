package io.madoguchi.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.madoguchi.api.trail.YearlyReport.Cell;
import io.madoguchi.api.trail.YearlyReport.Hidden;
import io.madoguchi.api.trail.YearlyReport.Row;
import io.madoguchi.api.trail.YearlyReport.Sum;
import io.madoguchi.disclosure.Duty;
import io.madoguchi.disclosure.Field;
import io.madoguchi.report.SmallCellRules.Table;
import io.madoguchi.report.YearlyCounts.Count;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SmallCellRulesTest {
    private static final int FEWEST = 5;
    private static final List<String> KINDS = List.of("B1", "C1", "OTHER");
    private static final int TABLES = 2000;

    @Test
    void fourAreHiddenFiveAreShownAndNoughtIsNoSecret() {
        Table table = publish(
                List.of(count(Field.DISPLAY_NAME, "B1", 5, 5), count(Field.DISPLAY_NAME, "C1", 4, 4)), List.of());
        assertThat(table.rows())
                .containsExactly(new Row(
                        Duty.COUNTER,
                        Field.DISPLAY_NAME,
                        List.of(new Cell(5L, 5L, null), new Cell(null, null, Hidden.SMALL), new Cell(0L, 0L, null)),
                        new Sum(5, 1)));
        assertThat(table.columns()).containsExactly(new Sum(5, 0), new Sum(0, 1), new Sum(0, 0));
        assertThat(table.total()).isEqualTo(new Sum(5, 1));
    }

    @Test
    void manyAnswersAboutFewPersonsAreHiddenAndFewAnswersAboutMany() {
        Table table = publish(
                List.of(count(Field.LOAN_RECORDS, "B1", 300, 1), count(Field.LOAN_RECORDS, "C1", 1, 300)), List.of());
        assertThat(table.total()).isEqualTo(new Sum(0, 2));
    }

    /**
     * Whatever the hidden numbers are, what is published is the same: so nobody can compute one from rows, columns and totals,
     * whoever knows whichever others.
     */
    @Test
    void nothingThatIsPublishedDependsOnANumberThatIsHidden() {
        int hidden = 0;
        for (int seed = 0; seed < TABLES; seed++) {
            Random random = new Random(seed);
            List<Count> counts = someTable(random);
            List<String> closed = random.nextInt(4) == 0 ? List.of("OTHER") : List.of();
            Table published = publish(counts, closed);
            List<Count> others = new ArrayList<>();
            for (Count count : counts) {
                others.add(cell(published, count).hidden() == null ? count : another(count, closed, random));
            }
            assertThat(publish(others, closed)).as("table %d", seed).isEqualTo(published);
            hidden += published.total().hidden();
        }
        assertThat(hidden).isGreaterThan(TABLES);
    }

    /** The other way round: what is shown can't be what it is not. */
    @Test
    void whatIsShownIsTheNumberItselfAndAddsUp() {
        for (int seed = 0; seed < TABLES; seed++) {
            List<Count> counts = someTable(new Random(seed));
            Table table = publish(counts, List.of());
            for (Count count : counts) {
                Cell cell = cell(table, count);
                boolean small = count.answers() < FEWEST || count.persons() < FEWEST;
                assertThat(cell)
                        .isEqualTo(
                                small
                                        ? new Cell(null, null, Hidden.SMALL)
                                        : new Cell(count.answers(), count.persons(), null));
            }
            long shown = counts.stream()
                    .filter(count -> count.answers() >= FEWEST && count.persons() >= FEWEST)
                    .mapToLong(Count::answers)
                    .sum();
            assertThat(table.total().answers()).isEqualTo(shown);
            assertThat(table.rows().stream()
                            .mapToLong(row -> row.sum().answers())
                            .sum())
                    .isEqualTo(shown);
            assertThat(table.columns().stream().mapToLong(Sum::answers).sum()).isEqualTo(shown);
        }
    }

    private static List<Count> someTable(Random random) {
        List<Count> counts = new ArrayList<>();
        for (Duty duty : List.of(Duty.COUNTER, Duty.USER_DATA, Duty.LEARNING_SUPPORT)) {
            for (Field field : List.of(Field.DISPLAY_NAME, Field.LOAN_RECORDS)) {
                for (String kind : KINDS) {
                    if (random.nextInt(5) > 0) {
                        counts.add(new Count(duty, field, kind, some(random), some(random)));
                    }
                }
            }
        }
        return counts;
    }

    private static long some(Random random) {
        return 1 + (random.nextBoolean() ? random.nextInt(8) : random.nextInt(2000));
    }

    /** Hidden as well, and otherwise anything. */
    private static Count another(Count count, List<String> closed, Random random) {
        boolean anything = closed.contains(count.kind());
        long few = 1 + random.nextInt(FEWEST - 1);
        return new Count(
                count.duty(),
                count.field(),
                count.kind(),
                anything ? some(random) : few,
                anything || random.nextBoolean() ? some(random) : few);
    }

    private static Cell cell(Table table, Count count) {
        return table.rows().stream()
                .filter(row -> row.duty() == count.duty() && row.field() == count.field())
                .findFirst()
                .orElseThrow()
                .cells()
                .get(KINDS.indexOf(count.kind()));
    }

    private static Count count(Field field, String kind, long answers, long persons) {
        return new Count(Duty.COUNTER, field, kind, answers, persons);
    }

    private static Table publish(List<Count> counts, List<String> closed) {
        return SmallCellRules.publish(counts, KINDS, closed, FEWEST);
    }
}
