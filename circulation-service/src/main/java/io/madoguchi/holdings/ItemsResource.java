package io.madoguchi.holdings;

import io.madoguchi.api.holdings.Items;
import io.madoguchi.api.holdings.ItemsApi;
import io.madoguchi.caller.Gate;
import io.madoguchi.disclosure.Scopes;
import io.madoguchi.edge.PageLinks;
import io.madoguchi.problem.Problem.Fault;
import io.madoguchi.problem.ProblemCode;
import io.madoguchi.problem.ProblemException;
import io.madoguchi.school.SchoolCode;
import io.quarkus.security.PermissionsAllowed;
import org.jspecify.annotations.Nullable;

/** Items by barcode or title. */
class ItemsResource implements ItemsApi {
    private final Gate gate;
    private final Holdings holdings;
    private final PageLinks links;

    ItemsResource(Gate gate, Holdings holdings, PageLinks links) {
        this.gate = gate;
        this.holdings = holdings;
        this.links = links;
    }

    @Override
    @PermissionsAllowed({Scopes.CIRCULATION_WRITE, Scopes.LOAN_HISTORY_READ, Scopes.LOAN_OWN_READ, Scopes.HOLDINGS_WRITE
    })
    public Items findItems(
            SchoolCode school, @Nullable String barcode, @Nullable String title, int limit, @Nullable String cursor) {
        gate.requireStatedDuty();
        if (barcode != null && title == null) {
            return new Items(holdings.byBarcode(school, barcode), null);
        }
        if (title != null && barcode == null) {
            Items page = holdings.byTitle(school, title, limit, cursor);
            links.next(page.next());
            return page;
        }
        throw ProblemException.of(ProblemCode.INVALID_VALUE, new Fault("barcode", "exactly-one-of-barcode-title"));
    }
}
