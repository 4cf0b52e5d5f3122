package io.madoguchi.local.city;

import io.madoguchi.school.SchoolCode;
import java.util.UUID;

/**
 * A copy that a school holds.
 *
 * @param barcode B, the school's number in three digits or more, and six digits
 * @param workNumber of the book of which it is a copy
 */
public record SampleItem(UUID id, SchoolCode school, String barcode, int workNumber, boolean withdrawn) {
    /** Generated on demand: lending needs the copy alone. */
    public Work work() {
        return Catalogue.work(workNumber);
    }
}
