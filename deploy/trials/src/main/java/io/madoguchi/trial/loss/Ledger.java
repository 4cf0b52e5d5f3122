package io.madoguchi.trial.loss;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.madoguchi.local.Service;
import io.madoguchi.local.process.Pause;
import io.madoguchi.trial.TrialSystem;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What the system has on record, and what it has changed, since a mark; read from its tables. */
final class Ledger {
    /** Those with a journal that the load asks. */
    private static final List<Service> SOURCES = List.of(Service.PATRON, Service.CIRCULATION);

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String LOG_SIZE = "SELECT coalesce(max(index) + 1, 0) FROM audit.access_record";

    private final TrialSystem system;

    private Ledger(TrialSystem system) {
        this.system = system;
    }

    /** A moment in each table, before all that comes later. */
    record Mark(Map<Service, String> transactions, long logSize) {}

    /** A record as it stands in a journal, with the transaction that wrote it. */
    record JournalRow(Service service, String transaction, UUID id, JsonNode record) {
        String act() {
            return record.path("act").asText();
        }

        boolean isPermitted() {
            return record.path("decision").asText().equals("PERMITTED");
        }

        /** After a restore the numbers of transactions are given a second time. */
        JournalRow inHistory(int number) {
            return new JournalRow(service, number + "/" + transaction, id, record);
        }
    }

    /** A record as the trail has it. */
    record Entry(UUID id, String source, Optional<UUID> attempt, JsonNode record) {}

    /** A loan opened or closed, with the transaction that did it. */
    record Change(String transaction, String act, UUID loan, UUID patron) {
        Change inHistory(int number) {
            return new Change(number + "/" + transaction, act, loan, patron);
        }
    }

    /** Has PostgreSQL itself write down every change of a loan, in the transaction that makes it. */
    static Ledger open(TrialSystem system) throws SQLException {
        system.update(
                Service.CIRCULATION,
                """
                CREATE SCHEMA trial;
                CREATE TABLE trial.change (
                    xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
                    act text NOT NULL,
                    loan uuid NOT NULL,
                    patron uuid NOT NULL
                );
                CREATE INDEX ON trial.change (xid);
                CREATE FUNCTION trial.note_change() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
                BEGIN
                    INSERT INTO trial.change (act, loan, patron) VALUES (
                        CASE WHEN TG_OP = 'INSERT' THEN 'CHECK_OUT'
                             WHEN OLD.returned_at IS NULL AND NEW.returned_at IS NOT NULL THEN 'CHECK_IN'
                             ELSE 'OTHER' END,
                        NEW.id, NEW.patron_id);
                    RETURN NULL;
                END
                $$;
                CREATE TRIGGER trial_change AFTER INSERT OR UPDATE ON circulation.loan
                    FOR EACH ROW EXECUTE FUNCTION trial.note_change();
                """);
        return new Ledger(system);
    }

    /** When nothing is under way. */
    Mark mark() throws SQLException {
        Map<Service, String> transactions = new EnumMap<>(Service.class);
        for (Service service : SOURCES) {
            transactions.put(service, text(service, "SELECT pg_snapshot_xmin(pg_current_snapshot())::text"));
        }
        return new Mark(transactions, Long.parseLong(text(Service.AUDIT, LOG_SIZE)));
    }

    List<JournalRow> journals(Mark since) throws SQLException {
        List<JournalRow> rows = new ArrayList<>();
        for (Service service : SOURCES) {
            try (Connection connection = system.connection(service);
                    PreparedStatement select = connection.prepareStatement(
                            "SELECT xid::text AS xid, id, body::text AS body FROM %s.access_journal WHERE xid >= ?::xid8"
                                    .formatted(service.schema()))) {
                select.setString(1, since.transactions().get(service));
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        rows.add(new JournalRow(
                                service,
                                row.getString("xid"),
                                row.getObject("id", UUID.class),
                                json(row.getString("body"))));
                    }
                }
            }
        }
        return rows;
    }

    List<Entry> trail(Mark since) throws SQLException {
        List<Entry> entries = new ArrayList<>();
        try (Connection connection = system.connection(Service.AUDIT);
                PreparedStatement select = connection.prepareStatement(
                        """
                        SELECT id, source, body::text AS body
                        FROM audit.access_record
                        WHERE index >= ? AND source = ANY (?)
                        """)) {
            select.setLong(1, since.logSize());
            select.setArray(
                    2,
                    connection.createArrayOf(
                            "text", SOURCES.stream().map(Service::label).toArray()));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    JsonNode record = json(row.getString("body"));
                    entries.add(new Entry(
                            row.getObject("id", UUID.class),
                            row.getString("source"),
                            Optional.ofNullable(record.get("attempt"))
                                    .map(attempt -> UUID.fromString(attempt.asText())),
                            record));
                }
            }
        }
        return entries;
    }

    List<Change> changes(Mark since) throws SQLException {
        List<Change> changes = new ArrayList<>();
        try (Connection connection = system.connection(Service.CIRCULATION);
                PreparedStatement select = connection.prepareStatement(
                        "SELECT xid::text, act, loan, patron FROM trial.change WHERE xid >= ?::xid8")) {
            select.setString(1, since.transactions().get(Service.CIRCULATION));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    changes.add(new Change(
                            row.getString(1),
                            row.getString(2),
                            row.getObject(3, UUID.class),
                            row.getObject(4, UUID.class)));
                }
            }
        }
        return changes;
    }

    /** Waits until the trail has what the journals hold, and says of how many records it has not in time. */
    int awaitDelivery(Mark since, Duration patience) throws SQLException {
        long deadline = System.nanoTime() + patience.toNanos();
        int missing = undelivered(since);
        while (missing > 0 && System.nanoTime() < deadline) {
            Pause.millis(100);
            missing = undelivered(since);
        }
        return missing;
    }

    /** How many records the trail does not have at this moment. */
    int undelivered(Mark since) throws SQLException {
        return waiting(since).size();
    }

    /** Waits, while ever more is recorded, until the trail has what is in the journals now; whether it has in time. */
    boolean awaitWhatWaitsNow(Mark since, Duration patience) throws SQLException {
        long deadline = System.nanoTime() + patience.toNanos();
        Set<UUID> waiting = waiting(since);
        while (!waiting.isEmpty() && System.nanoTime() < deadline) {
            Pause.millis(100);
            trail(since).forEach(entry -> waiting.remove(entry.id()));
        }
        return waiting.isEmpty();
    }

    private Set<UUID> waiting(Mark since) throws SQLException {
        Set<UUID> waiting = new HashSet<>();
        journals(since).forEach(row -> waiting.add(row.id()));
        trail(since).forEach(entry -> waiting.remove(entry.id()));
        return waiting;
    }

    private String text(Service service, String sql) throws SQLException {
        try (Connection connection = system.connection(service);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record is no JSON", e);
        }
    }
}
