package io.madoguchi.oneroster;

import org.jspecify.annotations.Nullable;

/**
 * Where a roster breaks a rule; never what stands there.
 *
 * @param file such as {@code users.csv}; null where it is the package
 * @param line from 1, the header's; null where it is the whole file
 * @param column as the standard writes it; null where it is the whole line
 */
public record Fault(@Nullable String file, @Nullable Long line, @Nullable String column, Rule rule) {
    public static Fault ofPackage(Rule rule) {
        return new Fault(null, null, null, rule);
    }

    public static Fault ofFile(RosterFile file, Rule rule) {
        return new Fault(file.fileName(), null, null, rule);
    }

    static Fault ofColumn(RosterFile file, String column, Rule rule) {
        return new Fault(file.fileName(), null, column, rule);
    }

    static Fault ofLine(RosterFile file, long line, Rule rule) {
        return new Fault(file.fileName(), line, null, rule);
    }

    static Fault ofCell(RosterFile file, long line, String column, Rule rule) {
        return new Fault(file.fileName(), line, column, rule);
    }
}
