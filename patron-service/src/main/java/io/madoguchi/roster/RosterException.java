package io.madoguchi.roster;

import java.sql.SQLException;

/** The database could not do what an import asked of it. */
final class RosterException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RosterException(Exception cause) {
        super(cause);
    }

    /** Whether it can't hold what it was given, so that to ask again is of no use (SQLSTATE classes 22 and 23). */
    boolean isOfTheData() {
        return getCause() instanceof SQLException e
                && e.getSQLState() != null
                && (e.getSQLState().startsWith("22") || e.getSQLState().startsWith("23"));
    }
}
