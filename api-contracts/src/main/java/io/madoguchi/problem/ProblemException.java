package io.madoguchi.problem;

import java.util.List;

/** Ends a request with a problem. Its message is the code alone. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ProblemCode code;
    private final transient List<Problem.Fault> faults;
    private final boolean onRecord;

    private ProblemException(ProblemCode code, List<Problem.Fault> faults, boolean onRecord) {
        super(code.code(), null, false, false);
        this.code = code;
        this.faults = faults;
        this.onRecord = onRecord;
    }

    /** A refusal that still has to be put on record. */
    public static ProblemException of(ProblemCode code, Problem.Fault... faults) {
        return new ProblemException(code, List.of(faults), false);
    }

    /** A refusal whose record is committed already. */
    public static ProblemException onRecord(ProblemCode code) {
        return new ProblemException(code, List.of(), true);
    }

    public ProblemCode code() {
        return code;
    }

    public List<Problem.Fault> faults() {
        return faults == null ? List.of() : faults;
    }

    public boolean isOnRecord() {
        return onRecord;
    }
}
