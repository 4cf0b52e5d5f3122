package io.madoguchi.trail;

import io.madoguchi.api.trail.Appended;
import io.madoguchi.api.trail.SaltedRecord;
import io.madoguchi.caller.CurrentCaller;
import io.madoguchi.disclosure.Caller;
import io.madoguchi.disclosure.Role;
import io.madoguchi.problem.ProblemCode;
import io.madoguchi.problem.ProblemException;
import io.madoguchi.sequencing.Arrivals;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Set;

/**
 * Takes a batch of a service's records, all or none, each once. Makes no record of its own: nothing is disclosed, and a
 * record for each record would never end.
 */
@ApplicationScoped
public class AppendRecords {
    private final CurrentCaller current;
    private final Arrivals arrivals;

    @Inject
    AppendRecords(CurrentCaller current, Arrivals arrivals) {
        this.current = current;
        this.arrivals = arrivals;
    }

    /** Returns when the batch is durable, that is after the commit. */
    @Transactional
    public Appended append(List<SaltedRecord> batch) {
        Caller caller = current.get();
        refuseWhenNotAService(caller);
        refuseWhenTheSourceIsAnother(caller, batch);
        int appended = arrivals.add(batch);
        if (appended < batch.size()) {
            refuseWhenAKnownRecordDiffers(batch);
        }
        return new Appended(appended, batch.size() - appended);
    }

    /** The scope alone is not enough: an account that is anything else besides a service writes no history. */
    private static void refuseWhenNotAService(Caller caller) {
        if (!caller.roles().equals(Set.of(Role.SERVICE))) {
            throw ProblemException.of(ProblemCode.NOT_AUTHORISED);
        }
    }

    private static void refuseWhenTheSourceIsAnother(Caller caller, List<SaltedRecord> batch) {
        if (!batch.stream().allMatch(salted -> salted.record().source().equals(caller.client()))) {
            throw ProblemException.of(ProblemCode.SOURCE_MISMATCH);
        }
    }

    private void refuseWhenAKnownRecordDiffers(List<SaltedRecord> batch) {
        if (arrivals.anyDiffers(batch)) {
            throw ProblemException.of(ProblemCode.RECORD_CONFLICT);
        }
    }
}
