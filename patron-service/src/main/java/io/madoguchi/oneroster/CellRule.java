package io.madoguchi.oneroster;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a cell that is not empty has to be. */
@FunctionalInterface
interface CellRule {
    /** The rule that is broken; null where none is. */
    @Nullable
    Rule broken(String value);

    CellRule ANY = value -> null;

    /** GUIDs of the Japan profiles are UUIDs; in OneRoster itself an id is any string. Of what stands in no spreadsheet as a formula. */
    CellRule IDENTIFIER =
            value -> value.length() <= 255 && Shapes.IDENTIFIER.matcher(value).matches() ? null : Rule.IDENTIFIER;

    CellRule IDENTIFIERS = listOf(IDENTIFIER);

    /** A name as people write it: any script, no control characters, nothing that a spreadsheet would run. */
    CellRule NAME = value -> {
        if (value.codePointCount(0, value.length()) > 100) {
            return Rule.TOO_LONG;
        }
        if (Shapes.UNFIT.matcher(value).find()) {
            return Rule.CHARACTER;
        }
        return Shapes.FORMULA.indexOf(value.charAt(0)) >= 0 ? Rule.FORMULA : null;
    };

    /** Full-width katakana or hiragana, as the Japan profile asks for; half-width ones have a rule of their own. */
    CellRule KANA = value -> {
        Rule unfit = NAME.broken(value);
        if (unfit != null) {
            return unfit;
        }
        if (Shapes.HALF_WIDTH_KANA.matcher(value).find()) {
            return Rule.KANA_HALF_WIDTH;
        }
        return Shapes.KANA.matcher(value).matches() ? null : Rule.KANA;
    };

    CellRule TITLE = NAME;

    CellRule DATE = value -> {
        try {
            LocalDate.parse(value);
            return null;
        } catch (DateTimeParseException e) {
            return Rule.DATE;
        }
    };

    CellRule MODIFIED = value -> {
        try {
            Instant.parse(value);
            return null;
        } catch (DateTimeParseException e) {
            return Rule.MODIFIED;
        }
    };

    CellRule BOOLEAN = value -> value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false") ? null : Rule.BOOLEAN;

    CellRule YEAR = value -> Shapes.YEAR.matcher(value).matches() ? null : Rule.SCHOOL_YEAR;

    /** 出席番号. */
    CellRule ATTENDANCE_NUMBER =
            value -> Shapes.ATTENDANCE_NUMBER.matcher(value).matches() ? null : Rule.INTEGER;

    /** P1–P6 and J1–J3 are of these schools; kindergartens and high schools exist and have no library here. */
    CellRule GRADES = listOf(value -> Shapes.GRADE.matcher(value).matches() ? null : Rule.GRADE_UNKNOWN);

    static CellRule oneOf(String... values) {
        Set<String> known = Set.of(values);
        return value -> known.contains(value) ? null : Rule.VALUE_UNKNOWN;
    }

    private static CellRule listOf(CellRule ofEach) {
        return value -> {
            for (String each : List.of(value.split(",", -1))) {
                String one = each.strip();
                Rule broken = one.isEmpty() ? Rule.REQUIRED : ofEach.broken(one);
                if (broken != null) {
                    return broken;
                }
            }
            return null;
        };
    }

    /** Compiled once. */
    final class Shapes {
        private static final Pattern IDENTIFIER = Pattern.compile("[\\p{Alnum}][\\p{Alnum}._:/@{}-]*");
        private static final Pattern UNFIT =
                Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cn}\\p{Zl}\\p{Zp}\\uFFFD&&[^\\u200D]]");
        private static final Pattern HALF_WIDTH_KANA = Pattern.compile("[\\uFF61-\\uFF9F]");
        private static final Pattern KANA = Pattern.compile("[\\p{IsHiragana}\\p{IsKatakana}ー・＝ \\u3000]+");
        private static final Pattern YEAR = Pattern.compile("[12][0-9]{3}");
        private static final Pattern ATTENDANCE_NUMBER = Pattern.compile("[0-9]{1,3}");
        private static final Pattern GRADE = Pattern.compile("P[1-6]|[JHE][1-3]");
        private static final String FORMULA = "=+-@＝＋－＠";

        private Shapes() {}
    }
}
