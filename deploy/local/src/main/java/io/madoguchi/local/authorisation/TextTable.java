package io.madoguchi.local.authorisation;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import java.util.ArrayList;
import java.util.List;

/**
 * A table in plain text. Full-width characters take two columns (UAX #11), lines break where Japanese may break (UAX #14),
 * and the borders are ASCII, because terminals disagree on the width of box-drawing characters.
 */
final class TextTable {
    private final int[] widths;
    private final StringBuilder text = new StringBuilder();

    /** {@code widths}: columns of text in each cell. */
    TextTable(int... widths) {
        this.widths = widths.clone();
        border();
    }

    /** One row; a cell may hold several lines. */
    TextTable row(String... cells) {
        List<List<String>> columns = new ArrayList<>();
        int height = 0;
        for (int i = 0; i < widths.length; i++) {
            List<String> lines = wrap(cells[i], widths[i]);
            columns.add(lines);
            height = Math.max(height, lines.size());
        }
        for (int line = 0; line < height; line++) {
            for (int i = 0; i < widths.length; i++) {
                List<String> lines = columns.get(i);
                String cell = line < lines.size() ? lines.get(line) : "";
                text.append("| ").append(cell).append(" ".repeat(widths[i] - width(cell) + 1));
            }
            text.append("|\n");
        }
        border();
        return this;
    }

    private void border() {
        for (int width : widths) {
            text.append('+').append("-".repeat(width + 2));
        }
        text.append("+\n");
    }

    static List<String> wrap(String cell, int width) {
        List<String> lines = new ArrayList<>();
        for (String paragraph : cell.split("\n", -1)) {
            StringBuilder line = new StringBuilder();
            for (String piece : pieces(paragraph, width)) {
                if (width(line + piece.stripTrailing()) > width) {
                    lines.add(line.toString().stripTrailing());
                    line.setLength(0);
                }
                line.append(piece);
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    /** What may stand on a line of its own; a piece that is too long for any line falls into its characters. */
    private static List<String> pieces(String paragraph, int width) {
        List<String> pieces = new ArrayList<>();
        for (String piece : split(paragraph, BreakIterator.getLineInstance(ULocale.JAPANESE))) {
            if (width(piece.stripTrailing()) <= width) {
                pieces.add(piece);
            } else {
                pieces.addAll(split(piece, BreakIterator.getCharacterInstance(ULocale.JAPANESE)));
            }
        }
        return pieces;
    }

    private static List<String> split(String text, BreakIterator breaks) {
        List<String> parts = new ArrayList<>();
        breaks.setText(text);
        for (int from = breaks.first(), to = breaks.next(); to != BreakIterator.DONE; from = to, to = breaks.next()) {
            parts.add(text.substring(from, to));
        }
        return parts;
    }

    /** Columns on a terminal. */
    static int width(CharSequence text) {
        return text.codePoints().map(TextTable::width).sum();
    }

    private static int width(int character) {
        int type = UCharacter.getType(character);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        int width = UCharacter.getIntPropertyValue(character, UProperty.EAST_ASIAN_WIDTH);
        return width == UCharacter.EastAsianWidth.WIDE || width == UCharacter.EastAsianWidth.FULLWIDTH ? 2 : 1;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
