package io.madoguchi.report;

import io.madoguchi.api.trail.HandlingReport;
import io.madoguchi.api.trail.HandlingReport.CitedDocument;
import io.madoguchi.api.trail.HandlingReport.Finding;
import io.madoguchi.api.trail.HandlingReport.Handler;
import io.madoguchi.api.trail.HandlingReport.Pattern;
import io.madoguchi.api.trail.HandlingReport.Sums;
import io.madoguchi.disclosure.Authorisation.Basis;
import io.madoguchi.disclosure.Period;
import io.madoguchi.disclosure.Role;
import io.madoguchi.report.Page.Bar;
import io.madoguchi.report.Page.Cell;
import io.madoguchi.report.Page.Text;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.inject.Inject;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The handling report as a page to print. */
@Provider
@Produces(MediaType.TEXT_HTML)
public class HandlingPage extends PageWriter<HandlingReport> {
    private final ZoneId zone;

    @Inject
    HandlingPage(CurrentVertxRequest request, Clock clock) {
        super(HandlingReport.class, request);
        this.zone = clock.getZone();
    }

    @Override
    String page(HandlingReport report) {
        Page page = new Page(Words.of("handling.title"));
        head(page, report);
        handlings(page, report);
        schools(page, report);
        fields(page, report);
        refusals(page, report);
        patterns(page, report);
        authorisations(page, report);
        return page.text();
    }

    private void head(Page page, HandlingReport report) {
        List<List<Cell>> rows = new ArrayList<>();
        rows.add(List.of(Cell.of(Words.of("contract")), Cell.of(report.contract())));
        rows.add(List.of(Cell.of(Words.of("days")), Cell.of(Words.period(report.from(), report.until()))));
        rows.add(List.of(Cell.of(Words.of("generated")), Cell.of(time(report.generatedAt()))));
        HandlingReport.LogState log = report.log();
        if (log != null) {
            rows.add(List.of(Cell.of(Words.of("log.size")), Cell.of("%,d".formatted(log.treeSize()))));
            rows.add(List.of(Cell.of(Words.of("log.checkpoint")), Cell.of(log.checkpoint())));
        }
        page.table(Words.each("what", "value"), rows)
                .heading(Words.of("summary"))
                .paragraph(Words.of("summary.meaning"))
                .table(sumsHeads("of"), List.of(), sumsRow(Cell.of(Words.of("total")), report.totals()))
                .chart(
                        Words.of("chart.days"),
                        report.days().size() > 62
                                ? List.of()
                                : report.days().stream()
                                        .map(day -> new Bar(Text.same(day.day()), day.answers()))
                                        .toList());
    }

    private static void handlings(Page page, HandlingReport report) {
        page.heading(Words.of("handlings")).paragraph(Words.of("handlings.meaning"));
        page.table(
                sumsHeads("handler"),
                report.handlers().stream()
                        .map(handler -> sumsRow(Cell.of(name(handler.handler())), handler.sums()))
                        .toList(),
                sumsRow(Cell.of(Words.of("total")), report.totals()));
        page.table(
                Words.each("handler", "school", "duty", "fields", "answers", "shown", "persons", "refusals"),
                report.handlings().stream()
                        .map(handling -> List.of(
                                Cell.of(handling.handler().person()),
                                Cell.of(orNone(handling.school())),
                                Cell.of(Words.of(handling.duty())),
                                Cell.of(fieldsOf(handling)),
                                Cell.number(handling.sums().answers()),
                                Cell.number(handling.sums().shown()),
                                Cell.number(handling.sums().persons()),
                                Cell.number(handling.sums().refusals())))
                        .toList(),
                List.of(
                        Cell.of(Words.of("total")),
                        Cell.of(""),
                        Cell.of(""),
                        Cell.of(""),
                        Cell.number(report.totals().answers()),
                        Cell.number(report.totals().shown()),
                        Cell.number(report.totals().persons()),
                        Cell.number(report.totals().refusals())));
        page.heading(Words.of("duties"))
                .table(
                        sumsHeads("duty"),
                        report.duties().stream()
                                .map(duty -> sumsRow(Cell.of(Words.of(duty.duty())), duty.sums()))
                                .toList(),
                        sumsRow(Cell.of(Words.of("total")), report.totals()))
                .chart(
                        Words.of("chart.duties"),
                        report.duties().stream()
                                .map(duty -> new Bar(
                                        Words.of(duty.duty()), duty.sums().answers()))
                                .toList());
    }

    private static void schools(Page page, HandlingReport report) {
        page.heading(Words.of("schools"))
                .table(
                        sumsHeads("school"),
                        report.schools().stream()
                                .map(school -> sumsRow(Cell.of(orNone(school.school())), school.sums()))
                                .toList(),
                        sumsRow(Cell.of(Words.of("total")), report.totals()))
                .chart(
                        Words.of("chart.schools"),
                        report.schools().stream()
                                .map(school -> new Bar(
                                        orNone(school.school()), school.sums().answers()))
                                .toList());
    }

    private static void fields(Page page, HandlingReport report) {
        page.heading(Words.of("fields.read"))
                .paragraph(Words.of("fields.meaning"))
                .table(
                        Words.each("fields", "answers", "persons"),
                        report.fields().stream()
                                .map(field -> List.of(
                                        Cell.of(Words.of(field.field())),
                                        Cell.number(field.answers()),
                                        Cell.number(field.persons())))
                                .toList());
    }

    private static void refusals(Page page, HandlingReport report) {
        page.heading(Words.of("refused"))
                .table(
                        Words.each("reason", "refusals"),
                        report.refusals().stream()
                                .map(refusal -> List.of(
                                        Cell.of(Words.ofReason(refusal.reason())), Cell.number(refusal.refusals())))
                                .toList(),
                        List.of(
                                Cell.of(Words.of("total")),
                                Cell.number(report.totals().refusals())));
    }

    private void patterns(Page page, HandlingReport report) {
        page.heading(Words.of("patterns")).paragraph(Words.of("patterns.meaning"));
        for (Pattern pattern : report.patterns()) {
            page.paragraph(new Text(
                    "● " + pattern.definition().ja(), pattern.definition().en()));
            if (pattern.findings().isEmpty()) {
                page.paragraph(Words.of("patterns.none"));
            } else {
                page.table(
                        Words.each("handler", "day", "school", "count", "between"),
                        pattern.findings().stream().map(this::finding).toList());
            }
        }
    }

    private List<Cell> finding(Finding finding) {
        return List.of(
                Cell.of(finding.person()),
                Cell.of(finding.day()),
                Cell.of(finding.school() == null ? Text.same("") : Text.same(finding.school())),
                Cell.number(finding.count()),
                Cell.of(clock(finding.first()) + "〜" + clock(finding.last())));
    }

    private static void authorisations(Page page, HandlingReport report) {
        page.heading(Words.of("authorisations"))
                .table(
                        Words.each("document", "in-force", "basis", "clauses"),
                        report.authorisations().stream()
                                .map(HandlingPage::document)
                                .toList());
    }

    private static List<Cell> document(CitedDocument document) {
        Period inForce = document.inForce();
        return List.of(
                Cell.of(document.document()
                        + (document.version() == null ? "" : "　v" + document.version())
                        + (document.title() == null ? "" : "　" + document.title())
                        + "　SHA-256 " + document.sha256()),
                Cell.of(inForce == null ? "" : period(inForce)),
                Cell.of(document.bases().stream().map(HandlingPage::basis).collect(Collectors.joining("／"))),
                Cell.of(document.clauses().stream()
                        .map(clause -> "%s（%,d）".formatted(clause.clause(), clause.answers()))
                        .collect(Collectors.joining("、"))));
    }

    private static String basis(Basis basis) {
        return basis.law() + (basis.article() == null ? "" : basis.article()) + "（"
                + period(new Period(basis.from(), basis.until())) + "）";
    }

    private static String period(Period period) {
        return period.from() + "〜" + (period.until() == null ? "" : period.until());
    }

    private static List<Text> sumsHeads(String first) {
        return Words.each(first, "requests", "answers", "others", "refusals", "shown", "persons");
    }

    private static List<Cell> sumsRow(Cell first, Sums sums) {
        return List.of(
                first,
                Cell.number(sums.requests()),
                Cell.number(sums.answers()),
                Cell.number(sums.others()),
                Cell.number(sums.refusals()),
                Cell.number(sums.shown()),
                Cell.number(sums.persons()));
    }

    private static Text name(Handler handler) {
        String papers = handler.designation() == null ? "" : "　" + handler.designation();
        return new Text(
                handler.person() + papers + "　"
                        + handler.roles().stream().map(role -> word(role).ja()).collect(Collectors.joining("・")),
                handler.roles().stream().map(role -> word(role).en()).collect(Collectors.joining(", ")));
    }

    private static Text word(Role role) {
        return Words.of("role." + role.name());
    }

    private static Text fieldsOf(HandlingReport.Handling handling) {
        return new Text(
                handling.fields().stream()
                        .map(field ->
                                "%s（%,d人）".formatted(Words.of(field.field()).ja(), field.persons()))
                        .collect(Collectors.joining("、")),
                handling.fields().stream()
                        .map(field ->
                                "%s (%,d)".formatted(Words.of(field.field()).en(), field.persons()))
                        .collect(Collectors.joining(", ")));
    }

    private static Text orNone(@Nullable Object value) {
        return value == null ? Words.of("none") : Text.same(value);
    }

    private String time(Instant moment) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                moment.truncatedTo(ChronoUnit.SECONDS).atZone(zone));
    }

    private String clock(Instant moment) {
        return DateTimeFormatter.ofPattern("HH:mm").format(moment.atZone(zone));
    }
}
