package io.madoguchi.oneroster;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What was found while a roster was read: the rules that it breaks, and how much of what was dropped. */
public final class Findings {
    /** Faults that are told one by one. All are counted. */
    public static final int TOLD = 10_000;

    /** Names of columns are told, unless they look as if they were none. */
    private static final Pattern COLUMN = Pattern.compile("[A-Za-z][A-Za-z0-9._-]{0,59}");

    private final List<Fault> faults = new ArrayList<>();
    private final Map<Rule, Long> counts = new EnumMap<>(Rule.class);
    private final SortedMap<String, Long> dropped = new TreeMap<>();
    private boolean wholePackage;

    public void add(Fault fault) {
        wholePackage |= fault.rule().isOfWholePackage();
        counts.merge(fault.rule(), 1L, Long::sum);
        if (faults.size() < TOLD || fault.rule().isOfWholePackage()) {
            faults.add(fault);
        }
    }

    void drop(RosterFile file, String column, long cells) {
        if (cells > 0) {
            String name = COLUMN.matcher(column).matches() ? column : "?";
            dropped.merge(file.fileName() + " " + name, cells, Long::sum);
        }
    }

    /** A file that the directory takes nothing of. */
    void drop(String file, long lines) {
        dropped.merge(file, lines, Long::sum);
    }

    public List<Fault> faults() {
        return List.copyOf(faults);
    }

    public Map<Rule, Long> counts() {
        return Map.copyOf(counts);
    }

    public long count() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** By file and column, how many cells were not empty; of a whole file how many lines it had. */
    public SortedMap<String, Long> dropped() {
        return dropped;
    }

    /** Whether nothing can be taken. */
    public boolean refuseAll() {
        return wholePackage;
    }
}
