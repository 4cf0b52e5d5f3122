package io.madoguchi.caller;

import io.madoguchi.disclosure.Duty;
import io.madoguchi.disclosure.SchoolDecisions;
import org.jspecify.annotations.Nullable;

/** What schools have decided for themselves, now, as far as this service keeps it. A service that keeps nothing has none. */
public interface CurrentDecisions {
    /**
     * The decisions that matter under a duty; they are read where they are kept, so that one takes effect with its commit.
     */
    SchoolDecisions under(@Nullable Duty duty);
}
