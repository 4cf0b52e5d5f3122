package io.madoguchi.disclosure;

import static io.madoguchi.disclosure.Field.*;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a caller can do that touches a person: the field without which it makes no sense, and all it can open. An act
 * never opens more than its list, whatever the authorisation allows (R28: the fewest fields).
 */
public enum Act {
    SEARCH_PATRONS(
            CATEGORY,
            PATRON_ID,
            DISPLAY_NAME,
            NAME_KANA,
            GRADE,
            HOME_CLASS,
            ATTENDANCE_NUMBER,
            PATRON_NUMBER,
            CARD_BARCODE),
    READ_PATRON(
            DISPLAY_NAME,
            PATRON_ID,
            CATEGORY,
            NAME_KANA,
            GRADE,
            HOME_CLASS,
            ATTENDANCE_NUMBER,
            PATRON_NUMBER,
            CARD_BARCODE),
    CHECK_OUT(ACT_RESULT, STANDING, DEPARTED),
    CHECK_IN(ACT_RESULT),
    RENEW(ACT_RESULT, STANDING, DEPARTED),
    READ_LOAN_RECORDS(LOAN_RECORDS, PATRON_ID, DEPARTED),
    /** The titles that somebody has at home, after a tap of the card (amendment D). */
    READ_CURRENT_TITLES(CURRENT_TITLES, PATRON_ID),
    READ_OWN_LOANS(OWN_LOAN_RECORDS),
    SYNC_BORROWERS(CARD_HASH, PATRON_ID, CATEGORY, SCHOOL, DEPARTED),
    READ_ACCESS_RECORDS(ACCESS_RECORDS),
    READ_OWN_ACCESS_RECORDS(OWN_ACCESS_RECORDS),
    /** What the handling manager does for none of the duties that were given away, so that none is stated (R23, R36). */
    READ_OWN_CONTRACT_HANDLING(CONTRACT_HANDLING),
    OPEN_CLASS_WINDOW(SCHOOL_DECISION),
    CLOSE_CLASS_WINDOW(SCHOOL_DECISION),
    READ_CLASS_WINDOW(SCHOOL_DECISION),
    SWITCH_READING_GUIDANCE(SCHOOL_DECISION),
    READ_READING_GUIDANCE(SCHOOL_DECISION),
    REQUEST_IDENTITY_RESOLUTION(IDENTITY_RESOLUTION),
    READ_IDENTITY_RESOLUTIONS(IDENTITY_RESOLUTION),
    APPROVE_IDENTITY_RESOLUTION(IDENTITY_RESOLUTION),
    REFUSE_IDENTITY_RESOLUTION(IDENTITY_RESOLUTION),
    /** From a name to patron ids or back, after a second person's approval; an auditor sees a name by no other act. */
    RESOLVE_IDENTITY(RESOLVED_IDENTITY),
    /** To send name lists; what they change later is on record as the same act (R2, R11). */
    IMPORT_ROSTER(ROSTER_ENTRY),
    READ_ROSTER_IMPORT(ROSTER_ENTRY);

    private final Field needed;
    private final Set<Field> opens;

    Act(Field needed, Field... more) {
        this.needed = needed;
        this.opens = Collections.unmodifiableSet(EnumSet.of(needed, more));
    }

    Field needed() {
        return needed;
    }

    Set<Field> opens() {
        return opens;
    }

    /** Whether a contractor's account does it for a stated duty (R28); all but overseeing the own contract. */
    public boolean isForADuty() {
        return this != READ_OWN_CONTRACT_HANDLING;
    }
}
