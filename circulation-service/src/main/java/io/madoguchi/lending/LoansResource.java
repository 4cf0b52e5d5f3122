package io.madoguchi.lending;

import io.madoguchi.api.lending.CheckOutRequest;
import io.madoguchi.api.lending.ItemScan;
import io.madoguchi.api.lending.LoanView;
import io.madoguchi.api.lending.LoansApi;
import io.madoguchi.api.lending.ReturnView;
import io.madoguchi.caller.Gate;
import io.madoguchi.disclosure.Act;
import io.madoguchi.disclosure.Scopes;
import io.madoguchi.school.SchoolCode;
import io.quarkus.security.PermissionsAllowed;
import org.jspecify.annotations.Nullable;

/** The counter. */
class LoansResource implements LoansApi {
    private final Gate gate;
    private final CheckOut checkOut;
    private final CheckIn checkIn;
    private final Renew renew;

    LoansResource(Gate gate, CheckOut checkOut, CheckIn checkIn, Renew renew) {
        this.gate = gate;
        this.checkOut = checkOut;
        this.checkIn = checkIn;
        this.renew = renew;
    }

    @Override
    @PermissionsAllowed(Scopes.CIRCULATION_WRITE)
    public LoanView checkOut(SchoolCode school, @Nullable String key, CheckOutRequest request) {
        return checkOut.lend(gate.permit(Act.CHECK_OUT, school), school, key, request)
                .orProblem();
    }

    @Override
    @PermissionsAllowed(Scopes.CIRCULATION_WRITE)
    public ReturnView checkIn(SchoolCode school, @Nullable String key, ItemScan scan) {
        return checkIn.takeBack(gate.permit(Act.CHECK_IN, school), school, key, scan)
                .orProblem();
    }

    @Override
    @PermissionsAllowed(Scopes.CIRCULATION_WRITE)
    public LoanView renew(SchoolCode school, @Nullable String key, ItemScan scan) {
        return renew.extend(gate.permit(Act.RENEW, school), school, key, scan).orProblem();
    }
}
