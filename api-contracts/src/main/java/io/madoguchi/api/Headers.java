package io.madoguchi.api;

/** The request and answer headers of the product's own. */
public final class Headers {
    /** The duty stated with a request (R10, R28); always required of contractors. */
    public static final String PURPOSE_OF_USE = "Purpose-Of-Use";

    /** The id of the access record of this answer. */
    public static final String ACCESS_RECORD = "Access-Record";

    /** A UUID that the client makes anew for each attempt; it stands on the attempt's record, so that both can be joined. */
    public static final String ATTEMPT_ID = "Attempt-Id";

    public static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    /** What a client may send as Idempotency-Key. */
    public static final String KEY_FORM = "[!-~]*";

    /** Why the trail is asked, an {@code InquiryReason} (R37). */
    public static final String INQUIRY_REASON = "Inquiry-Reason";

    /** The city's own number of the case for which the trail is asked. */
    public static final String CASE_NUMBER = "Case-Number";

    /** The SHA-256 of the file that an answer is (RFC 9530). */
    public static final String REPR_DIGEST = "Repr-Digest";

    private Headers() {}
}
