package io.madoguchi.trial.loss;

import io.madoguchi.trial.CanaryTrial;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * What is wrong, and where.
 *
 * @param attempt that shows it; empty where it is of none in particular
 * @param detail ids, field names and numbers; no name, no title
 */
record Complaint(Wrong what, Optional<UUID> attempt, String detail) {
    enum Wrong {
        /** Something of a person in the bytes, and not in the record. */
        NOT_ON_RECORD,
        BYTES_WITHOUT_RECORD,
        TWO_RECORDS,
        /** And the attempt was not open at the kill. */
        RECORD_WITHOUT_BYTES,
        /** The record has another status, or the answer names another record. */
        OTHER_THAN_RECORDED,
        CHANGE_WITHOUT_RECORD,
        RECORD_WITHOUT_CHANGE,
        /** In a journal, and not in the trail. */
        LOST,
        /** In the trail, and in no journal; or there twice. */
        UNKNOWN_ORIGIN,
        UNEXPECTED_STATUS,
        NO_ANSWER,
        /** Though its database was restored. */
        NOT_CLOSED,
        NOT_RECOVERED,
        /** Though the journal could be written. */
        COUNTER_STOPPED,
        /** The fault was not felt: the trial proves nothing. */
        NO_EFFECT
    }

    static Complaint of(Wrong what, Attempt attempt, String detail) {
        return new Complaint(what, Optional.of(attempt.id()), attempt.kind() + " " + detail);
    }

    static Complaint of(Wrong what, String detail) {
        return new Complaint(what, Optional.empty(), detail);
    }

    /** A sentence in the user's language. */
    String sentence() {
        return CanaryTrial.text(
                "loss-" + what.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                attempt.map(UUID::toString).orElse("–"),
                detail);
    }
}
