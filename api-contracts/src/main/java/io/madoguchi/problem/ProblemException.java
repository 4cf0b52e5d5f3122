package io.madoguchi.problem;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Ends a request with a problem. Its message is the code alone. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ProblemCode code;
    private final transient List<Problem.Fault> faults;
    private final boolean onRecord;
    private final @Nullable Duration retryAfter;

    private ProblemException(
            ProblemCode code, List<Problem.Fault> faults, boolean onRecord, @Nullable Duration retryAfter) {
        super(code.code(), null, false, false);
        this.code = code;
        this.faults = faults;
        this.onRecord = onRecord;
        this.retryAfter = retryAfter;
    }

    /** A refusal that still has to be put on record. */
    public static ProblemException of(ProblemCode code, Problem.Fault... faults) {
        return new ProblemException(code, List.of(faults), false, null);
    }

    /** A refusal whose record is committed already. */
    public static ProblemException onRecord(ProblemCode code) {
        return new ProblemException(code, List.of(), true, null);
    }

    /** A refusal that ends after a while, and still has to be put on record. */
    public static ProblemException tryAgainIn(ProblemCode code, Duration wait) {
        return new ProblemException(code, List.of(), false, wait);
    }

    /** What the header {@code Retry-After} says (RFC 9110). */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
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
