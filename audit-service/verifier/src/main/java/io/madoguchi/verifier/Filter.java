package io.madoguchi.verifier;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Which records the auditor wants to see. Applied here and never by who exported the bundle: what they leave out is missing from
 * the range, and that shows.
 */
final class Filter {

    /** Days are those of the city. */
    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

    @Option(names = "--patron", paramLabel = "ID")
    private @Nullable String patron;

    @Option(names = "--person", paramLabel = "ACCOUNT")
    private @Nullable String person;

    @Option(names = "--school", paramLabel = "CODE")
    private @Nullable String school;

    @Option(names = "--duty", paramLabel = "DUTY")
    private @Nullable String duty;

    @Option(names = "--field", paramLabel = "FIELD")
    private @Nullable String field;

    @Option(names = "--from", paramLabel = "DAY|TIME")
    private @Nullable String from;

    @Option(names = "--until", paramLabel = "DAY|TIME")
    private @Nullable String until;

    private Instant begin = Instant.MIN;
    private Instant end = Instant.MAX;

    /** Whether any was given. Refuses a time that is none. */
    boolean prepare(Desk desk) {
        if (from != null) {
            begin = moment(desk, from, 0);
        }
        if (until != null) {
            // A day is meant with its evening.
            end = moment(desk, until, 1);
        }
        return patron != null
                || person != null
                || school != null
                || duty != null
                || field != null
                || from != null
                || until != null;
    }

    private static Instant moment(Desk desk, String text, int daysMore) {
        try {
            return text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text)
                            .plusDays(daysMore)
                            .atStartOfDay(TOKYO)
                            .toInstant();
        } catch (DateTimeException e) {
            throw new Desk.Misused(desk.words().say("filter.time", text));
        }
    }

    /** A record without a time is shown rather than hidden. */
    boolean matches(JsonNode record) {
        return (person == null
                        || person.equals(record.path("who").path("person").asText()))
                && (school == null || school.equals(record.path("school").asText()))
                && (duty == null || duty.equals(record.path("declaredDuty").asText()))
                && (patron == null || names(record, patron))
                && (field == null || discloses(record, field))
                && isInTime(record);
    }

    private boolean isInTime(JsonNode record) {
        Instant at;
        try {
            at = Instant.parse(record.path("at").asText());
        } catch (DateTimeException e) {
            return true;
        }
        return !at.isBefore(begin) && at.isBefore(end);
    }

    private static boolean names(JsonNode record, String patron) {
        if (patron.equals(record.path("requested").asText())) {
            return true;
        }
        for (JsonNode disclosed : record.path("disclosed")) {
            for (JsonNode one : disclosed.path("patrons")) {
                if (patron.equals(one.asText())) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean discloses(JsonNode record, String field) {
        for (JsonNode disclosed : record.path("disclosed")) {
            for (JsonNode one : disclosed.path("fields")) {
                if (field.equals(one.asText())) {
                    return true;
                }
            }
        }
        return false;
    }
}
