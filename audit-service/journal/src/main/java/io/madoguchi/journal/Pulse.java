package io.madoguchi.journal;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Whether the journal can be written at this moment. Tells a database that stalls from a machine that is merely slow: a record
 * is inserted and rolled back on a connection of its own, and has 0.4 s to succeed. Asked only where a request has
 * been waiting for long; once it has stopped, it is felt for until it is back.
 */
@ApplicationScoped
public class Pulse {
    private static final Logger LOG = Logger.getLogger(Pulse.class);
    private static final Duration LONGEST = Duration.ofMillis(400);
    private static final Duration BETWEEN = Duration.ofMillis(250);

    private final AgroalDataSource connection;
    private final ScheduledExecutorService prober;
    private volatile boolean stopped;
    private CompletableFuture<Boolean> beat = new CompletableFuture<>();
    private boolean probing;

    @Inject
    Pulse(AgroalDataSource own) throws SQLException {
        connection = AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .metricsEnabled(false)
                .connectionPoolConfiguration(pool -> pool.maxSize(1)
                        .acquisitionTimeout(LONGEST)
                        .connectionFactoryConfiguration(() -> own.getConfiguration()
                                .connectionPoolConfiguration()
                                .connectionFactoryConfiguration())));
        prober = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "journal-pulse");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Known since it was felt last. */
    public boolean hasStopped() {
        if (stopped) {
            feel();
        }
        return stopped;
    }

    /** False after 0.4 s at most. Whoever asks meanwhile gets the same answer. */
    public synchronized CompletionStage<Boolean> feel() {
        if (!probing) {
            probing = true;
            CompletableFuture<Boolean> next = new CompletableFuture<>();
            beat = next;
            prober.execute(() -> probe(next));
            giveUpInTime(next);
        }
        return beat;
    }

    private void giveUpInTime(CompletableFuture<Boolean> next) {
        next.completeOnTimeout(false, LONGEST.toMillis(), TimeUnit.MILLISECONDS).thenAccept(written -> {
            if (!written) {
                stop();
            }
        });
    }

    private void probe(CompletableFuture<Boolean> result) {
        boolean written = canWrite();
        synchronized (this) {
            probing = false;
        }
        result.complete(written);
        if (written) {
            start();
        } else {
            prober.schedule(this::feel, BETWEEN.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void stop() {
        if (!stopped) {
            LOG.error("closed: the journal can't be written");
        }
        stopped = true;
    }

    private void start() {
        if (stopped) {
            LOG.info("open again: the journal can be written");
        }
        stopped = false;
    }

    private boolean canWrite() {
        try (Connection probe = connection.getConnection()) {
            probe.setAutoCommit(false);
            try (PreparedStatement insert = probe.prepareStatement(
                    "INSERT INTO access_journal (id, recorded_at, body, salt) VALUES (gen_random_uuid(), now(), '{}', ?)")) {
                insert.setBytes(1, Salt.make());
                insert.executeUpdate();
            } finally {
                probe.rollback();
            }
            return true;
        } catch (SQLException e) {
            LOG.debug("no pulse:" + FailureText.of(e));
            // A connection that the database has ended would be tried again for ever.
            connection.flush(AgroalDataSource.FlushMode.ALL);
            // A journal that was restored answers, and says itself why it lets nobody in.
            return RestoredJournal.isWhy(e);
        }
    }

    @PreDestroy
    void close() {
        prober.shutdownNow();
        connection.close();
    }
}
