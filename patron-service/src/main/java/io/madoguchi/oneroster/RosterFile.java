package io.madoguchi.oneroster;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The files of a OneRoster 1.2 package (CSV binding, Japan profiles) that the directory takes, with the columns that it takes of each:
 * an allow-list (R2). What is not here is dropped before it is kept anywhere.
 */
public enum RosterFile {
    MANIFEST(
            "manifest",
            LineRule.NONE,
            Column.needed("propertyName", CellRule.ANY),
            Column.optional("value", CellRule.ANY)),
    ACADEMIC_SESSIONS(
            "academicSessions",
            LineRule.inOrder("startDate", "endDate"),
            Column.id(),
            Column.status(),
            Column.modified(),
            Column.needed("title", CellRule.TITLE),
            Column.needed("type", CellRule.oneOf("gradingPeriod", "semester", "schoolYear", "term")),
            Column.needed("startDate", CellRule.DATE),
            Column.needed("endDate", CellRule.DATE),
            Column.needed("schoolYear", CellRule.YEAR)),
    ORGS(
            "orgs",
            LineRule.ORG,
            Column.id(),
            Column.status(),
            Column.modified(),
            Column.needed("name", CellRule.TITLE),
            Column.needed("type", CellRule.oneOf("district", "school", "department", "local", "state", "national")),
            Column.optional("identifier", CellRule.IDENTIFIER),
            Column.optional("parentSourcedId", CellRule.IDENTIFIER)),
    COURSES(
            "courses",
            LineRule.NONE,
            Column.id(),
            Column.status(),
            Column.modified(),
            Column.needed("title", CellRule.TITLE),
            Column.needed("orgSourcedId", CellRule.IDENTIFIER)),
    CLASSES(
            "classes",
            LineRule.NONE,
            Column.id(),
            Column.status(),
            Column.modified(),
            Column.needed("title", CellRule.TITLE),
            Column.optional("grades", CellRule.GRADES),
            Column.needed("classType", CellRule.oneOf("homeroom", "scheduled")),
            Column.needed("schoolSourcedId", CellRule.IDENTIFIER)),
    USERS(
            "users",
            LineRule.NONE,
            Column.id(),
            Column.status(),
            Column.modified(),
            Column.needed("enabledUser", CellRule.BOOLEAN),
            Column.needed("givenName", CellRule.NAME),
            Column.needed("familyName", CellRule.NAME),
            Column.optional("middleName", CellRule.NAME),
            Column.optional("grades", CellRule.GRADES),
            Column.optional("userMasterIdentifier", CellRule.IDENTIFIER),
            Column.optional("metadata.jp.kanaGivenName", CellRule.KANA),
            Column.optional("metadata.jp.kanaFamilyName", CellRule.KANA),
            Column.optional("metadata.jp.kanaMiddleName", CellRule.KANA),
            Column.optional("metadata.jp.homeClass", CellRule.IDENTIFIER)),
    ROLES(
            "roles",
            LineRule.inOrder("beginDate", "endDate"),
            Column.id(),
            Column.status(),
            Column.modified(),
            Column.needed("userSourcedId", CellRule.IDENTIFIER),
            Column.needed("roleType", CellRule.oneOf("primary", "secondary")),
            Column.needed(
                    "role",
                    CellRule.oneOf(
                            "aide",
                            "counselor",
                            "districtAdministrator",
                            "guardian",
                            "parent",
                            "principal",
                            "proctor",
                            "relative",
                            "siteAdministrator",
                            "student",
                            "systemAdministrator",
                            "teacher")),
            Column.optional("beginDate", CellRule.DATE),
            Column.optional("endDate", CellRule.DATE),
            Column.needed("orgSourcedId", CellRule.IDENTIFIER)),
    ENROLLMENTS(
            "enrollments",
            LineRule.ENROLLMENT,
            Column.id(),
            Column.status(),
            Column.modified(),
            Column.needed("classSourcedId", CellRule.IDENTIFIER),
            Column.needed("schoolSourcedId", CellRule.IDENTIFIER),
            Column.needed("userSourcedId", CellRule.IDENTIFIER),
            Column.needed("role", CellRule.oneOf("student", "teacher", "administrator", "guardian", "proctor")),
            Column.optional("primary", CellRule.BOOLEAN),
            Column.optional("beginDate", CellRule.DATE),
            Column.optional("endDate", CellRule.DATE),
            // Of the profile 1.2 and of K-12/Schools 1.0, which differ in a letter: case is ignored.
            Column.optional("metadata.jp.ShussekiNo", CellRule.ATTENDANCE_NUMBER));

    private static final Map<String, RosterFile> BY_FILE_NAME = Arrays.stream(values())
            .collect(Collectors.toUnmodifiableMap(
                    file -> file.fileName().toLowerCase(Locale.ROOT), Function.identity()));

    private final String name;
    private final LineRule lineRule;
    private final List<Column> columns;

    RosterFile(String name, LineRule lineRule, Column... columns) {
        this.name = name;
        this.lineRule = lineRule;
        this.columns = List.of(columns);
    }

    /**
     * A column that is taken.
     *
     * @param needed a header without it, or a line in which it is empty, is refused
     */
    record Column(String name, boolean needed, CellRule rule) {
        static Column needed(String name, CellRule rule) {
            return new Column(name, true, rule);
        }

        static Column optional(String name, CellRule rule) {
            return new Column(name, false, rule);
        }

        static Column id() {
            return needed("sourcedId", CellRule.IDENTIFIER);
        }

        /** Empty in bulk files, needed in delta files. */
        static Column status() {
            return optional(
                    "status", value -> value.equals("active") || value.equals("tobedeleted") ? null : Rule.STATUS);
        }

        static Column modified() {
            return optional("dateLastModified", CellRule.MODIFIED);
        }
    }

    /** Such as {@code users.csv}. */
    public String fileName() {
        return name + ".csv";
    }

    /** In the manifest: {@code file.users}. */
    String property() {
        return "file." + name;
    }

    LineRule lineRule() {
        return lineRule;
    }

    List<Column> columns() {
        return columns;
    }

    /** Where a column stands in a {@link RosterLine}. */
    int indexOf(String column) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(column)) {
                return i;
            }
        }
        throw new IllegalArgumentException(column);
    }

    /** Whatever the case of its letters. */
    static Optional<RosterFile> named(String fileName) {
        return Optional.ofNullable(BY_FILE_NAME.get(fileName.toLowerCase(Locale.ROOT)));
    }
}
