package io.madoguchi.classwindow;

import io.madoguchi.api.directory.ClassWindow;
import io.madoguchi.caller.CurrentCaller;
import io.madoguchi.disclosure.Authorisations;
import io.madoguchi.disclosure.Condition;
import io.madoguchi.disclosure.Permit;
import io.madoguchi.journal.Access;
import io.madoguchi.journal.Journal;
import io.madoguchi.problem.Outcome;
import io.madoguchi.problem.ProblemCode;
import io.madoguchi.school.SchoolCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** What a school does about its class window, each act with its record in one transaction. */
@ApplicationScoped
class DecideClassWindow {
    private final CurrentCaller current;
    private final Authorisations documents;
    private final ClassWindows windows;
    private final Journal journal;
    private final Clock clock;

    DecideClassWindow(
            CurrentCaller current, Authorisations documents, ClassWindows windows, Journal journal, Clock clock) {
        this.current = current;
        this.documents = documents;
        this.windows = windows;
        this.journal = journal;
        this.clock = clock;
    }

    /** A window that nothing would come through is refused, so that nobody waits in front of it. */
    @Transactional
    Outcome<ClassWindow> open(Permit permit, SchoolCode school, Duration length) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        if (!documents.knowOf(Condition.CLASS_WINDOW, school, LocalDate.now(clock))) {
            journal.record(Access.under(permit, school).refused(ProblemCode.WINDOW_NOT_AUTHORISED));
            return new Outcome.Refused<>(ProblemCode.WINDOW_NOT_AUTHORISED);
        }
        windows.close(school, now);
        windows.open(school, now, now.plus(length), current.get().account());
        journal.record(Access.under(permit, school));
        return new Outcome.Done<>(new ClassWindow(true, now, now.plus(length)));
    }

    @Transactional
    ClassWindow read(Permit permit, SchoolCode school) {
        journal.record(Access.under(permit, school));
        return windows.at(school, clock.instant()).orElse(ClassWindow.CLOSED);
    }

    @Transactional
    ClassWindow close(Permit permit, SchoolCode school) {
        windows.close(school, clock.instant());
        journal.record(Access.under(permit, school));
        return ClassWindow.CLOSED;
    }
}
