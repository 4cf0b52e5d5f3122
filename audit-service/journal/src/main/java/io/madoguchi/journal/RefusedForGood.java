package io.madoguchi.journal;

import io.madoguchi.problem.ProblemCode;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Answers of the trail that will be the same the next time, because of a record in the batch. Everything else is the trail's
 * state or the service's configuration, and passes.
 */
final class RefusedForGood {
    private static final Set<ProblemCode> CODES = EnumSet.of(
            ProblemCode.MALFORMED_JSON,
            ProblemCode.UNKNOWN_FIELD,
            ProblemCode.WRONG_TYPE,
            ProblemCode.INVALID_VALUE,
            ProblemCode.SOURCE_MISMATCH,
            ProblemCode.RECORD_CONFLICT,
            ProblemCode.BODY_TOO_LARGE);

    private RefusedForGood() {}

    /** The problem's code; nothing where the same delivery may succeed later. */
    static Optional<String> codeOf(WebApplicationException refusal) {
        String problem = text(refusal.getResponse());
        return CODES.stream()
                .map(ProblemCode::code)
                .filter(code -> problem.contains("\"code\":\"" + code + "\""))
                .findFirst();
    }

    private static String text(Response answer) {
        try {
            return answer.hasEntity() ? answer.readEntity(String.class) : "";
        } catch (IllegalStateException unreadable) {
            return "";
        }
    }
}
