package io.madoguchi.roster;

import static io.madoguchi.oneroster.RosterFile.CLASSES;
import static io.madoguchi.oneroster.RosterFile.ENROLLMENTS;
import static io.madoguchi.oneroster.RosterFile.ORGS;
import static io.madoguchi.oneroster.RosterFile.ROLES;
import static io.madoguchi.oneroster.RosterFile.USERS;

import io.madoguchi.oneroster.Findings;
import io.madoguchi.oneroster.RosterFile;
import io.madoguchi.oneroster.Rule;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The rules that no line breaks by itself: what is named exists, once, and fits. Each is a condition on the lines of a file, in SQL;
 * what breaks one counts as faulty for those that follow.
 */
final class CrossChecks {
    private static final Map<RosterFile, String> TABLES = Map.of(
            ORGS, "roster_org",
            CLASSES, "roster_class",
            USERS, "roster_user",
            ROLES, "roster_role",
            ENROLLMENTS, "roster_enrollment");

    /** In the condition {@code t} is the line, {@code :bulk} whether the package has everybody, {@code :import} the import's id. */
    private record Check(RosterFile file, String column, Rule rule, String condition) {}

    private static final List<Check> CHECKS = List.of(
            twice(ORGS),
            new Check(
                    ORGS,
                    "identifier",
                    Rule.KEY_TWICE,
                    """
                    t.type = 'school' AND NOT t.deleted AND EXISTS (
                        SELECT FROM roster_org o
                        WHERE o.import = t.import AND o.code = t.code AND o.line < t.line AND NOT o.deleted AND NOT o.faulty)
                    """),
            new Check(
                    ORGS, "parentSourcedId", Rule.REFERENCE, ":bulk AND t.parent IS NOT NULL AND " + noOrg("t.parent")),
            new Check(
                    ORGS,
                    "parentSourcedId",
                    Rule.PARENT_CYCLE,
                    """
                    t.sourced_id IN (
                        WITH RECURSIVE above (sourced_id, ancestor) AS (
                            SELECT o.sourced_id, o.parent FROM roster_org o WHERE o.import = :import AND NOT o.faulty
                            UNION
                            SELECT a.sourced_id, o.parent
                            FROM above a JOIN roster_org o ON o.import = :import AND o.sourced_id = a.ancestor
                        )
                        SELECT sourced_id FROM above WHERE ancestor = sourced_id)
                    """),
            twice(CLASSES),
            new Check(CLASSES, "schoolSourcedId", Rule.REFERENCE, noSchool("t.school")),
            twice(USERS),
            new Check(
                    USERS,
                    "userMasterIdentifier",
                    Rule.KEY_TWICE,
                    """
                    t.account_key IS NOT NULL AND NOT t.deleted AND (
                        EXISTS (
                            SELECT FROM roster_user u
                            WHERE u.import = t.import AND u.account_key = t.account_key AND u.line < t.line
                              AND NOT u.deleted AND NOT u.faulty)
                        OR EXISTS (
                            SELECT FROM patron_source s
                            WHERE s.account_key = t.account_key AND s.sourced_id <> t.sourced_id
                              AND NOT EXISTS (
                                  SELECT FROM roster_user u WHERE u.import = t.import AND u.sourced_id = s.sourced_id)))
                    """),
            new Check(
                    USERS,
                    "metadata.jp.homeClass",
                    Rule.REFERENCE,
                    """
                    t.home_class IS NOT NULL AND NOT t.deleted
                    AND NOT EXISTS (
                        SELECT FROM roster_class c
                        WHERE c.import = t.import AND c.sourced_id = t.home_class AND NOT c.faulty AND NOT c.deleted)
                    AND NOT EXISTS (SELECT FROM home_class_source c WHERE c.sourced_id = t.home_class)
                    """),
            twice(ROLES),
            new Check(ROLES, "userSourcedId", Rule.REFERENCE, noPatron("t.patron")),
            new Check(ROLES, "orgSourcedId", Rule.REFERENCE, noOrg("t.org")),
            new Check(
                    USERS,
                    "sourcedId",
                    Rule.ROLE_MISSING,
                    """
                    :bulk AND NOT t.deleted AND NOT EXISTS (
                        SELECT FROM roster_role r
                        WHERE r.import = t.import AND r.patron = t.sourced_id AND NOT r.faulty AND NOT r.deleted)
                    """),
            new Check(
                    USERS,
                    "sourcedId",
                    Rule.PRIMARY_ROLE_MISSING,
                    """
                    :bulk AND NOT t.deleted AND NOT EXISTS (
                        SELECT FROM roster_role r
                        WHERE r.import = t.import AND r.patron = t.sourced_id AND r.is_primary AND NOT r.faulty AND NOT r.deleted)
                    """),
            new Check(
                    ROLES,
                    "roleType",
                    Rule.PRIMARY_ROLES_DIFFER,
                    """
                    t.is_primary AND NOT t.deleted AND EXISTS (
                        SELECT FROM roster_role r
                        WHERE r.import = t.import AND r.patron = t.patron AND r.is_primary AND NOT r.faulty AND NOT r.deleted
                          AND r.line < t.line AND (r.org <> t.org OR (r.role = 'student') <> (t.role = 'student'))
                          AND coalesce(r.begins, '-infinity') <= coalesce(t.ends, 'infinity')
                          AND coalesce(t.begins, '-infinity') <= coalesce(r.ends, 'infinity'))
                    """),
            twice(ENROLLMENTS),
            new Check(
                    ENROLLMENTS,
                    "classSourcedId",
                    Rule.REFERENCE,
                    """
                    NOT EXISTS (
                        SELECT FROM roster_class c WHERE c.import = t.import AND c.sourced_id = t.class AND NOT c.faulty)
                    AND NOT EXISTS (SELECT FROM home_class_source c WHERE c.sourced_id = t.class)
                    """),
            new Check(ENROLLMENTS, "schoolSourcedId", Rule.REFERENCE, noSchool("t.school")),
            new Check(ENROLLMENTS, "userSourcedId", Rule.REFERENCE, noPatron("t.patron")),
            new Check(
                    ENROLLMENTS,
                    "metadata.jp.ShussekiNo",
                    Rule.ATTENDANCE_NUMBER_TWICE,
                    """
                    t.role = 'student' AND NOT t.deleted AND t.attendance_number IS NOT NULL AND EXISTS (
                        SELECT FROM roster_enrollment e
                        WHERE e.import = t.import AND e.class = t.class AND e.attendance_number = t.attendance_number
                          AND e.role = 'student' AND e.patron <> t.patron AND e.line < t.line AND NOT e.faulty AND NOT e.deleted)
                    """),
            new Check(
                    USERS,
                    "grades",
                    Rule.GRADE_MISSING,
                    "t.grade IS NULL AND NOT t.deleted AND " + isPupilAt("IN ('B1', 'C1')")),
            new Check(
                    USERS,
                    "grades",
                    Rule.GRADE_OF_ANOTHER_LEVEL,
                    "NOT t.deleted AND (t.grade NOT LIKE 'P%%' AND %s OR t.grade NOT LIKE 'J%%' AND %s)"
                            .formatted(isPupilAt("= 'B1'"), isPupilAt("= 'C1'"))),
            new Check(
                    USERS,
                    "metadata.jp.homeClass",
                    Rule.CLASS_OF_ANOTHER_SCHOOL,
                    """
                    NOT t.deleted AND EXISTS (
                        SELECT FROM roster_class c
                        JOIN roster_role r ON r.import = t.import AND r.patron = t.sourced_id AND r.is_primary AND NOT r.faulty
                            AND NOT r.deleted
                        WHERE c.import = t.import AND c.sourced_id = t.home_class AND NOT c.faulty AND c.school <> r.org
                          AND r.role = 'student')
                    """));

    private CrossChecks() {}

    /** Puts what breaks a rule among the faults of the import, and says how many lines that are. */
    static long run(Connection connection, UUID id, boolean everybody) throws SQLException {
        long faults = 0;
        for (Check check : CHECKS) {
            faults += run(connection, id, everybody, check);
        }
        return faults;
    }

    private static long run(Connection connection, UUID id, boolean everybody, Check check) throws SQLException {
        String sql =
                """
                WITH broken AS (
                    UPDATE %s t SET faulty = true WHERE t.import = ? AND NOT t.faulty AND (%s) RETURNING t.line
                ), told AS (
                    INSERT INTO roster_fault (import, file, line, field, rule)
                    SELECT ?, ?, line, ?, ? FROM (SELECT line FROM broken ORDER BY line LIMIT %d) AS first
                ), counted AS (
                    INSERT INTO roster_fault_count (import, rule, count)
                    SELECT ?, ?, count(*) FROM broken HAVING count(*) > 0
                    ON CONFLICT (import, rule) DO UPDATE SET count = roster_fault_count.count + excluded.count
                )
                SELECT count(*) FROM broken
                """
                        .formatted(
                                TABLES.get(check.file()),
                                check.condition()
                                        .replace(":bulk", String.valueOf(everybody))
                                        // Not of the line, or PostgreSQL would walk the tree anew for each.
                                        .replace(":import", "'" + id + "'::uuid"),
                                Findings.TOLD);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, id);
            statement.setObject(2, id);
            statement.setString(3, check.file().fileName());
            statement.setString(4, check.column());
            statement.setString(5, check.rule().code());
            statement.setObject(6, id);
            statement.setString(7, check.rule().code());
            try (var count = statement.executeQuery()) {
                count.next();
                return count.getLong(1);
            }
        }
    }

    private static Check twice(RosterFile file) {
        return new Check(
                file,
                "sourcedId",
                Rule.DUPLICATE,
                """
                EXISTS (
                    SELECT FROM %s o WHERE o.import = t.import AND o.sourced_id = t.sourced_id AND o.line < t.line)
                """
                        .formatted(TABLES.get(file)));
    }

    private static String noOrg(String id) {
        return """
                NOT EXISTS (SELECT FROM roster_org o WHERE o.import = t.import AND o.sourced_id = %1$s AND NOT o.faulty)
                AND NOT EXISTS (SELECT FROM school_source s WHERE s.sourced_id = %1$s)
                """
                .formatted(id);
    }

    private static String noSchool(String id) {
        return """
                NOT EXISTS (
                    SELECT FROM roster_org o
                    WHERE o.import = t.import AND o.sourced_id = %1$s AND o.type = 'school' AND NOT o.faulty)
                AND NOT EXISTS (SELECT FROM school_source s WHERE s.sourced_id = %1$s)
                """
                .formatted(id);
    }

    private static String noPatron(String id) {
        return """
                NOT EXISTS (SELECT FROM roster_user u WHERE u.import = t.import AND u.sourced_id = %1$s AND NOT u.faulty)
                AND (:bulk OR NOT EXISTS (SELECT FROM patron_source s WHERE s.sourced_id = %1$s))
                """
                .formatted(id);
    }

    private static String isPupilAt(String kind) {
        return """
                EXISTS (
                    SELECT FROM roster_role r JOIN roster_org o ON o.import = r.import AND o.sourced_id = r.org
                    WHERE r.import = t.import AND r.patron = t.sourced_id AND r.is_primary AND r.role = 'student'
                      AND NOT r.deleted AND NOT r.faulty AND o.type = 'school' AND substr(o.code, 1, 2) %s)
                """
                .formatted(kind);
    }
}
