package io.madoguchi.disclosure;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Set;

/**
 * What can be disclosed about a person, each with the token scopes of which one is needed to receive it. The names are
 * those of the API, of the authorisation documents and of the access records.
 */
public enum Field {
    PATRON_ID("patronId", Scopes.PATRON_NAME_READ, Scopes.LOAN_HISTORY_READ, Scopes.BORROWER_SYNC),
    CATEGORY("category", Scopes.PATRON_NAME_READ, Scopes.LOAN_HISTORY_READ, Scopes.BORROWER_SYNC),
    DISPLAY_NAME("displayName", Scopes.PATRON_NAME_READ),
    NAME_KANA("nameKana", Scopes.PATRON_NAME_READ),
    GRADE("grade", Scopes.PATRON_PROFILE_READ, Scopes.PATRON_CLASS_READ),
    HOME_CLASS("homeClass", Scopes.PATRON_PROFILE_READ, Scopes.PATRON_CLASS_READ),
    ATTENDANCE_NUMBER("attendanceNumber", Scopes.PATRON_PROFILE_READ, Scopes.PATRON_CLASS_READ),
    PATRON_NUMBER("patronNumber", Scopes.PATRON_PROFILE_READ),
    CARD_BARCODE("cardBarcode", Scopes.PATRON_PROFILE_READ),
    LOAN_RECORDS("loanRecords", Scopes.LOAN_HISTORY_READ),
    /** What somebody has on loan now: titles and due dates, no past. */
    CURRENT_TITLES("currentTitles", Scopes.CIRCULATION_WRITE),
    OWN_LOAN_RECORDS("ownLoanRecords", Scopes.LOAN_OWN_READ),
    /** The result of the act just performed: lent, due date, refused with its code. */
    ACT_RESULT("actResult", Scopes.CIRCULATION_WRITE),
    /** Why a borrower cannot borrow: the limit, overdue loans, renewals. A loan fact. */
    STANDING("standing", Scopes.CIRCULATION_WRITE),
    SCHOOL("school", Scopes.BORROWER_SYNC),
    CARD_HASH("cardHash", Scopes.BORROWER_SYNC),
    /** Whether the person has left the school. */
    DEPARTED("departed", Scopes.BORROWER_SYNC, Scopes.CIRCULATION_WRITE, Scopes.LOAN_HISTORY_READ),
    ACCESS_RECORDS("accessRecords", Scopes.AUDIT_READ),
    /** Who read what of one's own: by role, duty and day, without a name. */
    OWN_ACCESS_RECORDS("ownAccessRecords", Scopes.AUDIT_OWN_READ),
    /** How often the own contract's handlers read what: of no patron, and here so that the same rule says who may. */
    CONTRACT_HANDLING("contractHandling", Scopes.AUDIT_CONTRACT_READ),
    /** What a school decides for itself; of no person, and here so that the same rule says who may. */
    SCHOOL_DECISION("schoolDecision", Scopes.SCHOOL_DECIDE),
    /** A request to resolve: its case, and the patron id where it names one; never a name. */
    IDENTITY_RESOLUTION("identityResolution", Scopes.PATRON_IDENTITY_RESOLVE),
    /** Patron id, name, school and category together: a field of its own, so that it opens none of them elsewhere. */
    RESOLVED_IDENTITY("resolvedIdentity", Scopes.PATRON_IDENTITY_RESOLVE),
    /** That somebody's entry was added, changed, moved or ended by a roster; never what stands in it. */
    ROSTER_ENTRY("rosterEntry", Scopes.ROSTER_IMPORT);

    private final String apiName;
    private final Set<String> scopes;

    Field(String apiName, String... scopes) {
        this.apiName = apiName;
        this.scopes = Set.of(scopes);
    }

    @JsonValue
    public String apiName() {
        return apiName;
    }

    @JsonCreator
    public static Field named(String apiName) {
        for (Field field : values()) {
            if (field.apiName.equals(apiName)) {
                return field;
            }
        }
        throw new IllegalArgumentException("unknown field");
    }

    /** What JAX-RS calls for a query parameter. */
    public static Field fromString(String apiName) {
        return named(apiName);
    }

    /** The token scopes of which one is needed. */
    public Set<String> scopes() {
        return scopes;
    }

    boolean isOpenedBy(Set<String> tokenScopes) {
        return scopes.stream().anyMatch(tokenScopes::contains);
    }
}
