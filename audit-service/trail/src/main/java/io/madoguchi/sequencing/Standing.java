package io.madoguchi.sequencing;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Whether the log is open. Closed, it takes records and gives them no place; nobody reads the trail, and nothing is signed. Only a new look
 * at what is stored opens it again.
 */
@ApplicationScoped
public class Standing {
    private static final Logger LOG = Logger.getLogger(Standing.class);

    /** Why it is closed. */
    public enum Closed {
        /** Nobody has looked yet. */
        NOT_CHECKED_YET,
        /** The database has fewer entries than were archived or cosigned: it is an earlier backup. */
        RESTORED,
        /** The operator lets it catch up after a restore. */
        CATCHING_UP,
        /** What is stored is not what was signed: rows or tiles were changed, or somebody signed something else. */
        CHANGED,
        /** The configured key is of another origin than the log. */
        OTHER_ORIGIN;

        /** As it stands in health details. */
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private volatile @Nullable Closed closed = Closed.NOT_CHECKED_YET;

    /** Nothing while the log is open. */
    public Optional<Closed> closed() {
        return Optional.ofNullable(closed);
    }

    synchronized void open() {
        if (closed != null) {
            closed = null;
            LOG.info("the log is open");
        }
    }

    synchronized void close(Closed why) {
        if (closed != why) {
            closed = why;
            LOG.errorf("the log is closed: %s", why.text());
        }
    }
}
