package io.madoguchi.local.progress;

import org.jspecify.annotations.Nullable;

/** What stands in the way, as one line that a person can act on. Its message is shown as it is, without a stack trace. */
public final class CannotStart extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CannotStart(String key, @Nullable Object... values) {
        super(Messages.text(key, values));
    }

    public CannotStart(Throwable cause, String key, @Nullable Object... values) {
        super(Messages.text(key, values), cause);
    }
}
