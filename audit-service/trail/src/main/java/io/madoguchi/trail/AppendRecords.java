package io.madoguchi.trail;

import io.madoguchi.api.trail.Appended;
import io.madoguchi.api.trail.SaltedRecord;
import io.madoguchi.caller.CurrentCaller;
import io.madoguchi.disclosure.Caller;
import io.madoguchi.problem.ProblemCode;
import io.madoguchi.problem.ProblemException;
import io.madoguchi.sequencing.Arrivals;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;

/**
 * Takes a batch of a service's records, all or none, each once. Makes no record of its own: nothing is disclosed, and a
 * record for each record would never end.
 */
@ApplicationScoped
public class AppendRecords {
    private final CurrentCaller current;
    private final SecurityIdentity identity;
    private final Arrivals arrivals;

    @Inject
    AppendRecords(CurrentCaller current, SecurityIdentity identity, Arrivals arrivals) {
        this.current = current;
        this.identity = identity;
        this.arrivals = arrivals;
    }

    /** Returns when the batch is durable, that is after the commit. */
    @Transactional
    public Appended append(List<SaltedRecord> batch) {
        Caller caller = current.get();
        refuseWhenNotSignedByAService();
        refuseWhenTheSourceIsAnother(caller, batch);
        int appended = arrivals.add(batch);
        if (appended < batch.size()) {
            refuseWhenAKnownRecordDiffers(batch);
        }
        return new Appended(appended, batch.size() - appended);
    }

    /** The scope alone is not enough: no account that the identity provider could make writes history. */
    private void refuseWhenNotSignedByAService() {
        if (!ServiceTokens.isSelfSigned(identity)) {
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
