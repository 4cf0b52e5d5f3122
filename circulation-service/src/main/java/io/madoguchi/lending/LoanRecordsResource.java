package io.madoguchi.lending;

import io.madoguchi.api.lending.CurrentTitles;
import io.madoguchi.api.lending.LoanRecordQuery;
import io.madoguchi.api.lending.LoanRecords;
import io.madoguchi.api.lending.LoanRecordsApi;
import io.madoguchi.caller.CurrentCaller;
import io.madoguchi.caller.Gate;
import io.madoguchi.disclosure.Act;
import io.madoguchi.disclosure.Scopes;
import io.madoguchi.edge.PageLinks;
import io.madoguchi.school.SchoolCode;
import io.quarkus.security.PermissionsAllowed;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Loan records, and one's own loans. */
class LoanRecordsResource implements LoanRecordsApi {
    private static final int DEFAULT_LIMIT = 20;

    private final Gate gate;
    private final CurrentCaller current;
    private final ReadLoanRecords read;
    private final PageLinks links;

    LoanRecordsResource(Gate gate, CurrentCaller current, ReadLoanRecords read, PageLinks links) {
        this.gate = gate;
        this.current = current;
        this.read = read;
        this.links = links;
    }

    @Override
    @PermissionsAllowed(Scopes.LOAN_HISTORY_READ)
    public LoanRecords queryLoanRecords(SchoolCode school, LoanRecordQuery query) {
        int limit = query.limit() == null ? DEFAULT_LIMIT : query.limit();
        return read.of(
                        gate.permit(Act.READ_LOAN_RECORDS, school),
                        school,
                        query.patronId(),
                        query.cardBarcode(),
                        limit,
                        query.cursor())
                .orProblem();
    }

    @Override
    @PermissionsAllowed(Scopes.CIRCULATION_WRITE)
    public CurrentTitles queryCurrentTitles(SchoolCode school, CurrentTitles.Query query) {
        return read.current(gate.permit(Act.READ_CURRENT_TITLES, school), school, query.cardBarcode())
                .orProblem();
    }

    @Override
    @PermissionsAllowed(Scopes.LOAN_HISTORY_READ)
    public LoanRecords listLoans(UUID patronId, int limit, @Nullable String cursor) {
        LoanRecords page = read.of(gate.permit(Act.READ_LOAN_RECORDS, null), null, patronId, null, limit, cursor)
                .orProblem();
        links.next(page.next());
        return page;
    }

    @Override
    @PermissionsAllowed(Scopes.LOAN_OWN_READ)
    public LoanRecords listMyLoans(int limit, @Nullable String cursor) {
        LoanRecords page = read.own(
                gate.permit(Act.READ_OWN_LOANS, null),
                Objects.requireNonNull(current.get().patron()),
                limit,
                cursor);
        links.next(page.next());
        return page;
    }
}
