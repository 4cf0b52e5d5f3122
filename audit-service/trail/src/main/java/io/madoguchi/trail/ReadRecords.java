package io.madoguchi.trail;

import io.madoguchi.api.trail.AccessRecordPage;
import io.madoguchi.api.trail.CountGroup;
import io.madoguchi.api.trail.Inquiry;
import io.madoguchi.api.trail.ReadingVolumes;
import io.madoguchi.api.trail.RecordCounts;
import io.madoguchi.api.trail.RecordFilter;
import io.madoguchi.api.trail.StatedInquiry;
import io.madoguchi.caller.CurrentAttempt;
import io.madoguchi.caller.Gate;
import io.madoguchi.disclosure.Act;
import io.madoguchi.disclosure.Field;
import io.madoguchi.disclosure.Permit;
import io.madoguchi.journal.Access;
import io.madoguchi.journal.Journal;
import io.madoguchi.problem.Problem.Fault;
import io.madoguchi.problem.ProblemCode;
import io.madoguchi.problem.ProblemException;
import io.madoguchi.school.SchoolCode;
import io.madoguchi.trail.RecordSearch.Entry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Answers auditors and the district (R37), and puts their reading on record like any other (R36). */
@ApplicationScoped
public class ReadRecords {
    /** A year and what a report needs besides. */
    private static final Duration COUNTED_AT_MOST = Duration.ofDays(400);

    private final Gate gate;
    private final CurrentAttempt attempt;
    private final RecordSearch search;
    private final RecordCounting counting;
    private final AccessRecords records;
    private final Journal journal;

    @Inject
    ReadRecords(
            Gate gate,
            CurrentAttempt attempt,
            RecordSearch search,
            RecordCounting counting,
            AccessRecords records,
            Journal journal) {
        this.gate = gate;
        this.attempt = attempt;
        this.search = search;
        this.counting = counting;
        this.records = records;
        this.journal = journal;
    }

    /** Newest arrival first. What arrives between two pages stands before the first one and moves nothing. */
    @Transactional
    public AccessRecordPage page(StatedInquiry stated, RecordFilter filter, int limit, Place place) {
        attempt.names(filter.patron());
        Permit permit = gate.permit(Act.READ_ACCESS_RECORDS, null);
        Inquiry inquiry = stated.required();
        List<Entry> found = search.find(filter, place, limit + 1);
        List<Entry> shown = found.subList(0, Math.min(limit, found.size()));
        journal.record(Access.under(permit, filter.school())
                .requested(filter.patron())
                .inquiry(inquiry)
                .disclosing(Set.of(Field.ACCESS_RECORDS), null, patronsIn(shown)));
        return new AccessRecordPage(
                shown.stream().map(Entry::record).toList(),
                found.size() > limit ? shown.get(limit - 1).place().cursor() : null);
    }

    /** Names accounts and counts, and no patron. */
    @Transactional
    public ReadingVolumes volumes(
            StatedInquiry stated, Instant from, Instant until, @Nullable SchoolCode school, int limit) {
        Permit permit = gate.permit(Act.READ_ACCESS_RECORDS, school);
        Inquiry inquiry = stated.required();
        ReadingVolumes volumes = new ReadingVolumes(records.volumes(from, until, school, limit));
        journal.record(Access.under(permit, school)
                .inquiry(inquiry)
                .disclosing(Set.of(Field.ACCESS_RECORDS), null, List.of()));
        return volumes;
    }

    /** Names what is counted by and counts, and no patron. */
    @Transactional
    public RecordCounts counts(StatedInquiry stated, RecordFilter filter, List<CountGroup> groups, int limit) {
        attempt.names(filter.patron());
        Permit permit = gate.permit(Act.READ_ACCESS_RECORDS, null);
        Inquiry inquiry = stated.required();
        refuseUnlessBounded(filter);
        RecordCounts counts = counting.count(filter, groups.stream().distinct().toList(), limit);
        journal.record(Access.under(permit, filter.school())
                .requested(filter.patron())
                .inquiry(inquiry)
                .disclosing(Set.of(Field.ACCESS_RECORDS), null, List.of()));
        return counts;
    }

    private static void refuseUnlessBounded(RecordFilter filter) {
        if (filter.from() == null) {
            throw ProblemException.of(ProblemCode.INVALID_VALUE, new Fault("from", "notnull"));
        }
        if (filter.until() == null) {
            throw ProblemException.of(ProblemCode.INVALID_VALUE, new Fault("until", "notnull"));
        }
        if (Duration.between(filter.from(), filter.until()).compareTo(COUNTED_AT_MOST) > 0) {
            throw ProblemException.of(ProblemCode.INVALID_VALUE, new Fault("until", "max"));
        }
    }

    private static Collection<UUID> patronsIn(List<Entry> entries) {
        return entries.stream().flatMap(Entry::patronsShown).collect(Collectors.toSet());
    }
}
