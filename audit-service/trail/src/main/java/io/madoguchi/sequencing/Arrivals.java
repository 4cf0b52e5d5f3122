package io.madoguchi.sequencing;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import io.madoguchi.api.trail.AccessRecord;
import io.madoguchi.api.trail.SaltedRecord;
import io.madoguchi.caller.Regularly;
import io.madoguchi.caller.Regularly.Wake;
import io.madoguchi.disclosure.Field;
import io.madoguchi.log.record.CanonicalJson;
import io.madoguchi.log.record.Commitment;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The table of records that have no place in the log yet; to be used within a transaction. */
@ApplicationScoped
public class Arrivals {
    /** What {@code access_record} has of a record, too. */
    private static final String COLUMNS =
            "id, source, at, person, school, declared_duty, decision, patrons, fields, body, salt, received_at";

    private final AgroalDataSource dataSource;
    private final ObjectMapper json;
    private final Regularly regularly;
    private final Clock clock;
    private volatile Wake wake = Wake.NOBODY;

    @Inject
    Arrivals(AgroalDataSource dataSource, ObjectMapper json, Regularly regularly, Clock clock) {
        this.dataSource = dataSource;
        this.json = json;
        this.regularly = regularly;
        this.clock = clock;
    }

    /** A record that waits, and the entry that it will be. */
    record Arrival(long place, byte[] commitment) {}

    /**
     * An entry that gets its place in the log.
     *
     * @param arrival its record; null where there is none any more
     */
    record Placed(long index, @Nullable Long arrival, byte[] commitment) {}

    /** Those disclosed, and the one that a request named. */
    public static Stream<UUID> patronsIn(AccessRecord record) {
        return Stream.concat(
                record.disclosed().stream().flatMap(disclosed -> disclosed.patrons().stream()),
                Stream.ofNullable(record.requested()));
    }

    /** Who is woken when records have arrived. */
    void tell(Wake sequencer) {
        wake = sequencer;
    }

    /** Keeps what is not known yet and says how many that were. */
    public int add(List<SaltedRecord> batch) {
        try (Connection connection = dataSource.getConnection()) {
            takeTurns(connection);
            int added = insert(connection, batch);
            regularly.wakeAfterCommit(wake);
            return added;
        } catch (SQLException e) {
            throw new LogException(e);
        }
    }

    /**
     * One batch after the other: two that hold the same records would else wait for each other. And none while records move to their
     * places: one of them that comes again just then would be taken for new.
     */
    private static void takeTurns(Connection connection) throws SQLException {
        try (PreparedStatement lock =
                connection.prepareStatement("SELECT pg_advisory_xact_lock(hashtextextended('arrival', 0))")) {
            lock.execute();
        }
    }

    /** In one statement, whatever the size of the batch. Patrons and fields are many for each record: they go as text. */
    private int insert(Connection connection, List<SaltedRecord> batch) throws SQLException {
        List<String> bodies =
                batch.stream().map(salted -> canonical(salted.record())).toList();
        List<byte[]> salts = batch.stream()
                .map(salted -> Base64.getDecoder().decode(salted.salt()))
                .toList();
        try (PreparedStatement insert = connection.prepareStatement(
                """
                INSERT INTO arrival (%s, commitment)
                SELECT id, source, at, person, school, declared_duty, decision, patrons::uuid[], fields::text[], body::jsonb,
                       salt, ?, commitment
                FROM unnest(?::uuid[], ?::text[], ?::timestamptz[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                            ?::text[], ?::text[], ?::bytea[], ?::bytea[])
                    WITH ORDINALITY AS sent (id, source, at, person, school, declared_duty, decision, patrons, fields, body, salt,
                        commitment, turn)
                WHERE NOT EXISTS (SELECT FROM record_place p WHERE p.id = sent.id)
                ORDER BY turn
                ON CONFLICT (id) DO NOTHING
                """
                        .formatted(COLUMNS))) {
            insert.setObject(1, clock.instant().atOffset(ZoneOffset.UTC));
            insert.setArray(2, column(connection, "uuid", batch, AccessRecord::id));
            insert.setArray(3, column(connection, "text", batch, AccessRecord::source));
            insert.setArray(4, column(connection, "timestamptz", batch, AccessRecord::at));
            insert.setArray(
                    5, column(connection, "text", batch, record -> record.who().person()));
            insert.setArray(6, column(connection, "text", batch, record -> text(record.school())));
            insert.setArray(7, column(connection, "text", batch, record -> text(record.declaredDuty())));
            insert.setArray(8, column(connection, "text", batch, record -> record.decision()
                    .name()));
            insert.setArray(
                    9,
                    column(
                            connection,
                            "text",
                            batch,
                            record -> braced(patronsIn(record).distinct())));
            insert.setArray(10, column(connection, "text", batch, record -> braced(fieldsIn(record))));
            insert.setArray(11, connection.createArrayOf("text", bodies.toArray()));
            insert.setArray(12, connection.createArrayOf("bytea", salts.toArray(byte[][]::new)));
            insert.setArray(
                    13,
                    connection.createArrayOf(
                            "bytea",
                            IntStream.range(0, batch.size())
                                    .mapToObj(i -> Commitment.of(salts.get(i), bodies.get(i)))
                                    .toArray(byte[][]::new)));
            return insert.executeUpdate();
        }
    }

    private static Array column(
            Connection connection, String type, List<SaltedRecord> batch, Function<AccessRecord, @Nullable Object> of)
            throws SQLException {
        return connection.createArrayOf(
                type, batch.stream().map(salted -> of.apply(salted.record())).toArray());
    }

    /** As PostgreSQL writes an array of what needs no quotes. */
    private static String braced(Stream<?> values) {
        return values.map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
    }

    /** Whether a record is known under the id of one of these, and is another one. */
    public boolean anyDiffers(List<SaltedRecord> batch) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        """
                        SELECT EXISTS (
                            SELECT FROM unnest(?::uuid[], ?::bytea[]) AS sent (id, commitment)
                            LEFT JOIN arrival a ON a.id = sent.id
                            LEFT JOIN record_place p ON p.id = sent.id
                            WHERE a.commitment <> sent.commitment OR p.commitment <> sent.commitment)
                        """)) {
            select.setArray(
                    1,
                    connection.createArrayOf(
                            "uuid",
                            batch.stream().map(salted -> salted.record().id()).toArray()));
            select.setArray(
                    2,
                    connection.createArrayOf(
                            "bytea", batch.stream().map(this::commitment).toArray(byte[][]::new)));
            try (ResultSet row = select.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        } catch (SQLException e) {
            throw new LogException(e);
        }
    }

    /** The oldest without a place. Those that have one already go: a delivery may come again at any time. */
    List<Arrival> next(Connection connection, int limit) throws SQLException {
        takeTurns(connection);
        List<Arrival> oldest;
        do {
            oldest = select(connection, "SELECT place, commitment FROM arrival ORDER BY place LIMIT ?", limit);
        } while (removeKnown(connection, oldest));
        return oldest;
    }

    /** Whether there were any. */
    private static boolean removeKnown(Connection connection, List<Arrival> arrivals) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(
                "DELETE FROM arrival a USING record_place p WHERE a.place = ANY (?) AND p.id = a.id")) {
            delete.setArray(
                    1,
                    connection.createArrayOf(
                            "bigint", arrivals.stream().map(Arrival::place).toArray()));
            return delete.executeUpdate() > 0;
        }
    }

    /** Those with one of these commitments. */
    List<Arrival> with(Connection connection, List<byte[]> commitments) throws SQLException {
        return select(
                connection,
                "SELECT place, commitment FROM arrival WHERE commitment = ANY (?)",
                connection.createArrayOf("bytea", commitments.toArray(byte[][]::new)));
    }

    private static List<Arrival> select(Connection connection, String sql, Object parameter) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setObject(1, parameter);
            List<Arrival> arrivals = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    arrivals.add(new Arrival(row.getLong("place"), row.getBytes("commitment")));
                }
            }
            return arrivals;
        }
    }

    /** Moves records to their places in the log. */
    void move(Connection connection, List<Placed> entries) throws SQLException {
        List<Placed> withRecord =
                entries.stream().filter(entry -> entry.arrival() != null).toList();
        try (PreparedStatement move = connection.prepareStatement(
                """
                WITH given AS (
                    SELECT * FROM unnest(?::bigint[], ?::bigint[]) AS given (index, place)
                ), gone AS (
                    DELETE FROM arrival a USING given g WHERE a.place = g.place RETURNING g.index, a.*
                ), placed AS (
                    INSERT INTO record_place (id, index, commitment) SELECT id, index, commitment FROM gone
                )
                INSERT INTO access_record (index, %1$s) SELECT index, %1$s FROM gone
                """
                        .formatted(COLUMNS))) {
            move.setArray(
                    1,
                    connection.createArrayOf(
                            "bigint", withRecord.stream().map(Placed::index).toArray()));
            move.setArray(
                    2,
                    connection.createArrayOf(
                            "bigint", withRecord.stream().map(Placed::arrival).toArray()));
            if (move.executeUpdate() != withRecord.size()) {
                throw new LogException("a record that was to get its place is gone");
            }
        }
    }

    private byte[] commitment(SaltedRecord salted) {
        return Commitment.of(Base64.getDecoder().decode(salted.salt()), canonical(salted.record()));
    }

    private String canonical(AccessRecord record) {
        return CanonicalJson.write(json.valueToTree(record));
    }

    private static Stream<String> fieldsIn(AccessRecord record) {
        return record.disclosed().stream()
                .flatMap(disclosed -> disclosed.fields().stream())
                .map(Field::apiName)
                .distinct();
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
