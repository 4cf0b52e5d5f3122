package io.madoguchi.journal;

import io.madoguchi.api.trail.AccessRecord.Who;
import io.madoguchi.problem.ProblemCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The tables that count the refusals of an account in a minute. */
@ApplicationScoped
class RefusalCounts {
    private final Journal journal;

    @Inject
    RefusalCounts(Journal journal) {
        this.journal = journal;
    }

    /** Refusals of one code beyond the limit, and the record that their answers named. */
    record Beyond(Instant minute, ProblemCode code, int refusals, UUID record, Who who) {}

    /** The account's refusals in this minute, this one included. */
    int count(Connection connection, Who who, Instant minute) throws SQLException {
        try (PreparedStatement count = connection.prepareStatement(
                """
                INSERT INTO refusal_minute AS m (account, minute, refusals)
                VALUES (?, ?, 1)
                ON CONFLICT (account, minute) DO UPDATE SET refusals = m.refusals + 1
                RETURNING refusals
                """)) {
            count.setString(1, who.person());
            count.setObject(2, utc(minute));
            try (ResultSet row = count.executeQuery()) {
                row.next();
                return row.getInt("refusals");
            }
        }
    }

    /** Counts a refusal that is beyond the limit; the id of the record that will hold the count. */
    UUID countBeyond(Connection connection, Who who, Instant minute, ProblemCode code) throws SQLException {
        try (PreparedStatement count = connection.prepareStatement(
                """
                INSERT INTO refusal_beyond AS b (account, minute, code, refusals, record_id, who)
                VALUES (?, ?, ?, 1, uuidv7(), ?::jsonb)
                ON CONFLICT (account, minute, code) DO UPDATE SET refusals = b.refusals + 1
                RETURNING record_id
                """)) {
            count.setString(1, who.person());
            count.setObject(2, utc(minute));
            count.setString(3, code.code());
            count.setString(4, journal.toJson(who));
            try (ResultSet row = count.executeQuery()) {
                row.next();
                return row.getObject("record_id", UUID.class);
            }
        }
    }

    /** Takes the counts of past minutes away; the caller puts them on record in the same transaction. */
    List<Beyond> takeBefore(Connection connection, Instant minute) throws SQLException {
        try (PreparedStatement past = connection.prepareStatement(
                """
                WITH counted AS (DELETE FROM refusal_minute WHERE minute < ?)
                DELETE FROM refusal_beyond WHERE minute < ?
                RETURNING minute, code, refusals, record_id, who
                """)) {
            past.setObject(1, utc(minute));
            past.setObject(2, utc(minute));
            List<Beyond> taken = new ArrayList<>();
            try (ResultSet row = past.executeQuery()) {
                while (row.next()) {
                    taken.add(new Beyond(
                            row.getObject("minute", OffsetDateTime.class).toInstant(),
                            ProblemCode.named(row.getString("code")),
                            row.getInt("refusals"),
                            row.getObject("record_id", UUID.class),
                            journal.fromJson(row.getString("who"), Who.class)));
                }
            }
            return taken;
        }
    }

    private static OffsetDateTime utc(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}
