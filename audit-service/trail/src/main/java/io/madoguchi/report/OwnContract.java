package io.madoguchi.report;

import io.madoguchi.api.trail.ContractHandling;
import io.madoguchi.api.trail.ContractHandling.Work;
import io.madoguchi.api.trail.HandlingReport.Sums;
import io.madoguchi.caller.CurrentCaller;
import io.madoguchi.caller.Gate;
import io.madoguchi.disclosure.Act;
import io.madoguchi.disclosure.Duty;
import io.madoguchi.disclosure.Engagement;
import io.madoguchi.disclosure.Permit;
import io.madoguchi.journal.Access;
import io.madoguchi.journal.Journal;
import io.madoguchi.reading.Reads;
import io.madoguchi.school.SchoolCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

/**
 * What the handling manager sees of the contract in the own token. Read as the contractor's database role, which may call this
 * one function; the function goes by the contract that the transaction was told, not by one that is asked for.
 */
@ApplicationScoped
public class OwnContract {
    private final Gate gate;
    private final CurrentCaller current;
    private final Reads reads;
    private final Journal journal;
    private final ReportSettings settings;
    private final Clock clock;

    @Inject
    OwnContract(Gate gate, CurrentCaller current, Reads reads, Journal journal, ReportSettings settings, Clock clock) {
        this.gate = gate;
        this.current = current;
        this.reads = reads;
        this.journal = journal;
        this.settings = settings;
        this.clock = clock;
    }

    @Transactional
    public ContractHandling handling(LocalDate from, LocalDate until) {
        Permit permit = gate.permit(Act.READ_OWN_CONTRACT_HANDLING, null);
        Days days = Days.of(from, until, clock.getZone(), settings.longestDays());
        List<Work> works = reads.query(
                """
                SELECT person, designation, school, duty, requests, answers, refusals, shown, persons
                FROM handling_of_own_contract(?, ?)
                ORDER BY person, designation, school, duty
                """,
                OwnContract::work,
                days.since(),
                days.before());
        journal.record(Access.under(permit, null).disclosing(permit.fields(), null, List.of()));
        Engagement contract = Objects.requireNonNull(current.get().contract(), "the rule permits nobody without one");
        return new ContractHandling(contract.id(), from, until, clock.instant(), works);
    }

    private static Work work(ResultSet row) throws SQLException {
        String school = row.getString("school");
        String duty = row.getString("duty");
        long requests = row.getLong("requests");
        long answers = row.getLong("answers");
        long refusals = row.getLong("refusals");
        return new Work(
                row.getString("person"),
                row.getString("designation"),
                school == null ? null : new SchoolCode(school),
                duty == null ? null : Duty.valueOf(duty),
                new Sums(
                        requests,
                        answers,
                        requests - answers - refusals,
                        refusals,
                        row.getLong("shown"),
                        row.getLong("persons")));
    }
}
