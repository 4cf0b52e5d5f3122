package io.madoguchi.local.city;

import io.madoguchi.disclosure.PatronCategory;
import io.madoguchi.school.SchoolCode;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A generated patron (R43). Grade, class and attendance number are those of pupils and students who have not departed.
 * The name is invented, so nothing is left out of {@code toString}.
 *
 * @param displayName family and given name with one half-width space
 * @param nameKana the same in full-width katakana
 * @param cardBarcode P, eight digits and a check digit (modulus 10, weights 3 and 1 from the right, as in JAN codes)
 */
public record SamplePatron(
        UUID id,
        SchoolCode school,
        PatronCategory category,
        String patronNumber,
        String cardBarcode,
        String displayName,
        String nameKana,
        @Nullable Integer grade,
        @Nullable String homeClass,
        @Nullable Integer attendanceNumber,
        boolean departed) {}
