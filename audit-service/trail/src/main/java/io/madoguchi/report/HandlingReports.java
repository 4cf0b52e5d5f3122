package io.madoguchi.report;

import io.madoguchi.api.trail.HandlingReport;
import io.madoguchi.api.trail.HandlingReport.CitedClause;
import io.madoguchi.api.trail.HandlingReport.CitedDocument;
import io.madoguchi.api.trail.HandlingReport.DaySums;
import io.madoguchi.api.trail.HandlingReport.DutySums;
import io.madoguchi.api.trail.HandlingReport.FieldSums;
import io.madoguchi.api.trail.HandlingReport.Handler;
import io.madoguchi.api.trail.HandlingReport.HandlerSums;
import io.madoguchi.api.trail.HandlingReport.Handling;
import io.madoguchi.api.trail.HandlingReport.RefusalSum;
import io.madoguchi.api.trail.HandlingReport.SchoolSums;
import io.madoguchi.api.trail.HandlingReport.Sums;
import io.madoguchi.api.trail.Inquiry;
import io.madoguchi.api.trail.StatedInquiry;
import io.madoguchi.caller.Gate;
import io.madoguchi.disclosure.Act;
import io.madoguchi.disclosure.Authorisations;
import io.madoguchi.disclosure.Authorisations.Document;
import io.madoguchi.disclosure.Duty;
import io.madoguchi.disclosure.Field;
import io.madoguchi.disclosure.Permit;
import io.madoguchi.journal.Access;
import io.madoguchi.journal.Journal;
import io.madoguchi.report.HandlingCounts.Cited;
import io.madoguchi.report.HandlingCounts.Group;
import io.madoguchi.report.HandlingCounts.Level;
import io.madoguchi.report.HandlingCounts.Tally;
import io.madoguchi.school.SchoolCode;
import io.madoguchi.sequencing.PublishedLog;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes the handling report of a contract (R36), and puts the reading of it on record like any other. */
@ApplicationScoped
public class HandlingReports {
    private static final Comparator<Handler> BY_ACCOUNT = Comparator.comparing(Handler::person)
            .thenComparing(Handler::designation, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(handler -> handler.roles().toString());

    private final Gate gate;
    private final Snapshot snapshot;
    private final HandlingCounts counts;
    private final UnusualPatterns patterns;
    private final Authorisations documents;
    private final PublishedLog log;
    private final Journal journal;
    private final ReportSettings settings;
    private final Clock clock;

    @Inject
    HandlingReports(
            Gate gate,
            Snapshot snapshot,
            HandlingCounts counts,
            UnusualPatterns patterns,
            Authorisations documents,
            PublishedLog log,
            Journal journal,
            ReportSettings settings,
            Clock clock) {
        this.gate = gate;
        this.snapshot = snapshot;
        this.counts = counts;
        this.patterns = patterns;
        this.documents = documents;
        this.log = log;
        this.journal = journal;
        this.settings = settings;
        this.clock = clock;
    }

    /** Names accounts and counts, and no patron. */
    @Transactional
    public HandlingReport make(StatedInquiry stated, String contract, LocalDate from, LocalDate until) {
        Permit permit = gate.permit(Act.READ_ACCESS_RECORDS, null);
        Inquiry inquiry = stated.required();
        Days days = Days.of(from, until, clock.getZone(), settings.longestDays());
        snapshot.take();
        HandlingReport report = report(contract, days);
        journal.record(
                Access.under(permit, null).inquiry(inquiry).disclosing(Set.of(Field.ACCESS_RECORDS), null, List.of()));
        return report;
    }

    /** The newest head that enough witnesses have cosigned, if any. */
    private HandlingReport.@Nullable LogState logState() {
        return log.cosigned()
                .map(head ->
                        new HandlingReport.LogState(head.size(), head.note().encoded()))
                .orElse(null);
    }

    private HandlingReport report(String contract, Days days) {
        Requests all = new Requests(counts.tallies(contract, days), counts.persons(contract, days));
        return new HandlingReport(
                contract,
                days.from(),
                days.until(),
                clock.instant(),
                logState(),
                authorisations(counts.cited(contract, days)),
                all.sums(new Group(Level.ALL, null, null, null, null)),
                handlings(all),
                each(
                        all,
                        Tally::handler,
                        BY_ACCOUNT,
                        handler -> new Group(Level.HANDLER, handler, null, null, null),
                        HandlerSums::new),
                each(
                        all,
                        Tally::duty,
                        Comparator.<Duty>naturalOrder(),
                        duty -> new Group(Level.DUTY, null, null, duty, null),
                        DutySums::new),
                each(
                        all,
                        Tally::school,
                        Comparator.<SchoolCode>naturalOrder(),
                        school -> new Group(Level.SCHOOL, null, school, null, null),
                        SchoolSums::new),
                days(all.tallies()),
                fields(all, field -> new Group(Level.FIELD, null, null, null, field)),
                refusals(all.tallies()),
                patterns.in(contract, days));
    }

    /** Requests, and how many different persons the answers to them showed. */
    private record Requests(List<Tally> tallies, Map<Group, Long> persons) {
        Requests of(Collection<Tally> some) {
            return new Requests(List.copyOf(some), persons);
        }

        /** Of all these requests, which are those of the group. */
        Sums sums(Group group) {
            long answers = count(tally -> tally.disclosed() ? tally.requests() : 0);
            long refusals = count(tally -> tally.permitted() ? 0 : tally.requests());
            long requests = count(Tally::requests);
            return new Sums(
                    requests,
                    answers,
                    requests - answers - refusals,
                    refusals,
                    count(tally -> tally.disclosed() ? tally.shown() : 0),
                    persons.getOrDefault(group, 0L));
        }

        private long count(Function<Tally, Long> of) {
            return tallies.stream().mapToLong(of::apply).sum();
        }
    }

    private interface Made<K, T> {
        T of(K key, Sums sums);
    }

    /** One for each key, in the keys' order; what has none stands last. */
    private static <K, T> List<T> each(
            Requests all, Function<Tally, K> key, Comparator<K> order, Function<K, Group> group, Made<K, T> made) {
        return parts(all, key, Comparator.nullsLast(order)).entrySet().stream()
                .map(part -> made.of(part.getKey(), part.getValue().sums(group.apply(part.getKey()))))
                .toList();
    }

    private static <K> Map<K, Requests> parts(Requests all, Function<Tally, K> key, Comparator<K> order) {
        Map<K, Requests> parts = new LinkedHashMap<>();
        Comparator<Tally> byKey = Comparator.comparing(key, order);
        all.tallies().stream()
                .sorted(byKey)
                .collect(Collectors.groupingBy(
                        tally -> new Box<>(key.apply(tally)), LinkedHashMap::new, Collectors.toList()))
                .forEach((box, tallies) -> parts.put(box.key(), all.of(tallies)));
        return parts;
    }

    /** A key that can be nothing. */
    private record Box<K>(K key) {}

    private record Place(Handler handler, @Nullable SchoolCode school, @Nullable Duty duty) {
        static final Comparator<Place> ORDER = Comparator.comparing(Place::handler, BY_ACCOUNT)
                .thenComparing(Place::school, Comparator.nullsLast(Comparator.naturalOrder()))
                .thenComparing(Place::duty, Comparator.nullsLast(Comparator.naturalOrder()));

        static Place of(Tally tally) {
            return new Place(tally.handler(), tally.school(), tally.duty());
        }

        Group group(Level level, @Nullable Field field) {
            return new Group(level, handler, school, duty, field);
        }
    }

    private static List<Handling> handlings(Requests all) {
        return parts(all, Place::of, Place.ORDER).entrySet().stream()
                .map(part -> new Handling(
                        part.getKey().handler(),
                        part.getKey().school(),
                        part.getKey().duty(),
                        part.getValue().sums(part.getKey().group(Level.HANDLING, null)),
                        fields(part.getValue(), field -> part.getKey().group(Level.HANDLING_FIELD, field))))
                .toList();
    }

    private static List<FieldSums> fields(Requests requests, Function<Field, Group> group) {
        List<Tally> answers =
                requests.tallies().stream().filter(Tally::disclosed).toList();
        Set<Field> fields = new TreeSet<>();
        answers.forEach(tally -> fields.addAll(tally.fields()));
        return fields.stream()
                .map(field -> new FieldSums(
                        field,
                        answers.stream()
                                .filter(tally -> tally.fields().contains(field))
                                .mapToLong(Tally::requests)
                                .sum(),
                        requests.persons().getOrDefault(group.apply(field), 0L)))
                .toList();
    }

    private static List<DaySums> days(List<Tally> tallies) {
        Map<LocalDate, long[]> days = new TreeMap<>();
        for (Tally tally : tallies) {
            long[] sums = days.computeIfAbsent(tally.day(), day -> new long[3]);
            sums[0] += tally.requests();
            sums[1] += tally.disclosed() ? tally.requests() : 0;
            sums[2] += tally.permitted() ? 0 : tally.requests();
        }
        return days.entrySet().stream()
                .map(day -> new DaySums(day.getKey(), day.getValue()[0], day.getValue()[1], day.getValue()[2]))
                .toList();
    }

    /** The most frequent first. */
    private static List<RefusalSum> refusals(List<Tally> tallies) {
        return tallies.stream()
                .filter(tally -> !tally.permitted())
                .collect(Collectors.groupingBy(
                        tally -> tally.reason() == null ? "" : tally.reason(), Collectors.summingLong(Tally::requests)))
                .entrySet()
                .stream()
                .map(reason -> new RefusalSum(reason.getKey(), reason.getValue()))
                .sorted(Comparator.comparing(RefusalSum::refusals).reversed().thenComparing(RefusalSum::reason))
                .toList();
    }

    private List<CitedDocument> authorisations(List<Cited> cited) {
        return cited.stream()
                .collect(Collectors.groupingBy(Cited::sha256, LinkedHashMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(this::authorisation)
                .toList();
    }

    private CitedDocument authorisation(List<Cited> clauses) {
        Cited first = clauses.get(0);
        Document known = documents.documents().stream()
                .filter(document -> document.sha256().equals(first.sha256()))
                .findFirst()
                .orElse(null);
        return new CitedDocument(
                first.document(),
                first.sha256(),
                known == null ? null : known.text().version(),
                known == null ? null : known.text().title(),
                known == null ? null : known.text().inForce(),
                known == null ? List.of() : known.text().bases(),
                clauses.stream()
                        .map(clause -> new CitedClause(clause.clause(), clause.answers()))
                        .toList());
    }
}
