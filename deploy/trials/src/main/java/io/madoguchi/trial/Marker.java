package io.madoguchi.trial;

import io.madoguchi.disclosure.Field;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * Text that stands in one column of one person's data and nowhere else. All markers begin alike and are equally long, so that
 * one look for the beginning finds every one of them.
 *
 * @param column such as {@code patron.patron.home_class}
 * @param owner the person whose data it is; nobody where a row belongs to none, and then it may go nowhere
 * @param field what the table calls it; empty for a column that the table doesn't know, which may go nowhere either
 */
public record Marker(String text, String column, Optional<UUID> owner, Optional<Field> field) {
    /** Letters and digits that a barcode may hold; folding a name makes them small. */
    static final String BEGINNING = "ZQX";

    static final int LENGTH = 10;

    static String text(int number) {
        String digits = Integer.toString(number, 36).toUpperCase(Locale.ROOT);
        return BEGINNING + "0".repeat(LENGTH - BEGINNING.length() - digits.length()) + digits;
    }
}
