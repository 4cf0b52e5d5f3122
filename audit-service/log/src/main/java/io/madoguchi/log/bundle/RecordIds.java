package io.madoguchi.log.bundle;

import java.security.SecureRandom;
import java.util.UUID;

/** A set of ids in two longs each, for ranges of millions of records: some 32 bytes each, where a HashSet needs 100. */
final class RecordIds {

    private long[] slots = new long[2 << 10];
    private final long odd = new SecureRandom().nextLong() | 1;
    private int size;
    private boolean hasNil;

    /** Adds an id; false where it was there. */
    boolean add(UUID id) {
        long high = id.getMostSignificantBits();
        long low = id.getLeastSignificantBits();
        if (high == 0 && low == 0) {
            boolean added = !hasNil;
            hasNil = true;
            return added;
        }
        if (3L * (size + 1) > slots.length) {
            grow();
        }
        if (!put(slots, high, low)) {
            return false;
        }
        size++;
        return true;
    }

    private void grow() {
        long[] wider = new long[Math.multiplyExact(slots.length, 2)];
        for (int i = 0; i < slots.length; i += 2) {
            if (slots[i] != 0 || slots[i + 1] != 0) {
                put(wider, slots[i], slots[i + 1]);
            }
        }
        slots = wider;
    }

    private boolean put(long[] slots, long high, long low) {
        // Ids can be chosen so that they crowd one place; what multiplies them is not known beforehand.
        long mixed = (high ^ Long.rotateLeft(low, 31)) * odd;
        int at = (int) (mixed >>> 33) * 2 & slots.length - 1;
        while (slots[at] != 0 || slots[at + 1] != 0) {
            if (slots[at] == high && slots[at + 1] == low) {
                return false;
            }
            at = at + 2 & slots.length - 1;
        }
        slots[at] = high;
        slots[at + 1] = low;
        return true;
    }
}
