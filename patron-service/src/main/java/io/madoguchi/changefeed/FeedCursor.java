package io.madoguchi.changefeed;

import io.madoguchi.problem.Problem.Fault;
import io.madoguchi.problem.ProblemCode;
import io.madoguchi.problem.ProblemException;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in the change feed: after this patron's change in this transaction, in this epoch. Refuses, as
 * {@code invalid-value}, a text that is no place.
 */
record FeedCursor(String epoch, String xid, UUID patron) {
    private static final Pattern FORM = Pattern.compile("([A-Za-z0-9_-]{1,100})\\.([0-9]{1,19})\\.([0-9a-f-]{36})");
    private static final UUID NOBODY = new UUID(0, 0);

    static FeedCursor beginningOf(String epoch) {
        return new FeedCursor(epoch, "0", NOBODY);
    }

    static FeedCursor read(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw invalid();
        }
        try {
            return new FeedCursor(
                    parts.group(1), Long.toString(Long.parseLong(parts.group(2))), UUID.fromString(parts.group(3)));
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
    }

    String text() {
        return epoch + "." + xid + "." + patron;
    }

    private static ProblemException invalid() {
        return ProblemException.of(ProblemCode.INVALID_VALUE, new Fault("after", "cursor"));
    }
}
