package io.madoguchi.trial;

import io.madoguchi.disclosure.PatronCategory;
import io.madoguchi.school.SchoolCode;
import java.util.List;
import java.util.UUID;

/** A person of the trial's city as the services store them, with the item barcodes that only they borrow. */
public record Resident(
        UUID id,
        SchoolCode school,
        PatronCategory category,
        boolean departed,
        Standing standing,
        String cardBarcode,
        String patronNumber,
        String displayName,
        String nameKana,
        List<String> items) {

    /** What stands against the next loan, on the day of the trial. */
    public enum Standing {
        FREE,
        OVERDUE,
        AT_LIMIT
    }

    /** Everything in it is a marker. */
    @Override
    public String toString() {
        return category + " of " + school;
    }
}
