package io.madoguchi.trial.loss;

import io.madoguchi.local.Service;
import java.util.UUID;

/**
 * One request, made once and never repeated, with all that came back.
 *
 * @param id sent as {@code Attempt-Id}
 * @param begun on the clock of {@link System#nanoTime()}
 */
record Attempt(UUID id, Kind kind, long begun, long ended, RawConnection.End end, RawAnswer answer) {

    /** What is asked; each kind discloses something else, or changes something. */
    enum Kind {
        SEARCH_BY_CARD(Service.PATRON),
        READ_BY_ID(Service.PATRON),
        CHECK_OUT(Service.CIRCULATION),
        CHECK_IN(Service.CIRCULATION),
        LOAN_RECORDS_BY_CARD(Service.CIRCULATION),
        LOAN_RECORDS_BY_ID(Service.CIRCULATION),
        OWN_LOANS(Service.CIRCULATION);

        private final Service service;

        Kind(Service service) {
            this.service = service;
        }

        Service service() {
            return service;
        }
    }

    boolean succeeded() {
        return end == RawConnection.End.WHOLE && answer.status().orElse(0) / 100 == 2;
    }

    /** Whether its end was open at some moment of this span. */
    boolean wasOpenDuring(Span span) {
        return begun <= span.until() && ended >= span.from();
    }

    /** Two moments of the clock of {@link System#nanoTime()}. */
    record Span(long from, long until) {}
}
