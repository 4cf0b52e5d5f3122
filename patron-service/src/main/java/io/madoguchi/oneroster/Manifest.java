package io.madoguchi.oneroster;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a package says of itself ({@code manifest.csv}). */
public final class Manifest {
    /** OneRoster 1.2 and Japan Profile 1.2; Japan Profile 1.2.1; K-12/Schools Profile 1.0. */
    private static final Set<String> VERSIONS = Set.of("1.2", "1.2.1", "1.2_JP");

    private static final Set<String> STANDARD = Set.of(
            "categories",
            "classresources",
            "courseresources",
            "demographics",
            "lineitems",
            "lineitemlearningobjectiveids",
            "lineitemscorescales",
            "resources",
            "resultlearningobjectiveids",
            "results",
            "resultscorescales",
            "scorescales",
            "userprofiles",
            "userresources");

    /** Those without which nobody has a name, a school and a category. */
    private static final List<RosterFile> OF_PERSONS = List.of(RosterFile.USERS, RosterFile.ROLES);

    private final String version;
    private final Map<RosterFile, Mode> modes;

    private Manifest(String version, Map<RosterFile, Mode> modes) {
        this.version = version;
        this.modes = modes;
    }

    /** All there is, or what has changed. */
    public enum Mode {
        ABSENT,
        BULK,
        DELTA
    }

    static Optional<Manifest> of(Map<String, String> properties, Set<RosterFile> present, Findings findings) {
        if (!present.contains(RosterFile.MANIFEST)) {
            findings.add(Fault.ofFile(RosterFile.MANIFEST, Rule.MANIFEST_MISSING));
            return Optional.empty();
        }
        if (!"1.0".equals(properties.get("manifest.version"))) {
            findings.add(Fault.ofColumn(RosterFile.MANIFEST, "manifest.version", Rule.MANIFEST_VERSION));
        }
        String version = properties.getOrDefault("oneroster.version", "");
        if (!VERSIONS.contains(version)) {
            findings.add(Fault.ofColumn(RosterFile.MANIFEST, "oneroster.version", Rule.ONEROSTER_VERSION));
        }
        Map<RosterFile, Mode> modes = new EnumMap<>(RosterFile.class);
        for (RosterFile file : EnumSet.complementOf(EnumSet.of(RosterFile.MANIFEST))) {
            mode(properties.get(file.property()), file, findings).ifPresent(mode -> modes.put(file, mode));
        }
        if (modes.size() == RosterFile.values().length - 1) {
            modes.forEach((file, mode) -> checkPresence(file, mode, present, findings));
            checkThatModesFit(modes, findings);
        }
        return findings.refuseAll() ? Optional.empty() : Optional.of(new Manifest(version, modes));
    }

    private static Optional<Mode> mode(@Nullable String word, RosterFile file, Findings findings) {
        // What is not named is not there.
        for (Mode mode : Mode.values()) {
            if (mode.name().toLowerCase(Locale.ROOT).equals(word == null ? "absent" : word)) {
                return Optional.of(mode);
            }
        }
        findings.add(Fault.ofColumn(RosterFile.MANIFEST, file.property(), Rule.FILE_MODE));
        return Optional.empty();
    }

    private static void checkPresence(RosterFile file, Mode mode, Set<RosterFile> present, Findings findings) {
        if (mode != Mode.ABSENT && !present.contains(file)) {
            findings.add(Fault.ofFile(file, Rule.FILE_MISSING));
        }
        if (mode == Mode.ABSENT && present.contains(file)) {
            findings.add(Fault.ofFile(file, Rule.FILE_NOT_ANNOUNCED));
        }
    }

    /** Where all there is comes, the files have to fit together; changes may come of one file alone. */
    private static void checkThatModesFit(Map<RosterFile, Mode> modes, Findings findings) {
        boolean anyBulk = OF_PERSONS.stream().anyMatch(file -> modes.get(file) == Mode.BULK);
        for (RosterFile file : OF_PERSONS) {
            Mode mode = modes.get(file);
            if (anyBulk && mode == Mode.ABSENT) {
                findings.add(Fault.ofFile(file, Rule.FILE_NEEDED));
            } else if (anyBulk && mode == Mode.DELTA) {
                findings.add(Fault.ofColumn(RosterFile.MANIFEST, file.property(), Rule.FILE_MODES_DIFFER));
            }
        }
        if (anyBulk && modes.get(RosterFile.ORGS) == Mode.ABSENT) {
            findings.add(Fault.ofFile(RosterFile.ORGS, Rule.FILE_NEEDED));
        }
    }

    /** Of OneRoster 1.2, and of no use to a library. */
    static boolean isOfTheStandard(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT);
        return name.endsWith(".csv") && STANDARD.contains(name.substring(0, name.length() - ".csv".length()));
    }

    /** As the manifest writes it: {@code 1.2}, {@code 1.2.1} or {@code 1.2_JP}. */
    public String version() {
        return version;
    }

    public Mode mode(RosterFile file) {
        return modes.getOrDefault(file, Mode.ABSENT);
    }

    /** Whether the package has everybody, so that who is not in it has left. */
    public boolean hasEverybody() {
        return mode(RosterFile.USERS) == Mode.BULK;
    }
}
