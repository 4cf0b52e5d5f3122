package io.madoguchi.trial;

import io.madoguchi.local.progress.Messages;
import io.madoguchi.local.progress.Progress;
import io.madoguchi.trial.ApiDocument.Operation;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.ResourceBundle;

/**
 * Fills every column of text with markers, asks the system for them in every way that its API documents suggest and some that
 * they don't, and looks for them in all that comes out: answers, logs, records (R21). A marker may only be where the
 * hand-written table allows the field to this duty or role, of this category, at this school.
 */
public final class CanaryTrial {
    static final ResourceBundle TEXT = Messages.bundle("io.madoguchi.trial.messages");

    /** At least so many, beside those that ask everything of everybody in turn. */
    private static final int BY_LOT = 400;

    private final Path root;
    private final Path data;
    private final int requests;
    private final long seed;
    private final Progress progress;

    /**
     * @param data of the trial's own system; removed at the end
     * @param requests at least as many as are made one by one, a few thousand
     */
    public CanaryTrial(Path root, Path data, int requests, long seed, Progress progress) {
        this.root = root;
        this.data = data;
        this.requests = requests;
        this.seed = seed;
        this.progress = progress;
    }

    public CanaryReport run() throws IOException, SQLException {
        Instant begin = Instant.now();
        List<Operation> operations = ApiDocument.operations(root);
        List<Identity> identities = Identities.of(root);
        try (TrialSystem system = TrialSystem.start(root, data, progress);
                Tokens tokens =
                        progress.step(text("canary-sign-in"), detail -> Tokens.obtain(system.system(), identities))) {
            Findings findings = new Findings();
            Sender sender = new Sender(system.system(), tokens::bearer);
            MarkerSearch search = new MarkerSearch(system.markers()::at);
            MayPass mayPass = new MayPass(system.city(), system.documents());
            Records records = new Records(system.logs());
            Planted planted = new Planted(
                    system, sender, records, into -> new Inspection(search, mayPass, tokens::scopes, into), identities);
            Map<String, Boolean> caught = progress.step(text("canary-planted"), detail -> planted.run());

            Inspection inspection = new Inspection(search, mayPass, tokens::scopes, findings);
            Requests made = new Requests(system.city(), identities, operations, tokens::scopes, seed);
            int count = Math.max(requests, made.systematic() + BY_LOT);
            progress.step(text("canary-requests", count), detail -> {
                new Exchange(sender, inspection, findings)
                        .run(made, count, done -> detail.accept(text("canary-done", done, count)));
                return true;
            });
            TwoCities.Outcome cities =
                    progress.step(text("canary-cities"), detail -> new TwoCities(system, sender, identities).run());
            progress.step(text("canary-records"), detail -> {
                records.inspectLogs(inspection);
                try (Connection connection = system.connection()) {
                    records.inspectTables(connection, inspection);
                }
                return true;
            });
            return new CanaryReport(
                    seed,
                    Duration.between(begin, Instant.now()),
                    findings,
                    mayPass.expected(identities),
                    caught,
                    cities,
                    system.markers(),
                    records);
        }
    }

    /** A sentence of the trials in the language of the terminal. */
    public static String text(String key, Object... values) {
        return Messages.text(TEXT, key, values);
    }
}
