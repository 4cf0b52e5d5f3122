package io.madoguchi.disclosure;

/** What an account is. The contractor's roles (R5, R23) obtain data by duty, all others by role. */
public enum Role {
    LIBRARY_SUPPORT_STAFF(true),
    LIBRARY_UTILIZATION_PROMOTER(true),
    HANDLING_MANAGER(true),
    SCHOOL_LIBRARY_STAFF(false),
    DISTRICT_ADMIN(false),
    AUDITOR(false),
    PATRON(false),
    SERVICE(false),
    INTEGRATION(false);

    private final boolean contractor;

    Role(boolean contractor) {
        this.contractor = contractor;
    }

    public boolean isContractor() {
        return contractor;
    }

    /** A handler (取扱者) works with personal data; the handling manager oversees and does not. */
    boolean isHandler() {
        return this == LIBRARY_SUPPORT_STAFF || this == LIBRARY_UTILIZATION_PROMOTER;
    }
}
