package io.madoguchi.trial.loss;

import io.madoguchi.local.Service;
import io.madoguchi.local.process.Pause;
import io.madoguchi.trial.TrialSystem;
import io.madoguchi.trial.loss.Attempt.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Clients at work, each asking one thing after the other, and all that came back to them. */
public final class Load implements AutoCloseable {
    private static final int CLIENTS = 8;
    /** Those that read little at a time. */
    private static final int SLOW = 3;

    private final Queue<Attempt> attempts = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    private final List<Future<?>> work = new ArrayList<>();
    private volatile boolean ending;

    private Load() {}

    /** {@code random}: what they ask, and whom about. */
    static Load start(TrialSystem system, Bearers bearers, Readership readership, Random random) {
        Load load = new Load();
        for (int i = 0; i < CLIENTS; i++) {
            Client client = new Client(
                    system.system(), bearers, readership.shareOf(i, CLIENTS), i < SLOW, new Random(random.nextLong()));
            load.work.add(load.threads.submit(() -> {
                try (client) {
                    while (!load.ending) {
                        load.attempts.add(client.attempt());
                    }
                }
            }));
        }
        return load;
    }

    /** Waits until each kind has succeeded in an attempt begun after this moment, and says which have not in time. */
    Set<Kind> awaitSuccessAfter(long moment, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        Set<Kind> missing = missingAfter(moment);
        while (!missing.isEmpty() && System.nanoTime() < deadline) {
            Pause.millis(50);
            missing = missingAfter(moment);
        }
        return missing;
    }

    private Set<Kind> missingAfter(long moment) {
        Set<Kind> missing = EnumSet.allOf(Kind.class);
        for (Attempt attempt : attempts) {
            if (attempt.begun() >= moment && attempt.succeeded()) {
                missing.remove(attempt.kind());
            }
        }
        return missing;
    }

    /** Waits until an answer to an attempt begun after this moment has these words in it; whether one came in time. */
    boolean awaitAnswerAfter(long moment, String words, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < deadline) {
            for (Attempt attempt : attempts) {
                if (attempt.begun() >= moment
                        && new String(attempt.answer().bytes(), StandardCharsets.ISO_8859_1).contains(words)) {
                    return true;
                }
            }
            Pause.millis(50);
        }
        return false;
    }

    /** Waits until this service has answered 503 to an attempt begun after this moment; whether it has in time. */
    boolean awaitUnavailableAfter(Service service, long moment, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < deadline) {
            if (attempts.stream()
                    .anyMatch(attempt -> attempt.begun() >= moment
                            && attempt.kind().service() == service
                            && attempt.answer().status().orElse(0) == 503)) {
                return true;
            }
            Pause.millis(50);
        }
        return false;
    }

    /** Of an attempt begun after this moment. */
    boolean anySuccess(Service service, long moment) {
        return attempts.stream()
                .anyMatch(attempt ->
                        attempt.begun() >= moment && attempt.kind().service() == service && attempt.succeeded());
    }

    /** Lets each client end what it has begun; all attempts, in the order of their ends. */
    List<Attempt> end() {
        ending = true;
        for (Future<?> each : work) {
            try {
                each.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            } catch (ExecutionException e) {
                throw new IllegalStateException("a client broke down", e.getCause());
            }
        }
        return List.copyOf(attempts);
    }

    @Override
    public void close() {
        ending = true;
        threads.shutdownNow();
    }
}
