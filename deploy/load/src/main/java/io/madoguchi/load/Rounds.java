package io.madoguchi.load;

import io.madoguchi.load.Load.Seen;
import io.madoguchi.load.Row.Latency;
import io.madoguchi.load.Row.Pair;
import io.madoguchi.local.LocalSystem;
import io.madoguchi.local.Service;
import io.madoguchi.local.progress.TerminalProgress;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** The order of one measurement: warm up, then rounds of requests and of pgbench in turn, then requests at a constant rate. */
final class Rounds {
    /** Of the throughput, so that what is measured is the answer and not the queue. */
    private static final double OPEN = 0.6;

    private static final double NANOS_PER_MILLI = 1e6;
    private static final Duration WARM_UP_STEP = Duration.ofSeconds(5);

    private final LocalSystem system;
    private final Connection admin;
    private final Pgbench pgbench;
    private final Options options;
    private final TerminalProgress progress;
    private final Load load;
    private final Cpu cpu;
    private final Backlog backlog;

    /**
     * @param open how long requests come at a constant rate
     * @param rate for the requests at a constant rate; null for a part of the throughput
     * @param trailPaused whether the trail takes nothing while a round is measured, so that its work is not in the figures
     */
    record Options(
            int pairs,
            int clients,
            Duration round,
            Duration warmUp,
            Duration open,
            @Nullable Double rate,
            boolean trailPaused) {}

    Rounds(LocalSystem system, Connection admin, Pgbench pgbench, Options options, TerminalProgress progress) {
        this.system = system;
        this.admin = admin;
        this.pgbench = pgbench;
        this.options = options;
        this.progress = progress;
        this.load = new Load(system);
        this.cpu = new Cpu(system.settings());
        this.backlog = new Backlog(admin);
    }

    Row measure(Workload workload) throws IOException, SQLException {
        warmUp(workload);
        prepareJournal(workload.records());
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < options.pairs(); i++) {
            boolean pgbenchFirst = i % 2 == 1;
            Double raw = pgbenchFirst ? pgbench(workload) : null;
            Pair own = requests(workload);
            if (!pgbenchFirst) {
                raw = pgbench(workload);
            }
            Pair pair = new Pair(own.perSecond(), own.failed(), raw, own.cpu(), own.p99());
            pairs.add(pair);
            progress.line(Bench.text(
                    raw == null ? "round-alone" : "round",
                    i + 1,
                    options.pairs(),
                    pair.perSecond(),
                    raw == null ? 0 : raw,
                    pair.ratio(),
                    pair.p99(),
                    pair.failed()));
        }
        double median =
                Row.Spread.of(pairs.stream().mapToDouble(Pair::perSecond)).median();
        return new Row(workload.name(), clients(workload), pairs, latency(workload, median));
    }

    private void warmUp(Workload workload) throws IOException, SQLException {
        workload.reset().run(admin);
        List<String> steps = new ArrayList<>();
        progress.step(Bench.text("step-warm-up"), detail -> {
            for (long left = options.warmUp().toSeconds(); left > 0; left -= WARM_UP_STEP.toSeconds()) {
                Pair step = requests(workload, WARM_UP_STEP);
                if (step.failed() > 0) {
                    // Everything is lent, say: from here on nothing but refusals would become quick.
                    workload.reset().run(admin);
                }
                steps.add("%.0f".formatted(step.perSecond()));
                detail.accept(String.join(" → ", steps) + "/s");
            }
            return true;
        });
    }

    /** pgbench writes its records where no relay delivers them from, in the same form and with the same index. */
    private void prepareJournal(Service records) throws SQLException {
        try (Statement statement = admin.createStatement()) {
            statement.execute("TRUNCATE bench.sample");
            statement.execute(
                    "INSERT INTO bench.sample SELECT body::text FROM %s.access_journal ORDER BY xid DESC, id DESC LIMIT 1"
                            .formatted(records.schema()));
            statement.execute("DROP TABLE IF EXISTS bench.journal");
            statement.execute(
                    "CREATE TABLE bench.journal (LIKE %s.access_journal INCLUDING ALL) PARTITION BY RANGE (xid)"
                            .formatted(records.schema()));
            statement.execute("CREATE TABLE bench.journal_rest PARTITION OF bench.journal DEFAULT");
            statement.execute("DROP TABLE IF EXISTS bench.access_record, bench.record_place");
            statement.execute(
                    "CREATE TABLE bench.access_record (LIKE audit.access_record INCLUDING ALL) PARTITION BY RANGE (index)");
            statement.execute("CREATE TABLE bench.access_record_rest PARTITION OF bench.access_record DEFAULT");
            statement.execute("CREATE TABLE bench.record_place (LIKE audit.record_place INCLUDING ALL)");
            statement.execute("CREATE SEQUENCE IF NOT EXISTS bench.place");
            statement.execute("GRANT INSERT ON bench.access_record, bench.record_place TO audit_app");
            statement.execute("GRANT USAGE ON SEQUENCE bench.place TO audit_app");
            for (Service service : Service.values()) {
                statement.execute(
                        "GRANT INSERT ON bench.journal TO %1$s_app, %1$s_contractor".formatted(service.schema()));
                statement.execute(
                        "GRANT SELECT ON bench.sample TO %1$s_app, %1$s_contractor".formatted(service.schema()));
            }
        }
    }

    private Pair requests(Workload workload) throws IOException, SQLException {
        workload.reset().run(admin);
        backlog.awaitEmpty();
        return withTrailAsAsked(() -> requests(workload, options.round()));
    }

    private interface Measuring<T> {
        T run() throws SQLException;
    }

    private <T> T withTrailAsAsked(Measuring<T> measuring) throws IOException, SQLException {
        if (!options.trailPaused()) {
            return measuring.run();
        }
        system.suspendService(Service.AUDIT.label());
        try {
            return measuring.run();
        } finally {
            system.resumeService(Service.AUDIT.label());
        }
    }

    private int clients(Workload workload) {
        return Math.min(options.clients(), workload.mostClients());
    }

    private Pair requests(Workload workload, Duration duration) throws SQLException {
        Map<String, Double> before = cpu.used();
        Map<String, Seen> seen = load.closed(workload.asks(), clients(workload), duration);
        // What is appended and has no place yet is half done.
        Duration took = workload.isForTheLog() ? duration.plus(backlog.awaitEmpty()) : duration;
        Map<String, Double> used = Cpu.between(before, cpu.used());
        long answered = seen.values().stream().mapToLong(Seen::answered).sum();
        Map<String, Double> each = new TreeMap<>();
        used.forEach((part, seconds) -> each.put(part, 1000 * seconds / Math.max(1, answered)));
        return new Pair(
                1000.0 * answered / took.toMillis(),
                seen.values().stream().mapToLong(Seen::failed).sum(),
                null,
                each,
                all(seen).getValueAtPercentile(99) / NANOS_PER_MILLI);
    }

    private @Nullable Double pgbench(Workload workload) throws IOException, SQLException {
        if (workload.script() == null) {
            return null;
        }
        workload.reset().run(admin);
        backlog.awaitEmpty();
        return pgbench.run(workload.script(), picks(), clients(workload), options.round());
    }

    private int picks() throws SQLException {
        try (Statement statement = admin.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM bench.pick")) {
            row.next();
            return row.getInt(1);
        }
    }

    private Latency latency(Workload workload, double throughput) throws IOException, SQLException {
        double rate = options.rate() == null ? OPEN * throughput : options.rate();
        return progress.step(Bench.text("step-latency", rate), detail -> {
            workload.reset().run(admin);
            backlog.awaitEmpty();
            Map<String, Seen> seen;
            double lag;
            double trail;
            try (Connection own = system.adminConnection()) {
                Lag watched = new Lag(own);
                seen = withTrailAsAsked(() -> load.open(workload.asks(), rate, options.open()));
                trail = backlog.awaitEmpty().toMillis() / 1000.0;
                lag = watched.p99();
            }
            Histogram latencies = all(seen);
            Map<Double, Double> curve = new TreeMap<>();
            for (double percentile : List.of(0.0, 10.0, 25.0, 50.0, 75.0, 90.0, 95.0, 99.0, 99.9, 99.99)) {
                curve.put(percentile, latencies.getValueAtPercentile(percentile) / NANOS_PER_MILLI);
            }
            return new Latency(
                    rate,
                    seen.values().stream().mapToLong(Seen::answered).sum(),
                    seen.values().stream().mapToLong(Seen::failed).sum(),
                    latencies.getValueAtPercentile(50) / NANOS_PER_MILLI,
                    latencies.getValueAtPercentile(95) / NANOS_PER_MILLI,
                    latencies.getValueAtPercentile(99) / NANOS_PER_MILLI,
                    latencies.getMaxValue() / NANOS_PER_MILLI,
                    curve,
                    lag,
                    trail);
        });
    }

    private static Histogram all(Map<String, Seen> seen) {
        Histogram all = new Histogram(3);
        seen.values().forEach(each -> all.add(each.latencies()));
        return all;
    }
}
