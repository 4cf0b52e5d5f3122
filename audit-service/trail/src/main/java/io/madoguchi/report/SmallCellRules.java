package io.madoguchi.report;

import io.madoguchi.api.trail.YearlyReport.Cell;
import io.madoguchi.api.trail.YearlyReport.Hidden;
import io.madoguchi.api.trail.YearlyReport.Row;
import io.madoguchi.api.trail.YearlyReport.Sum;
import io.madoguchi.disclosure.Duty;
import io.madoguchi.disclosure.Field;
import io.madoguchi.report.YearlyCounts.Count;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What of a table may be published. A number that could be about a few persons is hidden, and no total is made of it: a total is
 * the sum of the cells that are shown, and says how many are not. So nothing that is published depends on a hidden number,
 * and no second cell need be hidden to keep the first from being subtracted.
 */
final class SmallCellRules {
    private SmallCellRules() {}

    /** The table's rows, each with a cell for each kind. */
    record Table(List<Row> rows, List<Sum> columns, Sum total) {}

    private record Key(@Nullable Duty duty, Field field) {
        static final Comparator<Key> ORDER = Comparator.comparing(
                        Key::duty, Comparator.nullsLast(Comparator.<Duty>naturalOrder()))
                .thenComparing(Key::field);
    }

    /**
     * @param kinds the columns
     * @param closed columns of which nothing is shown: of too few schools
     */
    static Table publish(List<Count> counts, List<String> kinds, List<String> closed, int fewest) {
        Map<Key, Map<String, Count>> byRow = new TreeMap<>(Key.ORDER);
        counts.forEach(count -> byRow.computeIfAbsent(new Key(count.duty(), count.field()), key -> new TreeMap<>())
                .put(count.kind(), count));
        List<Row> rows = new ArrayList<>();
        byRow.forEach((key, row) -> {
            List<Cell> cells = kinds.stream()
                    .map(kind -> closed.contains(kind) ? hidden(Hidden.FEW_SCHOOLS) : cell(row.get(kind), fewest))
                    .toList();
            rows.add(new Row(key.duty(), key.field(), cells, sum(cells.stream())));
        });
        List<Sum> columns = new ArrayList<>();
        for (int i = 0; i < kinds.size(); i++) {
            int column = i;
            columns.add(sum(rows.stream().map(row -> row.cells().get(column))));
        }
        return new Table(
                List.copyOf(rows), List.copyOf(columns), sum(rows.stream().flatMap(row -> row.cells().stream())));
    }

    private static Cell cell(@Nullable Count count, int fewest) {
        if (count == null) {
            return new Cell(0L, 0L, null);
        }
        return isSmall(count.answers(), fewest) || isSmall(count.persons(), fewest)
                ? hidden(Hidden.SMALL)
                : new Cell(count.answers(), count.persons(), null);
    }

    private static Cell hidden(Hidden why) {
        return new Cell(null, null, why);
    }

    private static boolean isSmall(long number, int fewest) {
        return number > 0 && number < fewest;
    }

    private static Sum sum(Stream<Cell> cells) {
        List<Cell> all = cells.toList();
        return new Sum(
                all.stream()
                        .mapToLong(cell -> cell.answers() == null ? 0 : cell.answers())
                        .sum(),
                (int) all.stream().filter(cell -> cell.hidden() != null).count());
    }
}
