package io.madoguchi.api.trail;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.madoguchi.disclosure.Duty;
import io.madoguchi.disclosure.Field;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What contractors were shown in a fiscal year (年度), fit for publication (R36, R40). Names no account, no school and no person,
 * and depends on no number that it hides: whatever such a number is, the report stays the same.
 *
 * @param until the last day, included
 * @param fewest numbers below this one are hidden, unless they are nought
 * @param rows one for each duty and field
 * @param columns what the rows' cells add up to, in the order of the kinds
 */
public record YearlyReport(
        int year,
        LocalDate from,
        LocalDate until,
        Instant generatedAt,
        int fewest,
        List<SchoolKind> kinds,
        List<Row> rows,
        List<Sum> columns,
        Sum total) {

    /**
     * A kind of school by the two letters and digits with which its MEXT codes begin; {@code OTHER} for those of which there
     * are so few schools that a number would be one school's.
     */
    public record SchoolKind(String code, String ja, String en) {}

    /** How often a field was shown for a duty, by kind of school. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Row(@Nullable Duty duty, Field field, List<Cell> cells, Sum sum) {}

    /** How many answers showed the field, and of how many different persons; both absent where the cell is hidden. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Cell(@Nullable Long answers, @Nullable Long persons, @Nullable Hidden hidden) {}

    /** Why a cell is hidden. */
    public enum Hidden {
        /** It has fewer answers or persons than are published. */
        SMALL,
        /** There are so few schools of the kind that the number would be one school's. */
        FEW_SCHOOLS
    }

    /** Answers of the cells that are shown, and how many cells besides are hidden. */
    public record Sum(long answers, int hidden) {}
}
