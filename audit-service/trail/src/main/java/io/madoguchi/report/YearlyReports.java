package io.madoguchi.report;

import io.madoguchi.api.trail.Inquiry;
import io.madoguchi.api.trail.StatedInquiry;
import io.madoguchi.api.trail.YearlyReport;
import io.madoguchi.api.trail.YearlyReport.SchoolKind;
import io.madoguchi.caller.Gate;
import io.madoguchi.disclosure.Act;
import io.madoguchi.disclosure.Field;
import io.madoguchi.disclosure.Permit;
import io.madoguchi.journal.Access;
import io.madoguchi.journal.Journal;
import io.madoguchi.report.SmallCellRules.Table;
import io.madoguchi.report.YearlyCounts.Count;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Makes the report of a fiscal year that may be published, and puts the making on record. */
@ApplicationScoped
public class YearlyReports {
    private static final SchoolKind OTHER = new SchoolKind("OTHER", "その他の学校", "other schools");

    /** 学校種 as the MEXT codes begin. */
    private static final Map<String, SchoolKind> KINDS = Map.of(
            "A1", new SchoolKind("A1", "幼稚園", "kindergartens"),
            "B1", new SchoolKind("B1", "小学校", "elementary schools"),
            "C1", new SchoolKind("C1", "中学校", "junior high schools"),
            "C2", new SchoolKind("C2", "義務教育学校", "compulsory education schools"),
            "D1", new SchoolKind("D1", "高等学校", "high schools"),
            "D2", new SchoolKind("D2", "中等教育学校", "secondary schools"),
            "E1", new SchoolKind("E1", "特別支援学校", "special needs schools"));

    private final Gate gate;
    private final Snapshot snapshot;
    private final YearlyCounts counts;
    private final Journal journal;
    private final ReportSettings settings;
    private final Clock clock;

    @Inject
    YearlyReports(
            Gate gate, Snapshot snapshot, YearlyCounts counts, Journal journal, ReportSettings settings, Clock clock) {
        this.gate = gate;
        this.snapshot = snapshot;
        this.counts = counts;
        this.journal = journal;
        this.settings = settings;
        this.clock = clock;
    }

    @Transactional
    public YearlyReport make(StatedInquiry stated, int year) {
        Permit permit = gate.permit(Act.READ_ACCESS_RECORDS, null);
        Inquiry inquiry = stated.required();
        snapshot.take();
        Days days = Days.ofFiscalYear(year, clock.getZone());
        Map<String, Long> schools = counts.schools(days);
        Set<String> apart = apart(schools);
        List<Count> shown = counts.counts(days, apart);
        List<SchoolKind> columns =
                new ArrayList<>(apart.stream().map(KINDS::get).toList());
        if (shown.stream().anyMatch(count -> count.kind().equals(OTHER.code()))) {
            columns.add(OTHER);
        }
        int fewest = settings.forThePublic().fewest();
        Table table = SmallCellRules.publish(
                shown, columns.stream().map(SchoolKind::code).toList(), closed(schools, apart), fewest);
        journal.record(
                Access.under(permit, null).inquiry(inquiry).disclosing(Set.of(Field.ACCESS_RECORDS), null, List.of()));
        return new YearlyReport(
                year,
                days.from(),
                days.until(),
                clock.instant(),
                fewest,
                columns,
                table.rows(),
                table.columns(),
                table.total());
    }

    /** Kinds of which there are enough schools to be a column of their own. */
    private Set<String> apart(Map<String, Long> schools) {
        Set<String> apart = new TreeSet<>(KINDS.keySet());
        apart.removeIf(
                kind -> schools.getOrDefault(kind, 0L) < settings.forThePublic().fewestSchools());
        return apart;
    }

    /** The other schools together may be too few still. */
    private List<String> closed(Map<String, Long> schools, Set<String> apart) {
        long others = schools.entrySet().stream()
                .filter(kind -> !apart.contains(kind.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
        return others > 0 && others < settings.forThePublic().fewestSchools() ? List.of(OTHER.code()) : List.of();
    }
}
