package io.madoguchi.trial.loss;

import static io.madoguchi.trial.CanaryTrial.text;

import io.madoguchi.local.LogOperation;
import io.madoguchi.local.Service;
import io.madoguchi.local.ServiceRestore;
import io.madoguchi.local.process.Pause;
import io.madoguchi.local.progress.Progress;
import io.madoguchi.trial.TrialSystem;
import io.madoguchi.trial.loss.Attempt.Kind;
import io.madoguchi.trial.loss.Attempt.Span;
import io.madoguchi.trial.loss.Complaint.Wrong;
import io.madoguchi.trial.loss.Ledger.Change;
import io.madoguchi.trial.loss.Ledger.JournalRow;
import io.madoguchi.trial.loss.Ledger.Mark;
import io.madoguchi.trial.loss.Watch.Observed;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Restores circulation's database, and then the trail's, to an earlier moment while the load goes on, each schema in a cluster of its
 * own: what was restored comes back closed and says why, one command catches up, and every byte that left the system before and
 * after is on record, once.
 */
public final class RestoreTrial {
    private static final int BEFORE_MILLIS = 1_500;
    private static final int LOST_MILLIS = 1_500;
    private static final int CLOSED_MILLIS = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SIGN_INS_MILLIS = 5_000;
    private static final String CLOSED = "journal-restored";

    private final Path root;
    private final Path data;
    private final long seed;
    private final Progress progress;

    /** {@code data}: of the trial's own system; removed at the end. */
    public RestoreTrial(Path root, Path data, long seed, Progress progress) {
        this.root = root;
        this.data = data;
        this.seed = seed;
        this.progress = progress;
    }

    /** {@code captured}: where the bytes of a trial that fails are kept. */
    public RestoreReport run(Path captured) throws IOException, SQLException {
        Instant begin = Instant.now();
        try (TrialSystem system = TrialSystem.start(root, data, KillTrial.QUICK_TO_START, true, progress)) {
            RestoreReport report = new RestoreReport(seed);
            Watch watch = Watch.over(system);
            progress.step(text("restore-circulation"), detail -> {
                Observed observed = new Course(system, watch).circulation(report);
                report.add(Service.CIRCULATION, observed);
                if (!observed.complaints().isEmpty()) {
                    Captured.write(captured.resolve("restore-circulation-" + seed), CLOSED, observed);
                }
                return true;
            });
            progress.step(text("restore-trail"), detail -> {
                Observed observed = new Course(system, watch).trail(report);
                report.add(Service.AUDIT, observed);
                if (!observed.complaints().isEmpty()) {
                    Captured.write(captured.resolve("restore-trail-" + seed), "restored", observed);
                }
                return true;
            });
            report.took(Duration.between(begin, Instant.now()));
            return report;
        }
    }

    private final class Course {
        private final TrialSystem system;
        private final Watch watch;
        private final Ledger ledger;
        private final List<Complaint> complaints = new ArrayList<>();

        Course(TrialSystem system, Watch watch) {
            this.system = system;
            this.watch = watch;
            this.ledger = watch.ledger();
        }

        Observed trail(RestoreReport report) throws IOException, SQLException {
            ServiceRestore restore = new ServiceRestore(system.system(), Service.AUDIT);
            watch.bearers().renewWhenDue();
            // Reports of who signed in come from Keycloak, and stand in no journal.
            Pause.millis(SIGN_INS_MILLIS);
            restore.backUp();
            ledger.awaitDelivery(ledger.mark(), PATIENCE);
            Mark mark = ledger.mark();
            List<Attempt> attempts;
            long from;
            long ready;
            try (Load load = watch.load(new Random(seed + 1))) {
                Pause.millis(BEFORE_MILLIS);
                Instant moment = Instant.now();
                Pause.millis(2 * LOST_MILLIS);
                LogOperation operation = new LogOperation(system.system());
                long size = operation.standing().size();
                from = System.nanoTime();
                restore.to(moment);
                report.lostEntries(size - operation.standing().size());
                awaitHealth(Service.AUDIT, "\"restored\"");
                LogOperation.Standing standing = operation.catchUp(caughtUp -> {});
                if (standing.withoutRecord() > 0) {
                    complaints.add(Complaint.of(Wrong.LOST, standing.withoutRecord() + " entries without a record"));
                }
                system.system().awaitReady();
                ready = System.nanoTime();
                Set<Kind> missing = load.awaitSuccessAfter(ready, PATIENCE);
                if (!missing.isEmpty()) {
                    complaints.add(Complaint.of(Wrong.NOT_RECOVERED, missing.toString()));
                }
                attempts = load.end();
                awaitCosigned(operation);
            }
            ledger.awaitDelivery(mark, PATIENCE);
            List<Change> changes = ledger.changes(mark);
            List<Ledger.Entry> records = ledger.trail(mark);
            // The counter was open all the time: no attempt is excused.
            Span nobody = Watch.never(from);
            complaints.addAll(watch.join(attempts, ledger.journals(mark), records, changes, nobody, List.of()));
            return new Observed(
                    attempts, records, changes.size(), nobody, (ready - from) / 1_000_000, List.copyOf(complaints));
        }

        /** The witness has not been contradicted, and goes on. */
        private void awaitCosigned(LogOperation operation) throws SQLException {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            LogOperation.Standing standing = operation.standing();
            while (standing.waiting() > 0 || standing.cosigned() < standing.size()) {
                if (System.nanoTime() > deadline) {
                    complaints.add(Complaint.of(
                            Wrong.NOT_RECOVERED,
                            "cosigned %d of %d, %d wait"
                                    .formatted(standing.cosigned(), standing.size(), standing.waiting())));
                    return;
                }
                Pause.millis(100);
                standing = operation.standing();
            }
        }

        private void awaitHealth(Service service, String words) throws IOException {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (!health(service).contains(words)) {
                if (System.nanoTime() > deadline) {
                    complaints.add(Complaint.of(Wrong.NOT_CLOSED, "its health does not say " + words));
                    return;
                }
                Pause.millis(100);
            }
        }

        Observed circulation(RestoreReport report) throws IOException, SQLException {
            ServiceRestore restore = new ServiceRestore(system.system(), Service.CIRCULATION);
            restore.backUp();
            watch.bearers().renewWhenDue();
            Mark mark = ledger.mark();
            List<Attempt> attempts;
            List<JournalRow> before;
            List<Change> changesBefore;
            Span closing;
            long ready;
            try (Load load = watch.load(new Random(seed))) {
                Pause.millis(BEFORE_MILLIS);
                Instant moment = Instant.now();
                Pause.millis(LOST_MILLIS);
                long from = System.nanoTime();
                restore.close();
                closing = new Span(from, System.nanoTime());
                long undelivered = restore.drain(PATIENCE);
                if (undelivered > 0) {
                    complaints.add(Complaint.of(Wrong.LOST, undelivered + " records before the restore"));
                }
                before = ledger.journals(mark);
                changesBefore = ledger.changes(mark);
                restore.to(moment);
                long restored = System.nanoTime();
                saysWhyItIsClosed(load, restored);
                new LogOperation(system.system()).catchUp(size -> {});
                system.system().awaitReady();
                ready = System.nanoTime();
                Set<Kind> missing = load.awaitSuccessAfter(ready, PATIENCE);
                if (!missing.isEmpty()) {
                    complaints.add(Complaint.of(Wrong.NOT_RECOVERED, missing.toString()));
                }
                attempts = load.end();
            }
            ledger.awaitDelivery(mark, PATIENCE);
            List<Change> changesNow = ledger.changes(mark);
            report.lost(changesBefore.stream()
                    .filter(change -> !changesNow.contains(change))
                    .count());
            List<JournalRow> journals = union(before, ledger.journals(mark), JournalRow::id, JournalRow::inHistory);
            List<Change> changes = union(changesBefore, changesNow, Function.identity(), Change::inHistory);
            List<Ledger.Entry> records = ledger.trail(mark);
            complaints.addAll(watch.join(attempts, journals, records, changes, closing, List.of()));
            return new Observed(
                    attempts,
                    records,
                    changes.size(),
                    closing,
                    (ready - closing.from()) / 1_000_000,
                    List.copyOf(complaints));
        }

        private void saysWhyItIsClosed(Load load, long restored) throws IOException {
            if (!load.awaitAnswerAfter(restored, CLOSED, PATIENCE)) {
                complaints.add(Complaint.of(Wrong.NOT_CLOSED, "no answer says " + CLOSED));
            }
            awaitHealth(Service.CIRCULATION, "\"" + CLOSED + "\"");
            long closed = System.nanoTime();
            Pause.millis(CLOSED_MILLIS);
            if (load.anySuccess(Service.CIRCULATION, closed)) {
                complaints.add(Complaint.of(Wrong.NOT_CLOSED, "it answered before anybody had accepted the journal"));
            }
        }

        private String health(Service service) throws IOException {
            URI url = system.system().url(service).resolve("/q/health/ready");
            HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
            try (InputStream answer =
                    connection.getResponseCode() == 503 ? connection.getErrorStream() : InputStream.nullInputStream()) {
                return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
    }

    /** The two histories of the journal have the numbers of transactions after the moment in common, and nothing else. */
    private static <T> List<T> union(
            List<T> before, List<T> now, Function<T, ?> identity, BiFunction<T, Integer, T> inHistory) {
        Set<Object> known = new HashSet<>();
        List<T> all = new ArrayList<>();
        for (T each : before) {
            known.add(identity.apply(each));
            all.add(inHistory.apply(each, 1));
        }
        for (T each : now) {
            if (known.add(identity.apply(each))) {
                all.add(inHistory.apply(each, 2));
            }
        }
        return all;
    }
}
