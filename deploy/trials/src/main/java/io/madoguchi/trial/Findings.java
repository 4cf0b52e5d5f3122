package io.madoguchi.trial;

import io.madoguchi.trial.MayPass.Sight;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a trial has counted so far. Of a person it keeps nothing: a leak is a column, a place and a request. */
final class Findings {
    private final Map<String, int[]> bySort = new TreeMap<>();
    private final Map<Leak, Integer> leaks = new TreeMap<>(
            Comparator.comparing(Leak::column).thenComparing(Leak::where).thenComparing(Leak::as));
    private final Set<Sight> seen = new HashSet<>();
    private int unanswered;
    private int random;
    private int randomSuccesses;

    /**
     * @param column or field that got out
     * @param as the disguise it wore
     * @param where the request with its sender and duty, or the log or table
     */
    record Leak(String column, String as, String where) {}

    synchronized void answered(Identity identity, boolean succeeded) {
        int[] counts = bySort.computeIfAbsent(Identities.sort(identity), none -> new int[2]);
        counts[0]++;
        counts[1] += succeeded ? 1 : 0;
    }

    synchronized void unanswered() {
        unanswered++;
    }

    /** Of a request that was drawn by lot. */
    synchronized void atRandom(boolean succeeded) {
        random++;
        randomSuccesses += succeeded ? 1 : 0;
    }

    synchronized int random() {
        return random;
    }

    /** Of the requests drawn by lot, those that succeeded; 0 where there were none. */
    synchronized double shareAtRandom() {
        return (double) randomSuccesses / Math.max(1, random);
    }

    synchronized void leak(Leak leak) {
        leaks.merge(leak, 1, Integer::sum);
    }

    synchronized void seen(Sight sight) {
        seen.add(sight);
    }

    synchronized Map<Leak, Integer> leaks() {
        return Map.copyOf(leaks);
    }

    synchronized List<Map.Entry<Leak, Integer>> leaksInOrder() {
        return List.copyOf(leaks.entrySet());
    }

    synchronized Set<Sight> seen() {
        return Set.copyOf(seen);
    }

    /** Requests and successes by sort of account. */
    synchronized Map<String, int[]> bySort() {
        return new TreeMap<>(bySort);
    }

    synchronized int requests() {
        return bySort.values().stream().mapToInt(counts -> counts[0]).sum();
    }

    synchronized int successes() {
        return bySort.values().stream().mapToInt(counts -> counts[1]).sum();
    }

    /** Requests to which no answer came, such as one that the server cut off. */
    synchronized int withoutAnswer() {
        return unanswered;
    }
}
