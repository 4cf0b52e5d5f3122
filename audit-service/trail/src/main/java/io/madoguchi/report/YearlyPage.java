package io.madoguchi.report;

import io.madoguchi.api.trail.YearlyReport;
import io.madoguchi.api.trail.YearlyReport.Hidden;
import io.madoguchi.api.trail.YearlyReport.Row;
import io.madoguchi.api.trail.YearlyReport.Sum;
import io.madoguchi.report.Page.Bar;
import io.madoguchi.report.Page.Cell;
import io.madoguchi.report.Page.Text;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.inject.Inject;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The yearly report as one page to print and to publish. */
@Provider
@Produces(MediaType.TEXT_HTML)
public class YearlyPage extends PageWriter<YearlyReport> {
    private final ZoneId zone;

    @Inject
    YearlyPage(CurrentVertxRequest request, Clock clock) {
        super(YearlyReport.class, request);
        this.zone = clock.getZone();
    }

    @Override
    String page(YearlyReport report) {
        return new Page(Words.of("yearly.title", report.year()))
                .paragraph(Words.period(report.from(), report.until()))
                .paragraph(Words.of("yearly.meaning"))
                .table(heads(report), rows(report), total(report))
                .paragraph(Words.of("yearly.hidden", report.fewest()))
                .chart(
                        Words.of("yearly.chart"),
                        report.rows().stream()
                                .map(row -> new Bar(label(row), row.sum().answers()))
                                .toList())
                .paragraph(Words.of("yearly.generated", LocalDate.ofInstant(report.generatedAt(), zone)))
                .text();
    }

    private static List<Text> heads(YearlyReport report) {
        return Stream.of(
                        Words.each("duty", "fields").stream(),
                        report.kinds().stream().map(kind -> new Text(kind.ja(), kind.en())),
                        Words.each("yearly.sum").stream())
                .flatMap(heads -> heads)
                .toList();
    }

    private static List<List<Cell>> rows(YearlyReport report) {
        return report.rows().stream().map(row -> row(row, report.fewest())).toList();
    }

    private static List<Cell> row(Row row, int fewest) {
        List<Cell> cells = new ArrayList<>(List.of(Cell.of(Words.of(row.duty())), Cell.of(Words.of(row.field()))));
        row.cells().forEach(cell -> cells.add(cell(cell, fewest)));
        cells.add(sum(row.sum()));
        return cells;
    }

    private static Cell cell(YearlyReport.Cell cell, int fewest) {
        Long answers = cell.answers();
        Long persons = cell.persons();
        if (answers != null && persons != null) {
            return Cell.number(Words.of("yearly.cell", answers, persons));
        }
        return Cell.number(
                cell.hidden() == Hidden.FEW_SCHOOLS
                        ? Words.of("yearly.few-schools")
                        : Words.of("yearly.small", fewest));
    }

    private static List<Cell> total(YearlyReport report) {
        List<Cell> cells = new ArrayList<>(List.of(Cell.of(Words.of("total")), Cell.of("")));
        IntStream.range(0, report.kinds().size())
                .forEach(column -> cells.add(sum(report.columns().get(column))));
        cells.add(sum(report.total()));
        return cells;
    }

    private static Cell sum(Sum sum) {
        return Cell.number(
                sum.hidden() == 0
                        ? Text.same("%,d".formatted(sum.answers()))
                        : Words.of("yearly.sum.besides", sum.answers(), sum.hidden()));
    }

    private static Text label(Row row) {
        return new Text(
                Words.of(row.duty()).ja() + "・" + Words.of(row.field()).ja(),
                Words.of(row.duty()).en() + ", " + Words.of(row.field()).en());
    }
}
