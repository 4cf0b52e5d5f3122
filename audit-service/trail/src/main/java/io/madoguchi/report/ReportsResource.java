package io.madoguchi.report;

import io.madoguchi.api.trail.HandlingReport;
import io.madoguchi.api.trail.ReportsApi;
import io.madoguchi.api.trail.StatedInquiry;
import io.madoguchi.api.trail.YearlyReport;
import io.madoguchi.disclosure.Scopes;
import io.quarkus.security.PermissionsAllowed;
import java.time.LocalDate;

/** The reports over HTTP; {@link HandlingPage} and {@link YearlyPage} write them as pages. */
class ReportsResource implements ReportsApi {
    private final HandlingReports handling;
    private final YearlyReports yearly;

    ReportsResource(HandlingReports handling, YearlyReports yearly) {
        this.handling = handling;
        this.yearly = yearly;
    }

    @Override
    @PermissionsAllowed(Scopes.AUDIT_READ)
    public HandlingReport readHandlingReport(StatedInquiry inquiry, String contract, LocalDate from, LocalDate until) {
        return handling.make(inquiry, contract, from, until);
    }

    @Override
    @PermissionsAllowed(Scopes.AUDIT_READ)
    public YearlyReport readYearlyReport(StatedInquiry inquiry, Integer year) {
        return yearly.make(inquiry, year);
    }
}
