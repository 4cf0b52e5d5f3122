package io.madoguchi.trial;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The logs and the access records of the system, in which no marker may ever stand. */
final class Records {
    private static final String TABLES =
            """
            SELECT format('%I.%I', table_schema, table_name)
            FROM information_schema.tables
            WHERE table_schema IN ('patron', 'circulation', 'audit') AND table_type = 'BASE TABLE'
              AND NOT (SELECT relispartition FROM pg_class WHERE oid = format('%I.%I', table_schema, table_name)::regclass)
              AND (table_schema = 'audit' OR table_name IN ('access_journal', 'refusal_minute', 'refusal_beyond', 'borrower_feed',
                                                                     'identity_resolution', 'roster_import', 'roster_fault', 'roster_fault_count', 'roster_school_count'))
            ORDER BY 1
            """;

    private final Path logs;
    private final Map<Path, Long> begin = new HashMap<>();
    private int rows;
    private int lines;

    Records(Path logs) {
        this.logs = logs;
    }

    /** Looks through what was logged since the last look. */
    void inspectLogs(Inspection inspection) throws IOException {
        for (Path file : files()) {
            try (FileChannel channel = FileChannel.open(file);
                    BufferedReader reader = new BufferedReader(new InputStreamReader(
                            Channels.newInputStream(channel.position(begin.getOrDefault(file, 0L))),
                            StandardCharsets.ISO_8859_1))) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    lines++;
                    inspection.of("log " + file.getFileName(), line);
                }
                begin.put(file, channel.size());
            }
        }
    }

    /** Looks through every record there is: journals, counted refusals, and all that the trail keeps. */
    void inspectTables(Connection connection, Inspection inspection) throws SQLException {
        connection.setAutoCommit(false);
        for (String table : tables(connection)) {
            try (Statement statement = connection.createStatement()) {
                statement.setFetchSize(1000);
                try (ResultSet row = statement.executeQuery("SELECT t::text FROM " + table + " t")) {
                    while (row.next()) {
                        rows++;
                        inspection.of("table " + table, row.getString(1));
                    }
                }
            }
        }
        connection.rollback();
        connection.setAutoCommit(true);
    }

    int rows() {
        return rows;
    }

    int lines() {
        return lines;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(logs)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static List<String> tables(Connection connection) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(TABLES)) {
            while (row.next()) {
                tables.add(row.getString(1));
            }
        }
        return tables;
    }
}
