package io.madoguchi.testing;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How PostgreSQL carried out the queries of one role: their plans, with the columns that each step puts out. Needs a
 * {@link TestPostgres} with {@code plans}.
 */
public final class Plans {
    private static final Pattern ENTRY = Pattern.compile("(?ms)^(\\w*?) ?LOG:.*?plan:\\n(.*?)(?=^\\S)");

    private Plans() {}

    /** What is run between the two ends, such as a request to the service. */
    public interface Work {
        void run() throws Exception;
    }

    /** The plans of all queries that a role, such as {@code contractor}, ran meanwhile. */
    public static List<String> of(String role, Work work) throws Exception {
        try (Connection admin = TestPostgres.administrator();
                Statement statement = admin.createStatement()) {
            long from = Long.parseLong(TestPostgres.read(admin, "SELECT size FROM pg_stat_file(pg_current_logfile())")
                    .get(0));
            String begin = mark(statement);
            work.run();
            String end = mark(statement);
            // The log is written by a process of its own, in the order in which the others spoke.
            Instant patience = Instant.now().plusSeconds(30);
            String log = logFrom(statement, from);
            while (!log.contains(end) && Instant.now().isBefore(patience)) {
                log = logFrom(statement, from);
            }
            List<String> plans = new ArrayList<>();
            Matcher entry = ENTRY.matcher(log.substring(log.indexOf(begin)));
            while (entry.find()) {
                if (entry.group(1).endsWith("_" + role)) {
                    plans.add(entry.group(2));
                }
            }
            return plans;
        }
    }

    private static String mark(Statement statement) throws SQLException {
        String mark = "mark-" + UUID.randomUUID();
        statement.execute("SELECT '" + mark + "'");
        return mark;
    }

    private static String logFrom(Statement statement, long offset) throws SQLException {
        try (ResultSet row = statement.executeQuery(
                "SELECT pg_read_binary_file(pg_current_logfile(), %d, 100000000)".formatted(offset))) {
            row.next();
            return new String(row.getBytes(1), StandardCharsets.UTF_8);
        }
    }
}
