package io.madoguchi.disclosure;

/** The OAuth 2.0 scopes of the three services, as they stand in a token's {@code scope} claim. */
public final class Scopes {
    public static final String PATRON_NAME_READ = "patron.name:read";
    public static final String PATRON_PROFILE_READ = "patron.profile:read";
    /** Grade, class and attendance number, for a class window (amendment C). */
    public static final String PATRON_CLASS_READ = "patron.class:read";

    /** Resolve a name to an id and back; asking for it, approving it and receiving it. */
    public static final String PATRON_IDENTITY_RESOLVE = "patron.identity:resolve";

    /** Send name lists; the district's and the school intranet's. */
    public static final String ROSTER_IMPORT = "roster:import";

    public static final String CIRCULATION_WRITE = "circulation:write";
    public static final String HOLDINGS_WRITE = "holdings:write";
    public static final String LOAN_HISTORY_READ = "loan.history:read";
    public static final String LOAN_OWN_READ = "loan.own:read";
    public static final String SCHOOL_DECIDE = "school:decide";
    public static final String AUDIT_READ = "audit:read";
    /** Who read one's own record; a patron's alone. */
    public static final String AUDIT_OWN_READ = "audit.own:read";
    /** Counts of the own contract's handling (R36). */
    public static final String AUDIT_CONTRACT_READ = "audit.contract:read";

    public static final String AUDIT_APPEND = "audit:append";
    public static final String BORROWER_SYNC = "borrower:sync";

    private Scopes() {}
}
