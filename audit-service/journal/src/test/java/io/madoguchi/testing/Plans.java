package io.madoguchi.testing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How PostgreSQL carried out the queries of one role: their plans, with the columns that each step puts out. */
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
            explain(statement, "0");
            long from = Long.parseLong(single(statement, "SELECT size FROM pg_stat_file(pg_current_logfile())"));
            try {
                work.run();
            } finally {
                explain(statement, "-1");
            }
            // The log is complete up to the last line that was written before this one.
            String log = single(statement, "SELECT pg_read_file(pg_current_logfile(), %d, 10000000)".formatted(from));
            List<String> plans = new ArrayList<>();
            Matcher entry = ENTRY.matcher(log + "\nend");
            while (entry.find()) {
                if (entry.group(1).endsWith("_" + role)) {
                    plans.add(entry.group(2));
                }
            }
            return plans;
        }
    }

    private static void explain(Statement statement, String from) throws SQLException {
        statement.execute("ALTER SYSTEM SET auto_explain.log_verbose = on");
        statement.execute("ALTER SYSTEM SET auto_explain.log_min_duration = " + from);
        statement.execute("SELECT pg_reload_conf()");
    }

    private static String single(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
