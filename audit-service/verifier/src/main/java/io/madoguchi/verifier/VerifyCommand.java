package io.madoguchi.verifier;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.madoguchi.log.bundle.BundleCheck;
import io.madoguchi.log.bundle.BundleVerdict;
import io.madoguchi.log.record.CanonicalJson;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Proves a bundle as a whole, and only then shows the records that the auditor looks for. */
@Command(name = "verify", mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {

    private final Desk desk;

    @Mixin
    private BundleOptions options = new BundleOptions();

    @Mixin
    private Filter filter = new Filter();

    @Option(names = "--out", paramLabel = "FILE")
    private @Nullable Path out;

    @Option(names = "--json")
    private boolean json;

    private long matches;

    VerifyCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() throws IOException {
        boolean filtered = filter.prepare(desk);
        BundleCheck check = options.check(desk);
        BundleVerdict verdict = options.verdict(desk, check);
        Report report = new Report(desk);
        ObjectNode result = report.json(verdict);
        if (!json) {
            report.print(verdict);
        }
        boolean proven = verdict.proven();
        if (proven && (filtered || out != null)) {
            // A second look at the file, now that every line of it is known to be true.
            BundleVerdict again = show(check);
            proven = again.proven() && again.sha256().equals(verdict.sha256());
            result.put("proven", proven).put("matches", matches);
            if (!json) {
                desk.say(proven ? "filter.matches" : "filter.changed", matches, verdict.entries());
            }
        }
        if (json) {
            desk.out().println(result.toPrettyString());
        }
        return proven ? Verifier.PROVEN : Verifier.WRONG;
    }

    private BundleVerdict show(BundleCheck check) throws IOException {
        if (out == null) {
            return options.verdict(desk, check, "filtering", (index, record) -> {
                if (filter.matches(record)) {
                    matches++;
                    if (!json) {
                        desk.out().println(index + "\t" + CanonicalJson.write(record));
                    }
                }
            });
        }
        try (Writer file = new BufferedWriter(Files.newBufferedWriter(out))) {
            return options.verdict(desk, check, "filtering", (index, record) -> {
                if (filter.matches(record)) {
                    matches++;
                    file.write(CanonicalJson.write(record) + "\n");
                }
            });
        } catch (IOException e) {
            throw desk.unreadable(out, e);
        }
    }
}
