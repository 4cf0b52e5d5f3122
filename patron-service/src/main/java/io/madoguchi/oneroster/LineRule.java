package io.madoguchi.oneroster;

import io.madoguchi.school.SchoolCode;
import java.time.LocalDate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the cells of a line have to be for each other. */
@FunctionalInterface
interface LineRule {
    Pattern DISTRICT_CODE = Pattern.compile("[0-9]{6}");

    /** The column and the rule that is broken there; null where none is. */
    @Nullable
    Broken broken(RosterLine line);

    /** Where a line breaks which rule. */
    record Broken(String column, Rule rule) {}

    LineRule NONE = line -> null;

    /** Of a school the 13 characters of MEXT, of a district the six digits of 総務省, which is under nobody. */
    LineRule ORG = line -> {
        String code = line.get("identifier");
        String type = line.text("type");
        if (type.equals("school") || type.equals("district")) {
            if (code == null) {
                return new Broken("identifier", Rule.REQUIRED);
            }
            if (type.equals("school") && !SchoolCode.isValid(code)) {
                return new Broken("identifier", Rule.SCHOOL_CODE);
            }
            if (type.equals("district") && !DISTRICT_CODE.matcher(code).matches()) {
                return new Broken("identifier", Rule.DISTRICT_CODE);
            }
        }
        return type.equals("district") && line.get("parentSourcedId") != null
                ? new Broken("parentSourcedId", Rule.PARENT_OF_DISTRICT)
                : null;
    };

    LineRule ENROLLMENT = line -> line.text("role").equals("student") && "true".equalsIgnoreCase(line.get("primary"))
            ? new Broken("primary", Rule.PRIMARY_OF_STUDENT)
            : null;

    /** The end is not before the beginning. */
    static LineRule inOrder(String begin, String end) {
        return line -> {
            String from = line.get(begin);
            String until = line.get(end);
            return from != null && until != null && LocalDate.parse(until).isBefore(LocalDate.parse(from))
                    ? new Broken(end, Rule.DATES_ORDER)
                    : null;
        };
    }
}
