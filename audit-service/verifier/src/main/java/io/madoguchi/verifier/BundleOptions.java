package io.madoguchi.verifier;

import io.madoguchi.log.bundle.BundleCheck;
import io.madoguchi.log.bundle.BundleVerdict;
import io.madoguchi.log.bundle.IndexRange;
import io.madoguchi.log.note.MalformedNote;
import io.madoguchi.log.note.SignedNote;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A bundle, whom to believe about it, and what is known of the log already. */
final class BundleOptions {

    @Parameters(index = "0", paramLabel = "BUNDLE")
    private Path bundle = Path.of("");

    @Mixin
    private Trust trust = new Trust();

    @Option(names = "--checkpoint", paramLabel = "OLD")
    private @Nullable Path older;

    @Option(names = "--min-size", paramLabel = "N")
    private long leastSize;

    @Option(names = "--erased", paramLabel = "FIRST-LAST")
    private List<String> erased = new ArrayList<>();

    /** The check that these options ask for. */
    BundleCheck check(Desk desk) {
        BundleCheck check =
                BundleCheck.by(trust.policy(desk)).atLeast(leastSize).announced(announced(desk));
        return older == null ? check : check.since(note(desk, older));
    }

    static SignedNote note(Desk desk, Path file) {
        try {
            return SignedNote.parse(desk.text(file));
        } catch (MalformedNote e) {
            throw new Desk.Unreadable(desk.words().say("file.no-note", file, String.valueOf(e.getMessage())));
        }
    }

    private List<IndexRange> announced(Desk desk) {
        List<IndexRange> ranges = new ArrayList<>();
        for (String range : erased) {
            String[] ends = range.split("-", -1);
            try {
                ranges.add(new IndexRange(Long.parseLong(ends[0]), Long.parseLong(ends[ends.length - 1]) + 1));
            } catch (IllegalArgumentException e) {
                throw new Desk.Misused(desk.words().say("erased.range", range));
            }
            if (ends.length > 2) {
                throw new Desk.Misused(desk.words().say("erased.range", range));
            }
        }
        return ranges;
    }

    BundleVerdict verdict(Desk desk, BundleCheck check) {
        return verdict(desk, check, "reading", (index, record) -> {});
    }

    BundleVerdict verdict(Desk desk, BundleCheck check, String task, BundleCheck.Listener listener) {
        try (InputStream in = desk.open(bundle, task)) {
            return check.check(in, listener);
        } catch (IOException e) {
            throw desk.unreadable(bundle, e);
        }
    }
}
