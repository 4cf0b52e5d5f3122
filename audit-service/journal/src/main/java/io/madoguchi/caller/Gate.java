package io.madoguchi.caller;

import io.madoguchi.disclosure.Act;
import io.madoguchi.disclosure.Authorisations;
import io.madoguchi.disclosure.Caller;
import io.madoguchi.disclosure.Decision;
import io.madoguchi.disclosure.DisclosureRule;
import io.madoguchi.disclosure.DisclosureRule.Circumstances;
import io.madoguchi.disclosure.Duty;
import io.madoguchi.disclosure.Permit;
import io.madoguchi.problem.ProblemCode;
import io.madoguchi.problem.ProblemException;
import io.madoguchi.school.SchoolCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks the disclosure rule on behalf of the present caller, today. */
@ApplicationScoped
public class Gate {
    private final CurrentCaller current;
    private final CurrentAttempt attempt;
    private final Authorisations documents;
    private final CurrentDecisions decisions;
    private final Clock clock;

    @Inject
    Gate(
            CurrentCaller current,
            CurrentAttempt attempt,
            Authorisations documents,
            CurrentDecisions decisions,
            Clock clock) {
        this.current = current;
        this.attempt = attempt;
        this.documents = documents;
        this.decisions = decisions;
        this.clock = clock;
    }

    /** What the caller may open; refuses, before anything is read, where that is nothing. */
    public Permit permit(Act act, @Nullable SchoolCode school) {
        attempt.at(act, school);
        Duty declared = current.declaredDuty().orElse(null);
        Decision decision = DisclosureRule.decide(current.get(), act, school, declared, now(declared));
        if (decision instanceof Decision.Permitted permitted) {
            return permitted.permit();
        }
        throw ProblemException.of(
                ProblemCode.valueOf(((Decision.Refused) decision).why().name()));
    }

    /** What the caller could open under a duty, without doing it. */
    public Optional<Permit> wouldPermit(Act act, @Nullable Duty duty) {
        return DisclosureRule.decide(current.get(), act, null, duty, now(duty)) instanceof Decision.Permitted permitted
                ? Optional.of(permitted.permit())
                : Optional.empty();
    }

    private Circumstances now(@Nullable Duty duty) {
        return new Circumstances(documents, decisions.under(duty), LocalDate.now(clock));
    }

    /** For what concerns no person: contractors state a duty all the same (R28). */
    public void requireStatedDuty() {
        Caller caller = current.get();
        if (current.declaredDuty().isEmpty() && caller.isContractor()) {
            throw ProblemException.of(ProblemCode.DUTY_REQUIRED);
        }
    }
}
