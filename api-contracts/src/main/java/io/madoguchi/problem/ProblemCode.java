package io.madoguchi.problem;

import java.util.Locale;

/**
 * Every way a request can be refused, with its HTTP status. Titles and next steps stand in {@code problems*.properties};
 * the README lists them all. A code never changes its meaning.
 */
public enum ProblemCode {
    MALFORMED_JSON(400),
    UNKNOWN_FIELD(400),
    WRONG_TYPE(400),
    INVALID_VALUE(400),
    DUTY_REQUIRED(400),
    DUTY_UNKNOWN(400),
    INQUIRY_REASON_REQUIRED(400),
    TOKEN_MISSING(401),
    TOKEN_INVALID(401),
    SCOPE_MISSING(403),
    DUTY_NOT_GRANTED(403),
    NOT_DESIGNATED(403),
    DESIGNATION_NOT_BEGUN(403),
    DESIGNATION_OVER(403),
    CONTRACT_NOT_IN_FORCE(403),
    CONTRACT_NOT_BEGUN(403),
    CONTRACT_OVER(403),
    SCHOOL_NOT_ASSIGNED(403),
    ASSIGNMENT_NOT_BEGUN(403),
    ASSIGNMENT_OVER(403),
    NOT_AUTHORISED(403),
    CLOSED_BY_SCHOOL(403),
    PAGING_NOT_PERMITTED(403),
    SOURCE_MISMATCH(403),
    SECOND_PERSON_REQUIRED(403),
    NOT_FOUND(404),
    BORROWER_NOT_FOUND(404),
    ITEM_NOT_FOUND(404),
    RESOLUTION_NOT_FOUND(404),
    IMPORT_NOT_FOUND(404),
    METHOD_NOT_ALLOWED(405),
    NOT_ACCEPTABLE(406),
    ITEM_ON_LOAN(409),
    ITEM_NOT_ON_LOAN(409),
    ITEM_WITHDRAWN(409),
    ITEM_OF_OTHER_SCHOOL(409),
    BORROWER_DEPARTED(409),
    LIMIT_REACHED(409),
    OVERDUE_LOANS(409),
    RENEWALS_EXHAUSTED(409),
    CANNOT_LEND(409),
    WINDOW_NOT_AUTHORISED(409),
    RESOLUTION_NOT_APPROVED(409),
    RESOLUTION_OVER(409),
    REQUEST_IN_PROGRESS(409),
    RECORD_CONFLICT(409),
    NOT_COSIGNED_YET(409),
    FEED_EPOCH_CHANGED(410),
    BODY_TOO_LARGE(413),
    UNSUPPORTED_MEDIA_TYPE(415),
    TOO_MANY(422),
    NAME_TOO_SHORT(422),
    NAME_DIFFERS(422),
    EXPORT_TOO_LARGE(422),
    IDEMPOTENCY_KEY_REUSED(422),
    TOO_MANY_REQUESTS(429),
    INTERNAL_ERROR(500),
    RECORD_UNAVAILABLE(503),
    TRAIL_CLOSED(503),
    JOURNAL_RESTORED(503),
    JOURNAL_FULL(503);

    private final int status;

    ProblemCode(int status) {
        this.status = status;
    }

    public int status() {
        return status;
    }

    /** The code as it stands in answers and records, such as {@code borrower-not-found}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static ProblemCode named(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
