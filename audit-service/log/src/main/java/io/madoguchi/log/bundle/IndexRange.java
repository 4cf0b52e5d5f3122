package io.madoguchi.log.bundle;

/**
 * Contiguous indices of the log.
 *
 * @param from the first
 * @param until the first after them
 */
public record IndexRange(long from, long until) {

    /** Refuses a range of nothing. */
    public IndexRange {
        if (from < 0 || until <= from) {
            throw new IllegalArgumentException("no range from " + from + " until " + until);
        }
    }

    /** Whether this index is in the range. */
    public boolean contains(long index) {
        return from <= index && index < until;
    }
}
