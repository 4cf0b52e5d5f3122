package io.madoguchi.load;

import io.hyperfoil.api.config.BenchmarkBuilder;
import io.hyperfoil.api.config.PhaseBuilder;
import io.hyperfoil.api.config.SessionLimitPolicy;
import io.hyperfoil.api.session.ObjectAccess;
import io.hyperfoil.api.session.Session;
import io.hyperfoil.api.statistics.StatisticsSnapshot;
import io.hyperfoil.core.impl.LocalSimulationRunner;
import io.hyperfoil.core.session.SessionFactory;
import io.hyperfoil.http.api.HttpMethod;
import io.hyperfoil.http.config.HttpPluginBuilder;
import io.hyperfoil.http.statistics.HttpStats;
import io.hyperfoil.http.steps.HttpStepCatalog;
import io.madoguchi.api.Headers;
import io.madoguchi.api.trail.InquiryReason;
import io.madoguchi.local.LocalSystem;
import io.madoguchi.local.Service;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/** Sends requests to a local system with Hyperfoil and measures what came back. */
final class Load {
    /** Beyond so many the machine is lost anyway, and each has memory of its own. */
    private static final int OPEN_SESSIONS = 4_000;

    private static final int DIGITS = 3;
    private static final String ASK = "ask";

    /** Static, because Hyperfoil walks through all that its steps hold on to, and would through a hundred thousand requests. */
    private static volatile Supplier<Ask> asked = () -> {
        throw new IllegalStateException("nothing is asked");
    };

    private static volatile Map<Service, String> authorities = Map.of();

    private final LocalSystem system;

    Load(LocalSystem system) {
        this.system = system;
    }

    /** What came of one kind of request. */
    static final class Seen {
        private final Histogram latencies = new Histogram(DIGITS);
        private long answered;
        private long failed;

        private synchronized void add(StatisticsSnapshot snapshot) {
            long withSuccess = HttpStats.get(snapshot).status_2xx;
            answered += withSuccess;
            failed += snapshot.requestCount - withSuccess;
            latencies.add(snapshot.histogram);
        }

        /** With a status of 2xx. */
        long answered() {
            return answered;
        }

        /** With another status, or without an answer. */
        long failed() {
            return failed;
        }

        /** In nanoseconds. */
        Histogram latencies() {
            return latencies;
        }
    }

    /** So many clients, each of which asks again as soon as it was answered. */
    Map<String, Seen> closed(Supplier<Ask> asks, int clients, Duration duration) {
        return run(asks, clients, duration, phases -> phases.always(clients));
    }

    /** Requests come when they come, whether others have been answered or not: nothing is left out because it was slow. */
    Map<String, Seen> open(Supplier<Ask> asks, double perSecond, Duration duration) {
        return run(asks, 256, duration, phases -> phases.constantRate(0)
                .usersPerSec(perSecond)
                .variance(true)
                .maxSessions(OPEN_SESSIONS)
                .sessionLimitPolicy(SessionLimitPolicy.CONTINUE));
    }

    private interface Model {
        PhaseBuilder<?> of(PhaseBuilder.Catalog phases);
    }

    private Map<String, Seen> run(Supplier<Ask> asks, int connections, Duration duration, Model model) {
        asked = asks;
        authorities = Stream.of(Service.values())
                .collect(Collectors.toMap(
                        service -> service, service -> system.url(service).getAuthority()));
        BenchmarkBuilder benchmark = BenchmarkBuilder.builder().name("bench").threads(1);
        HttpPluginBuilder http = benchmark.addPlugin(HttpPluginBuilder::new);
        http.ergonomics().stopOnInvalid(false);
        for (Service service : Service.values()) {
            http.http(system.url(service).toString())
                    .allowHttp2(false)
                    .sharedConnections(connections)
                    .requestTimeout(20_000)
                    .endHttp();
        }
        ObjectAccess current = SessionFactory.objectAccess(ASK);
        model.of(benchmark.addPhase("run"))
                .duration(duration.toMillis())
                .scenario()
                .initialSequence(ASK)
                .step(session -> {
                    current.setObject(session, asked.get());
                    return true;
                })
                .step(HttpStepCatalog.SC)
                .httpRequest(HttpMethod.POST)
                .method(method(current))
                .authority(session -> authority(ask(current, session).service()))
                .path(session -> ask(current, session).path())
                .metric((authority, path) -> kindOf(path))
                .headerAppender((session, writer) -> {
                    Ask ask = ask(current, session);
                    writer.putHeader("authorization", ask.bearer().authorization());
                    if (ask.duty() != null) {
                        writer.putHeader(Headers.PURPOSE_OF_USE, ask.duty());
                    }
                    if (ask.isPost()) {
                        writer.putHeader("content-type", "application/json");
                    } else {
                        writer.putHeader(Headers.INQUIRY_REASON, InquiryReason.OPERATION.name());
                    }
                })
                .body((session, connection) ->
                        Unpooled.wrappedBuffer(ask(current, session).body().get()))
                .endStep();
        Map<String, Seen> seen = new ConcurrentSkipListMap<>();
        new LocalSimulationRunner(
                        benchmark.build(),
                        // Comes again and again, each time with what has come since.
                        (phase, step, metric, snapshot, countDown) -> seen.computeIfAbsent(metric, first -> new Seen())
                                .add(snapshot),
                        null,
                        null)
                .run();
        return seen;
    }

    private static HttpMethod.Builder method(ObjectAccess current) {
        return () -> session -> ask(current, session).isPost() ? HttpMethod.POST : HttpMethod.GET;
    }

    private static Ask ask(ObjectAccess current, Session session) {
        return (Ask) current.getObject(session);
    }

    private static String authority(Service service) {
        return Objects.requireNonNull(authorities.get(service));
    }

    /** Hyperfoil names what it counts by the path. */
    static String kindOf(String path) {
        String withoutQuery = path.contains("?") ? path.substring(0, path.indexOf('?')) : path;
        return withoutQuery.substring(withoutQuery.lastIndexOf('/') + 1);
    }
}
