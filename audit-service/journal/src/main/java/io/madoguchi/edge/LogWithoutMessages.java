package io.madoguchi.edge;

import io.quarkus.logging.LoggingFilter;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * Takes the messages of exceptions out of what is logged, by us and by every library: a driver repeats the value that it
 * could not store. Kinds and places stay.
 */
@LoggingFilter(name = "without-messages")
public final class LogWithoutMessages implements Filter {
    @Override
    public boolean isLoggable(LogRecord record) {
        Throwable thrown = record.getThrown();
        if (thrown != null && !(thrown instanceof Unspoken)) {
            record.setThrown(new Unspoken(thrown));
        }
        return true;
    }

    /** Stands for an exception and those that caused it, without their words. */
    private static final class Unspoken extends Throwable {
        private static final long serialVersionUID = 1L;

        private final String kind;

        Unspoken(Throwable original) {
            super(null, unspoken(original.getCause()), false, true);
            kind = original.getClass().getName();
            setStackTrace(original.getStackTrace());
        }

        private static @Nullable Throwable unspoken(@Nullable Throwable cause) {
            return cause == null ? null : new Unspoken(cause);
        }

        @Override
        public String toString() {
            return kind;
        }
    }
}
