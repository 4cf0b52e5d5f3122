package io.madoguchi.load;

import io.madoguchi.load.Picks.Pick;
import io.madoguchi.local.LocalSettings;
import io.madoguchi.local.LocalSystem;
import io.madoguchi.local.Service;
import io.madoguchi.local.StartTimes;
import io.madoguchi.local.city.City;
import io.madoguchi.local.jvm.Jdk;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** What {@code deploy/bench} runs. Exit codes: 0 measured, 1 not measured, 2 wrong usage. */
public final class Bench {
    private static final ResourceBundle TEXT = Messages.bundle("io.madoguchi.load.messages");
    private static final List<String> NAMES =
            List.of("checkout", "return", "lookup", "search", "history", "append", "query", "mixed");
    /** Stops and starts the system, so that nothing else can be measured on it meanwhile. */
    private static final String START = "start";

    private final Path root = Path.of(System.getProperty("madoguchi.root", "."));
    private final List<String> names;
    private City city = City.SHINJUKU;
    private int pairs = 5;
    private int clients = 32;
    private int seconds = 10;
    private int warmUp = 60;
    private int openSeconds = 20;
    private @Nullable Double rate;
    private boolean trailPaused;
    private boolean fresh;
    private @Nullable Path json;

    private Bench(List<String> arguments) {
        Deque<String> rest = new ArrayDeque<>(arguments);
        List<String> wanted = new ArrayList<>();
        while (!rest.isEmpty() && !rest.peek().startsWith("--")) {
            wanted.add(rest.remove());
        }
        if (!wanted.equals(List.of(START)) && (wanted.isEmpty() || !NAMES.containsAll(wanted))) {
            throw new IllegalArgumentException(text("bench-usage", String.join(", ", NAMES), START));
        }
        this.names = List.copyOf(wanted);
        while (!rest.isEmpty()) {
            String option = rest.remove();
            if (option.equals("--fresh")) {
                fresh = true;
                continue;
            }
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
                    case "--open-seconds" -> openSeconds = positive(value);
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
            new Bench(Arrays.asList(arguments)).run();
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
        if (names.contains(START)) {
            measureStarts();
            return;
        }
        Optional<Path> pgbench = Pgbench.program();
        if (pgbench.isEmpty()) {
            throw new IllegalStateException(text("pgbench-missing"));
        }
        LocalSettings settings = BenchSystem.prepare(root, city, fresh);
        try (TerminalProgress progress = progress();
                LocalSystem system = LocalSystem.start(settings, progress);
                Connection admin = system.adminConnection();
                Handlers handlers = new Handlers(system)) {
            List<String> schools = schools(admin);
            List<Bearer> counter = progress.step(text("step-accounts"), detail -> handlers.at("counter", schools));
            List<Pick> picks = progress.step(text("step-picks"), detail -> Picks.draw(admin, counter));
            Rounds rounds = new Rounds(
                    system,
                    admin,
                    Pgbench.of(pgbench.get(), system),
                    new Rounds.Options(
                            pairs,
                            clients,
                            Duration.ofSeconds(seconds),
                            Duration.ofSeconds(warmUp),
                            Duration.ofSeconds(openSeconds),
                            rate,
                            trailPaused),
                    progress);
            List<BenchReport> reports = new ArrayList<>();
            for (String name : names) {
                progress.line(name);
                Row row = rounds.measure(workload(name, handlers, admin, schools, counter, picks));
                BenchReport report = new BenchReport(row, city.title(), trailPaused);
                Path file = json != null && names.size() == 1
                        ? json
                        : root.resolve("deploy/.local/bench/%s-%s%s.json"
                                .formatted(name, city.title(), trailPaused ? "-trail-paused" : ""));
                report.write(file);
                progress.line(text("bench-written", file));
                reports.add(report);
            }
            progress.line(System.lineSeparator() + BenchReport.head());
            reports.forEach(report -> progress.line(report.line()));
        }
    }

    private void measureStarts() throws IOException, SQLException {
        try (TerminalProgress progress = progress()) {
            StartReport report = new StartReport(city.title());
            LocalSettings settings = BenchSystem.prepare(root, city, fresh);
            for (Jdk java : new LinkedHashSet<>(List.of(Jdk.newest(), Jdk.sameUnlessNamed()))) {
                report.add(StartTimes.measure(settings.withJava(java), pairs, progress));
            }
            Path file = json != null ? json : root.resolve("deploy/.local/bench/start-%s.json".formatted(city.title()));
            report.write(file);
            progress.line(System.lineSeparator() + report.text());
        }
    }

    private static TerminalProgress progress() {
        return new TerminalProgress(Messages.out(), Boolean.getBoolean("madoguchi.terminal"));
    }

    private static Workload workload(
            String name,
            Handlers handlers,
            Connection admin,
            List<String> schools,
            List<Bearer> counter,
            List<Pick> picks)
            throws IOException, SQLException {
        return switch (name) {
            case "checkout" -> Workload.checkout(counter, picks);
            case "return" -> Workload.giveBack(counter, picks);
            case "lookup" -> Workload.lookup(counter, picks);
            case "search" -> Workload.search(handlers.sample("library-1", "school-library", schools.get(0)), picks);
            case "history" -> Workload.history(handlers.at("reading-guidance", schools), picks);
            case "query" -> Workload.query(handlers.sample("auditor-1", "auditor", schools.get(0)), admin);
            case "append" -> Workload.append(handlers.service(Service.CIRCULATION.label()), admin);
            default -> Workload.mixed(counter, handlers.at("reading-guidance", schools), picks);
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
}
