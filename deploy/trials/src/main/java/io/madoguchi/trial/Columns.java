package io.madoguchi.trial;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The columns of the services' tables, as the database itself lists them: a column that somebody adds is on trial without
 * anybody naming it here. Named are only those left as they are, each with the reason.
 */
final class Columns {
    private static final Map<String, String> LEFT = Map.of(
            "circulation.item.barcode", "scanned, and repeated in the answer",
            "patron.school.name", "of a school, not of a person",
            "patron.patron.departed_on", "follows from whether somebody has departed",
            "patron.class_window.opened_by", "an account",
            "circulation.reading_guidance.decided_by", "an account",
            "circulation.borrower.epoch", "the change feed's own");
    /** Written by the running services; what they hold is searched at the end. */
    private static final Set<String> RECORDS = Set.of(
            "access_journal",
            "journal_position",
            "journal_partition",
            "journal_set_aside",
            "refusal_minute",
            "refusal_beyond",
            "reading_count",
            "access_record",
            "arrival",
            "record_place",
            "record_partition",
            "lost_entry",
            "log_state",
            "tile",
            "checkpoint",
            "witness_position",
            "statement",
            "idempotency_key",
            "identity_resolution",
            "roster_import",
            "roster_fault",
            "roster_fault_count",
            "roster_school_count",
            "roster_org",
            "roster_class",
            "roster_user",
            "roster_role",
            "roster_enrollment",
            "roster_person",
            "roster_change",
            "borrower_feed",
            "feed_epoch",
            "journal_lineage");

    private Columns() {}

    /** @param left why its content is not replaced; empty for one that is */
    record Column(String schema, String table, String name, String type, Optional<String> left) {
        String qualifiedTable() {
            return schema + "." + table;
        }

        String qualified() {
            return qualifiedTable() + "." + name;
        }
    }

    /** Columns of text, those left out included. */
    static List<Column> ofText(Connection connection) throws SQLException {
        return of(connection, "'text', 'character varying', 'character'");
    }

    /** Columns of numbers, dates and times. */
    static List<Column> ofNumbersAndDates(Connection connection) throws SQLException {
        return of(connection, "'smallint', 'integer', 'bigint', 'numeric', 'date', 'timestamp with time zone'");
    }

    private static List<Column> of(Connection connection, String types) throws SQLException {
        String sql =
                """
                SELECT c.table_schema, c.table_name, c.column_name, c.data_type,
                       EXISTS (SELECT FROM pg_constraint k JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey)
                               WHERE k.conrelid = format('%I.%I', c.table_schema, c.table_name)::regclass
                                 AND a.attname = c.column_name AND (k.contype IN ('f', 'p') OR k.contype = 'c' AND cardinality(k.conkey) = 1
                                      AND c.data_type IN ('text', 'character varying', 'character'))) AS keeps_a_format
                FROM information_schema.columns c
                JOIN information_schema.tables t USING (table_schema, table_name)
                WHERE c.table_schema IN ('patron', 'circulation', 'audit') AND t.table_type = 'BASE TABLE' AND c.data_type IN (%s)
                  AND NOT (SELECT relispartition FROM pg_class WHERE oid = format('%I.%I', c.table_schema, c.table_name)::regclass)
                  AND c.is_generated = 'NEVER' AND c.is_identity = 'NO'
                  AND c.table_name <> 'flyway_schema_history'
                ORDER BY 1, 2, 3
                """
                        .replace("%s", types);
        List<Column> columns = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                columns.add(new Column(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        whyLeft(row.getString(1), row.getString(2), row.getString(3), row.getBoolean(5))));
            }
        }
        return columns;
    }

    private static Optional<String> whyLeft(String schema, String table, String column, boolean keepsAFormat) {
        if (schema.equals("audit") || RECORDS.contains(table)) {
            return Optional.of("a record or a place in one: searched, not filled");
        }
        if (table.equals("opening")) {
            return Optional.of("what the documents open, of nobody");
        }
        if (column.equals("school")) {
            return Optional.of("a school code");
        }
        if (keepsAFormat) {
            return Optional.of("a key, or bound to certain values");
        }
        return Optional.ofNullable(LEFT.get(schema + "." + table + "." + column));
    }
}
