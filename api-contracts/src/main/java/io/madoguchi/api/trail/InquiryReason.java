package io.madoguchi.api.trail;

/** Why the trail is read. */
public enum InquiryReason {
    /** A patron, a parent or a handler complains. */
    COMPLAINT,
    /** A person asks what is held of them or who read it (開示請求). */
    DISCLOSURE_REQUEST,
    /** The regular audit. */
    AUDIT,
    /** An inspection at the contractor's (特記12 立入調査). */
    INSPECTION,
    /** An accident or a breach, or the suspicion of one (特記14 事故). */
    INCIDENT,
    /** The report on the handling (特記11 取扱状況報告). */
    HANDLING_REPORT,
    /** Somebody looks whether the system works. */
    OPERATION
}
