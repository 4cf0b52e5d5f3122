package io.madoguchi.roster;

import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What a roster makes of whom: its persons beside those of the directory, in as few statements as there are questions. */
final class Comparison {
    /**
     * Everybody whom the roster speaks of, as they are to be. Who is in its files only in part, as in one that has the changes, is
     * otherwise as the directory knows them. A person's school and category come from the primary role in force today; guardians and
     * officers of the district are no patrons.
     */
    private static final String PERSONS =
            """
            INSERT INTO roster_person (import, sourced_id, line, patron_id, school, category, gone, display_name, name_key, name_kana,
                kana_key, grade, home_class, account_key, known_number)
            WITH school_of AS (
                SELECT o.sourced_id, o.code AS school FROM roster_org o
                WHERE o.import = :import AND o.type = 'school' AND NOT o.deleted AND NOT o.faulty
                UNION ALL
                SELECT s.sourced_id, s.school FROM school_source s
                WHERE NOT EXISTS (SELECT FROM roster_org o WHERE o.import = :import AND o.sourced_id = s.sourced_id)
            ), class_of AS (
                SELECT c.sourced_id, s.school, c.label FROM roster_class c JOIN school_of s ON s.sourced_id = c.school
                WHERE c.import = :import AND NOT c.deleted AND NOT c.faulty
                UNION ALL
                SELECT h.sourced_id, h.school, h.label FROM home_class_source h
                WHERE NOT EXISTS (SELECT FROM roster_class c WHERE c.import = :import AND c.sourced_id = h.sourced_id)
            ), role_of AS (
                SELECT DISTINCT ON (r.patron) r.patron AS sourced_id, s.school,
                    CASE
                        WHEN substr(s.school, 1, 2) NOT IN ('B1', 'C1') THEN NULL
                        WHEN r.role = 'student' AND s.school LIKE 'B1%' THEN 'ELEMENTARY_PUPIL'
                        WHEN r.role = 'student' THEN 'JUNIOR_HIGH_STUDENT'
                        WHEN r.role IN ('teacher', 'principal', 'aide', 'counselor', 'proctor', 'siteAdministrator') THEN 'STAFF'
                    END AS category
                FROM roster_role r JOIN school_of s ON s.sourced_id = r.org
                WHERE r.import = :import AND r.is_primary AND NOT r.deleted AND NOT r.faulty
                  AND coalesce(r.begins, '-infinity') <= :today AND coalesce(r.ends, 'infinity') >= :today
                ORDER BY r.patron, r.line
            ), spoken_of AS (
                SELECT sourced_id FROM roster_user WHERE import = :import AND NOT faulty
                UNION
                SELECT patron FROM roster_role WHERE import = :import AND NOT faulty AND NOT :everybody
                UNION
                SELECT patron FROM roster_enrollment
                WHERE import = :import AND role = 'student' AND NOT faulty AND NOT :everybody
            )
            SELECT :import, p.sourced_id, u.line, known.id AS patron_id,
                coalesce(r.school, CASE WHEN r.sourced_id IS NULL AND NOT :everybody THEN known.school END) AS school,
                coalesce(r.category, CASE WHEN r.sourced_id IS NULL AND NOT :everybody THEN known.category END) AS category,
                coalesce(u.deleted, false)
                    OR r.sourced_id IS NULL AND EXISTS (
                        SELECT FROM roster_role g
                        WHERE g.import = :import AND g.patron = p.sourced_id AND g.is_primary AND g.deleted AND NOT g.faulty)
                    AS gone,
                coalesce(u.display_name, known.display_name) AS display_name,
                coalesce(u.name_key, known.name_key) AS name_key,
                CASE WHEN u.line IS NULL THEN known.name_kana ELSE u.name_kana END AS name_kana,
                CASE WHEN u.line IS NULL THEN known.kana_key ELSE u.kana_key END AS kana_key,
                CASE WHEN u.line IS NULL THEN known.grade ELSE substr(u.grade, 2)::smallint END AS grade,
                CASE WHEN u.line IS NULL THEN known.home_class ELSE c.label END AS home_class,
                CASE WHEN u.line IS NULL THEN s.account_key ELSE u.account_key END AS account_key,
                known.attendance_number AS known_number
            FROM spoken_of p
            LEFT JOIN roster_user u ON u.import = :import AND u.sourced_id = p.sourced_id AND NOT u.faulty
            LEFT JOIN role_of r ON r.sourced_id = p.sourced_id
            LEFT JOIN class_of c ON c.sourced_id = u.home_class
            LEFT JOIN patron_source s ON s.sourced_id = p.sourced_id
            LEFT JOIN patron known ON known.id = s.patron_id
            """;

    /** The attendance number is that of the home class; a pupil is enrolled in many. */
    private static final String CHANGES =
            """
            INSERT INTO roster_change (import, patron_id, sourced_id, line, kind, fields, from_school, to_school, category,
                display_name, name_key, name_kana, kana_key, grade, home_class, attendance_number, account_key)
            WITH number AS (
                SELECT DISTINCT ON (e.patron) e.patron AS sourced_id, CASE WHEN NOT e.deleted THEN e.attendance_number END AS number
                FROM roster_enrollment e
                JOIN roster_person p ON p.import = :import AND p.sourced_id = e.patron
                LEFT JOIN roster_class c ON c.import = :import AND c.sourced_id = e.class AND NOT c.faulty
                LEFT JOIN home_class_source h ON h.sourced_id = e.class AND c.line IS NULL
                WHERE e.import = :import AND e.role = 'student' AND NOT e.faulty AND coalesce(c.label, h.label) = p.home_class
                ORDER BY e.patron, e.deleted, e.line
            )
            SELECT :import, coalesce(patron_id, gen_random_uuid()), sourced_id, line,
                CASE
                    WHEN patron_id IS NULL THEN 'ADDED'
                    WHEN was_departed THEN 'RETURNED'
                    WHEN from_school <> school THEN 'MOVED'
                    WHEN cardinality(fields) > 0 THEN 'CHANGED'
                    ELSE 'UNCHANGED'
                END,
                fields, CASE WHEN NOT was_departed THEN from_school END, school, category,
                display_name, name_key, name_kana, kana_key, grade, home_class, attendance_number, account_key
            FROM (
                SELECT p.sourced_id, p.line, p.patron_id, p.school, p.category, p.display_name, p.name_key, p.name_kana, p.kana_key,
                    p.grade, p.home_class, p.account_key, n.attendance_number, k.school AS from_school, coalesce(k.departed, false) AS was_departed,
                    CASE WHEN k.id IS NULL THEN '{}'::text[] ELSE array_remove(ARRAY[
                        CASE WHEN k.school <> p.school THEN 'SCHOOL' END,
                        CASE WHEN k.category <> p.category THEN 'CATEGORY' END,
                        CASE WHEN k.display_name <> p.display_name THEN 'DISPLAY_NAME' END,
                        CASE WHEN k.name_kana IS DISTINCT FROM p.name_kana THEN 'NAME_KANA' END,
                        CASE WHEN k.grade IS DISTINCT FROM p.grade THEN 'GRADE' END,
                        CASE WHEN k.home_class IS DISTINCT FROM p.home_class THEN 'HOME_CLASS' END,
                        CASE WHEN k.attendance_number IS DISTINCT FROM n.attendance_number THEN 'ATTENDANCE_NUMBER' END,
                        CASE WHEN s.account_key IS DISTINCT FROM p.account_key THEN 'ACCOUNT_KEY' END], NULL)
                    END AS fields
                FROM roster_person p
                LEFT JOIN number m ON m.sourced_id = p.sourced_id
                CROSS JOIN LATERAL (
                    SELECT CASE
                        WHEN m.sourced_id IS NOT NULL THEN m.number
                        WHEN NOT :everybody THEN p.known_number
                    END AS attendance_number
                ) n
                LEFT JOIN patron k ON k.id = p.patron_id
                LEFT JOIN patron_source s ON s.patron_id = p.patron_id
                WHERE p.import = :import AND NOT p.gone AND p.school IS NOT NULL AND p.category IS NOT NULL
            ) AS compared
            """;

    /**
     * Who is deleted; and where the roster has everybody, who is not in it, at the schools that it names. Not who may be in a line that
     * could not be taken.
     */
    private static final String DEPARTURES =
            """
            INSERT INTO roster_change (import, patron_id, sourced_id, kind, fields, from_school, category)
            SELECT :import, k.id, s.sourced_id, 'DEPARTED', '{DEPARTED}', k.school, k.category
            FROM patron k JOIN patron_source s ON s.patron_id = k.id
            LEFT JOIN roster_person p ON p.import = :import AND p.sourced_id = s.sourced_id
            WHERE NOT k.departed
              AND (coalesce(p.gone, false)
                OR :everybody AND NOT :unread AND (p.sourced_id IS NULL OR p.school IS NULL OR p.category IS NULL)
                AND k.school IN (SELECT o.code FROM roster_org o WHERE o.import = :import AND o.type = 'school' AND NOT o.faulty)
                AND NOT EXISTS (
                    SELECT FROM roster_user u WHERE u.import = :import AND u.sourced_id = s.sourced_id AND u.faulty)
                AND NOT EXISTS (
                    SELECT FROM roster_role r WHERE r.import = :import AND r.patron = s.sourced_id AND r.faulty))
              AND NOT EXISTS (SELECT FROM roster_change c WHERE c.import = :import AND c.patron_id = k.id)
            """;

    private final Connection connection;
    private final UUID id;

    Comparison(Connection connection, UUID id) {
        this.connection = connection;
        this.id = id;
    }

    /** How many persons will be other than they are. */
    long run(boolean everybody, boolean unread, LocalDate today) throws SQLException {
        for (String sql : List.of(PERSONS, CHANGES, DEPARTURES)) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql.replace(":import", "'" + id + "'::uuid")
                        .replace(":today", "'" + Date.valueOf(today) + "'::date")
                        .replace(":everybody", String.valueOf(everybody))
                        .replace(":unread", String.valueOf(unread)));
                if (sql.equals(PERSONS)) {
                    statement.execute("ANALYZE roster_person");
                }
                if (sql.equals(CHANGES)) {
                    statement.execute("ANALYZE roster_change");
                }
            }
        }
        keepTogether();
        try (PreparedStatement count = connection.prepareStatement(
                "SELECT count(*) FROM roster_change WHERE import = ? AND kind <> 'UNCHANGED'")) {
            count.setObject(1, id);
            try (ResultSet row = count.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** Schools between which somebody moves, directly or through others, change in one transaction. */
    private void keepTogether() throws SQLException {
        Together together = new Together();
        try (PreparedStatement select = connection.prepareStatement(
                """
                SELECT DISTINCT coalesce(from_school, to_school), coalesce(to_school, from_school)
                FROM roster_change WHERE import = ? AND kind <> 'UNCHANGED'
                """)) {
            select.setObject(1, id);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    together.join(row.getString(1), row.getString(2));
                }
            }
        }
        List<String> schools = new ArrayList<>();
        List<Integer> groups = new ArrayList<>();
        together.groups().forEach((school, group) -> {
            schools.add(school);
            groups.add(group);
        });
        try (PreparedStatement update = connection.prepareStatement(
                """
                UPDATE roster_change c SET together = g.number
                FROM unnest(?::text[], ?::integer[]) AS g (school, number)
                WHERE c.import = ? AND c.kind <> 'UNCHANGED' AND coalesce(c.to_school, c.from_school) = g.school
                """)) {
            update.setArray(1, connection.createArrayOf("text", schools.toArray()));
            update.setArray(2, connection.createArrayOf("integer", groups.toArray()));
            update.setObject(3, id);
            update.executeUpdate();
        }
    }

    /** Sets of schools that only ever grow together. */
    static final class Together {
        private final Map<String, String> above = new HashMap<>();

        void join(String one, String other) {
            above.put(top(one), top(other));
        }

        private String top(String school) {
            String now = school;
            while (!above.computeIfAbsent(now, itself -> itself).equals(now)) {
                now = above.getOrDefault(now, now);
            }
            return now;
        }

        /** The number of each school's set. */
        Map<String, Integer> groups() {
            Map<String, Integer> numbers = new HashMap<>();
            Map<String, Integer> groups = new HashMap<>();
            for (String school : List.copyOf(above.keySet())) {
                groups.put(school, numbers.computeIfAbsent(top(school), first -> numbers.size()));
            }
            return groups;
        }
    }
}
