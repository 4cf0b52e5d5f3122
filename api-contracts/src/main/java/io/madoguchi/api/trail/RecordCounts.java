package io.madoguchi.api.trail;

import java.util.List;
import java.util.Map;

/**
 * How much was asked, shown and refused, by group, those with most requests first. Names no patron.
 *
 * @param more whether there are further groups than were asked for
 */
public record RecordCounts(List<RecordCount> counts, boolean more) {
    /**
     * One group. A record that shows two fields counts under each of them, so that counts by field or authorisation don't add up.
     *
     * @param group the group's value under each of what was counted by; without what its records don't have
     * @param requests all, those that were refused included
     * @param answers that showed somebody
     * @param refusals requests that were refused
     * @param persons different ones who were shown
     */
    public record RecordCount(
            Map<CountGroup, String> group, long requests, long answers, long refusals, long persons) {}
}
