package io.madoguchi.report;

import io.madoguchi.api.trail.HandlingReport.Finding;
import io.madoguchi.api.trail.HandlingReport.Kind;
import io.madoguchi.api.trail.HandlingReport.Pattern;
import io.madoguchi.api.trail.HandlingReport.Sentence;
import io.madoguchi.school.SchoolCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What to look at first in a contract's records: each pattern as a sentence and as a query, side by side. */
@ApplicationScoped
class UnusualPatterns {
    private static final String FINDINGS =
            """
            WITH request AS MATERIALIZED (
                SELECT person, at, (at AT TIME ZONE ?)::date AS day, school, body ->> 'act' AS act,
                    body #>> '{who,subject}' AS subject, decision = 'PERMITTED' AS permitted,
                    decision = 'PERMITTED' AND fields <> '{}' AS answered, cardinality(patrons) AS patrons
                FROM access_record
                WHERE at >= ? AND at < ? AND contract = ?
            ),

            -- Different persons are counted only where there are enough of them, each time counted.
            busy_hour AS (
                SELECT person, quarter AS hour
                FROM (
                    SELECT person, quarter, sum(sum(patrons)) OVER (
                        PARTITION BY person ORDER BY quarter
                        RANGE BETWEEN CURRENT ROW AND interval '45 minutes' FOLLOWING) AS patrons
                    FROM (
                        SELECT person, patrons, date_bin('15 minutes', at, timestamptz '2000-01-01 00:00Z') AS quarter
                        FROM request
                        WHERE answered AND patrons > 0) AS answer
                    GROUP BY person, quarter) AS quarters
                WHERE patrons >= ?
            ), shown_in_busy_hour AS (
                SELECT DISTINCT person, hour, patron
                FROM busy_hour JOIN disclosed_part USING (person), unnest(patrons) AS patron
                WHERE at >= ? AND at < ? AND contract = ? AND at >= hour AND at < hour + interval '1 hour'
            ), bulk_in_an_hour AS (
                SELECT DISTINCT ON (person, day) person, day, NULL::text AS school, persons AS found,
                    hour AS first, hour + interval '1 hour' AS last
                FROM (
                    SELECT person, hour, (hour AT TIME ZONE ?)::date AS day, count(*) AS persons
                    FROM shown_in_busy_hour
                    GROUP BY person, hour
                    HAVING count(*) >= ?) AS full_hour
                ORDER BY person, day, persons DESC, hour
            ),

            busy_day AS (
                SELECT person, day, min(at) AS first, max(at) AS last
                FROM request
                WHERE answered
                GROUP BY person, day
                HAVING sum(patrons) >= ?
            ), shown_in_busy_day AS (
                SELECT DISTINCT person, day, first, last, patron
                FROM busy_day JOIN disclosed_part USING (person), unnest(patrons) AS patron
                WHERE at >= ? AND at < ? AND contract = ? AND at >= first AND at <= last
            ), bulk_in_a_day AS (
                SELECT person, day, NULL::text AS school, count(*) AS found, first, last
                FROM shown_in_busy_day
                GROUP BY person, day, first, last
                HAVING count(*) >= ?
            ),

            out_of_hours AS (
                SELECT person, day, NULL::text AS school, count(*) AS found, min(at) AS first, max(at) AS last
                FROM request
                WHERE answered
                  AND ((at AT TIME ZONE ?)::time < ?::time OR (at AT TIME ZONE ?)::time >= ?::time
                       OR NOT extract(isodow FROM day)::int = ANY (?::int[]) OR day = ANY (?::date[]))
                GROUP BY person, day
                HAVING count(*) >= ?
            ),

            school_of_the_day AS (
                SELECT person, day, school, min(at) AS first, max(at) AS last
                FROM request
                WHERE school IS NOT NULL
                GROUP BY person, day, school
            ), many_schools AS (
                SELECT person, day, NULL::text AS school, count(*) AS found, min(first) AS first, max(last) AS last
                FROM school_of_the_day
                GROUP BY person, day
                HAVING count(*) >= ?
            ),

            session_ended_by_another AS (
                SELECT handler.person, (at AT TIME ZONE ?)::date AS day, NULL::text AS school, count(*) AS found,
                    min(at) AS first, max(at) AS last
                FROM access_record
                JOIN (SELECT DISTINCT person, subject FROM request) AS handler
                    ON handler.subject = body #>> '{who,subject}'
                WHERE at >= ? AND at < ? AND source = 'keycloak' AND refusal = 'older-session-ended'
                GROUP BY handler.person, 2
                HAVING count(*) >= ?
            ),

            step AS (
                SELECT person, day, school, at,
                    lag(school) OVER by_time AS school_before, lag(at) OVER by_time AS at_before
                FROM request
                JOIN (SELECT person, day FROM school_of_the_day GROUP BY person, day HAVING count(*) > 1) AS on_the_move
                    USING (person, day)
                WHERE answered AND school IS NOT NULL
                WINDOW by_time AS (PARTITION BY person, day ORDER BY at)
            ), two_schools_at_once AS (
                SELECT person, day, NULL::text AS school, count(*) AS found, min(at_before) AS first, max(at) AS last
                FROM step
                WHERE school <> school_before AND at - at_before <= ?::interval
                GROUP BY person, day
            ),

            look_up AS (
                SELECT person, day, school, at, act, count(*) FILTER (WHERE circulates) OVER (
                    PARTITION BY person, school ORDER BY at
                    RANGE BETWEEN ?::interval PRECEDING AND ?::interval FOLLOWING) AS circulations_near
                FROM (SELECT *, act IN ('CHECK_OUT', 'CHECK_IN', 'RENEW') AS circulates FROM request) AS request
                WHERE permitted AND (circulates OR answered) AND school IS NOT NULL
            ), reading_without_circulation AS (
                SELECT person, day, school, count(*) AS found, min(at) AS first, max(at) AS last
                FROM look_up
                WHERE act IN ('SEARCH_PATRONS', 'READ_PATRON', 'READ_LOAN_RECORDS', 'READ_CURRENT_TITLES')
                  AND circulations_near = 0
                GROUP BY person, day, school
                HAVING count(*) >= ?
            )

            SELECT 'BULK_IN_AN_HOUR' AS kind, * FROM bulk_in_an_hour
            UNION ALL SELECT 'BULK_IN_A_DAY', * FROM bulk_in_a_day
            UNION ALL SELECT 'OUT_OF_HOURS', * FROM out_of_hours
            UNION ALL SELECT 'MANY_SCHOOLS', * FROM many_schools
            UNION ALL SELECT 'SESSION_ENDED_BY_ANOTHER', * FROM session_ended_by_another
            UNION ALL SELECT 'TWO_SCHOOLS_AT_ONCE', * FROM two_schools_at_once
            UNION ALL SELECT 'READING_WITHOUT_CIRCULATION', * FROM reading_without_circulation
            ORDER BY kind, day, person, school
            """;

    private final Snapshot snapshot;
    private final ReportSettings settings;

    @Inject
    UnusualPatterns(Snapshot snapshot, ReportSettings settings) {
        this.snapshot = snapshot;
        this.settings = settings;
    }

    private record Found(Kind kind, Finding finding) {}

    /** All patterns, those that were not found, too. To be used within a {@link Snapshot}. */
    List<Pattern> in(String contract, Days days) {
        Map<Kind, List<Finding>> findings = new EnumMap<>(Kind.class);
        String zone = days.zone().getId();
        String near = settings.withoutCirculation().near().toString();
        ReportSettings.SchoolHours hours = settings.schoolHours();
        snapshot.query(
                        FINDINGS,
                        UnusualPatterns::found,
                        zone,
                        days.since(),
                        days.before(),
                        contract,
                        settings.bulk().personsInAnHour(),
                        days.since(),
                        days.before(),
                        contract,
                        zone,
                        settings.bulk().personsInAnHour(),
                        settings.bulk().personsInADay(),
                        days.since(),
                        days.before(),
                        contract,
                        settings.bulk().personsInADay(),
                        zone,
                        hours.from(),
                        zone,
                        hours.until(),
                        array(hours.days(), DayOfWeek::getValue),
                        array(hours.closed().orElse(Set.of()), LocalDate::toString),
                        settings.answersOutOfHours(),
                        settings.schoolsInADay(),
                        zone,
                        days.since(),
                        days.before(),
                        settings.sessionsEnded(),
                        settings.betweenTwoSchools().toString(),
                        near,
                        near,
                        settings.withoutCirculation().lookUps())
                .forEach(found -> findings.computeIfAbsent(found.kind(), kind -> new ArrayList<>())
                        .add(found.finding()));
        return Stream.of(Kind.values())
                .map(kind -> new Pattern(kind, sentence(kind), findings.getOrDefault(kind, List.of())))
                .toList();
    }

    private static Found found(ResultSet row) throws SQLException {
        String school = row.getString("school");
        return new Found(
                Kind.valueOf(row.getString("kind")),
                new Finding(
                        row.getString("person"),
                        row.getObject("day", LocalDate.class),
                        school == null ? null : new SchoolCode(school),
                        row.getLong("found"),
                        moment(row, "first"),
                        moment(row, "last")));
    }

    private static Instant moment(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** As PostgreSQL writes an array. */
    private static <T> String array(Collection<T> values, Function<T, Object> text) {
        return values.stream().map(text).map(Object::toString).collect(Collectors.joining(",", "{", "}"));
    }

    private Sentence sentence(Kind kind) {
        ReportSettings.SchoolHours hours = settings.schoolHours();
        return switch (kind) {
            case BULK_IN_AN_HOUR ->
                sentence(
                        "ある1時間（15分刻み）に、1つのアカウントが異なる%d人以上を閲覧した。",
                        "Within an hour, in steps of a quarter, one account was shown %d different persons or more.",
                        settings.bulk().personsInAnHour());
            case BULK_IN_A_DAY ->
                sentence(
                        "1日に、1つのアカウントが異なる%d人以上を閲覧した。",
                        "In a day, one account was shown %d different persons or more.",
                        settings.bulk().personsInADay());
            case OUT_OF_HOURS ->
                new Sentence(
                        "学校の時間外（%s、%s〜%sのほか。休業日を含む）に、1日に%d回以上閲覧した。"
                                .formatted(
                                        names(hours.days(), Locale.JAPANESE, "・"),
                                        hours.from(),
                                        hours.until(),
                                        settings.answersOutOfHours()),
                        "Outside of school hours (%s, %s to %s) or on a day of closure, an account was given %d answers about persons or more in a day."
                                .formatted(
                                        names(hours.days(), Locale.ENGLISH, ", "),
                                        hours.from(),
                                        hours.until(),
                                        settings.answersOutOfHours()));
            case MANY_SCHOOLS ->
                sentence(
                        "1日に、1つのアカウントが%d校以上について閲覧し、又は閲覧しようとした。",
                        "In a day, one account asked at %d schools or more, whether it was answered or refused.",
                        settings.schoolsInADay());
            case SESSION_ENDED_BY_ANOTHER ->
                sentence(
                        "1日に%d回以上、同じアカウントの新しいログインが、使用中の古いログインを終了させた。",
                        "In a day, a new sign-in of the same account ended an older session %d times or more.",
                        settings.sessionsEnded());
            case TWO_SCHOOLS_AT_ONCE ->
                sentence(
                        "1つのアカウントが、%d分以内に2つの学校で閲覧した。",
                        "One account was given answers at two schools within %d minutes.",
                        settings.betweenTwoSchools().toMinutes());
            case READING_WITHOUT_CIRCULATION ->
                sentence(
                        "1日に1校で%d回以上、前後%d分に同じ取扱者の貸出・返却・延長がないのに、氏名又は貸出記録を閲覧した。",
                        "In a day at one school, an account was shown names or loan records %d times or more without having lent, taken back or renewed anything there within %d minutes before or after.",
                        settings.withoutCirculation().lookUps(),
                        settings.withoutCirculation().near().toMinutes());
        };
    }

    private static Sentence sentence(String japanese, String english, Object... numbers) {
        return new Sentence(japanese.formatted(numbers), english.formatted(numbers));
    }

    private static String names(Collection<DayOfWeek> days, Locale language, String between) {
        return days.stream()
                .sorted()
                .map(day -> day.getDisplayName(TextStyle.SHORT, language))
                .collect(Collectors.joining(between));
    }
}
