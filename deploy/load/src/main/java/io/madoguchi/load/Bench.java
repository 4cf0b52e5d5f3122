package io.madoguchi.load;

import io.madoguchi.load.Picks.Pick;
import io.madoguchi.local.LocalSystem;
import io.madoguchi.local.city.City;
import io.madoguchi.local.progress.CannotStart;
import io.madoguchi.local.progress.Messages;
import io.madoguchi.local.progress.TerminalProgress;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** What {@code deploy/bench} runs. Exit codes: 0 measured, 1 not measured, 2 wrong usage. */
public final class Bench {
    private static final ResourceBundle TEXT = Messages.bundle("io.madoguchi.load.messages");
    private static final List<String> NAMES =
            List.of("checkout", "return", "lookup", "search", "history", "append", "query", "mixed");

    private final Path root = Path.of(System.getProperty("madoguchi.root", "."));
    private final String name;
    private City city = City.SHINJUKU;
    private int pairs = 5;
    private int clients = 32;
    private int seconds = 10;
    private int warmUp = 30;
    private @Nullable Double rate;
    private boolean trailPaused;
    private @Nullable Path json;

    private Bench(String name, List<String> options) {
        this.name = name;
        Deque<String> rest = new ArrayDeque<>(options);
        while (!rest.isEmpty()) {
            String option = rest.remove();
            if (option.equals("--trail-paused")) {
                trailPaused = true;
                continue;
            }
            String value = rest.isEmpty() ? "" : rest.remove();
            try {
                switch (option) {
                    case "--city" -> city = City.named(value).orElseThrow(() -> new CannotStart("city-unknown", value));
                    case "--pairs" -> pairs = positive(value);
                    case "--clients" -> clients = positive(value);
                    case "--seconds" -> seconds = positive(value);
                    case "--warm-up" -> warmUp = positive(value);
                    case "--rate" -> rate = (double) positive(value);
                    case "--json" -> json = Path.of(value);
                    default -> throw new IllegalArgumentException(text("bench-option", option));
                }
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(text("bench-number", option), e);
            }
        }
    }

    public static void main(String[] arguments) {
        int status;
        try {
            String name = arguments.length == 0 ? "" : arguments[0];
            if (!NAMES.contains(name)) {
                throw new IllegalArgumentException(text("bench-usage", String.join(", ", NAMES)));
            }
            new Bench(name, Arrays.asList(arguments).subList(1, arguments.length)).run();
            status = 0;
        } catch (IllegalArgumentException e) {
            Messages.err().println(e.getMessage());
            status = 2;
        } catch (CannotStart e) {
            Messages.err().println(e.getMessage());
            status = 1;
        } catch (IOException | SQLException | RuntimeException e) {
            Messages.err().println(text("bench-broken", e));
            status = 1;
        }
        System.exit(status);
    }

    private void run() throws IOException, SQLException {
        Optional<Path> pgbench = Pgbench.program();
        if (pgbench.isEmpty()) {
            throw new IllegalStateException(text("pgbench-missing"));
        }
        try (TerminalProgress progress =
                        new TerminalProgress(Messages.out(), Boolean.getBoolean("madoguchi.terminal"));
                LocalSystem system =
                        BenchSystem.start(root, root.resolve("deploy/.local/bench-" + city.title()), city, progress);
                Connection admin = system.adminConnection()) {
            Handlers handlers = new Handlers(system);
            Workload workload = progress.step(text("step-accounts"), detail -> workload(system, handlers, admin));
            Row row = new Rounds(
                            system,
                            handlers,
                            admin,
                            Pgbench.of(pgbench.get(), system),
                            new Rounds.Options(
                                    pairs,
                                    clients,
                                    Duration.ofSeconds(seconds),
                                    Duration.ofSeconds(warmUp),
                                    rate,
                                    trailPaused),
                            progress)
                    .measure(workload);
            Path file = json != null
                    ? json
                    : root.resolve("deploy/.local/bench/%s-%s%s.json"
                            .formatted(name, city.title(), trailPaused ? "-trail-paused" : ""));
            BenchReport report = new BenchReport(row, city.title(), trailPaused);
            progress.line(report.text());
            report.write(file);
            progress.line(text("bench-written", file));
        }
    }

    private Workload workload(LocalSystem system, Handlers handlers, Connection admin)
            throws IOException, SQLException {
        List<String> schools = schools(admin);
        boolean reading = name.equals("history");
        List<Bearer> bearers = handlers.at(reading ? "reading-guidance" : "counter", schools);
        List<Pick> picks = Picks.draw(admin, bearers);
        return switch (name) {
            case "checkout" -> Workload.checkout(bearers, picks);
            case "return" -> Workload.giveBack(bearers, picks);
            case "lookup" -> Workload.lookup(bearers, picks);
            case "search" -> Workload.search(handlers.sample("library-1", "school-library", schools.get(0)), picks);
            case "history" -> Workload.history(bearers, picks);
            case "query" -> Workload.query(handlers.sample("auditor-1", "auditor", schools.get(0)), admin);
            case "mixed" -> Workload.mixed(bearers, handlers.at("reading-guidance", schools), picks);
            default -> throw new IllegalArgumentException(text("bench-usage", String.join(", ", NAMES)));
        };
    }

    /** In the order of their numbers, the one of library-1 first. */
    private static List<String> schools(Connection admin) throws SQLException {
        List<String> schools = new ArrayList<>();
        try (Statement statement = admin.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT code FROM patron.school ORDER BY substr(code, 7), code")) {
            while (row.next()) {
                schools.add(row.getString(1));
            }
        }
        return schools;
    }

    private static int positive(String text) {
        int number = Integer.parseInt(text);
        if (number < 1) {
            throw new NumberFormatException(text);
        }
        return number;
    }

    static String text(String key, @Nullable Object... values) {
        return Messages.text(TEXT, key, values);
    }

    static String oneDecimal(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
