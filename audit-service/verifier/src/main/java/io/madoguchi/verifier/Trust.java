package io.madoguchi.verifier;

import io.madoguchi.log.note.MalformedNote;
import io.madoguchi.log.note.Policy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whom the auditor believes: keys of the log and of witnesses, given one by one or as a policy file. */
final class Trust {

    @Option(names = "--log-key", paramLabel = "VKEY")
    private List<String> logKeys = new ArrayList<>();

    @Option(names = "--witness", paramLabel = "VKEY")
    private List<String> witnesses = new ArrayList<>();

    @Option(names = "--quorum", paramLabel = "N")
    private @Nullable Integer quorum;

    @Option(names = "--policy", paramLabel = "FILE")
    private @Nullable Path policy;

    /** Refuses keys beside a file, no log, no witness without the word that none is wanted, and a quorum that can't be. */
    Policy policy(Desk desk) {
        if (policy != null) {
            if (!logKeys.isEmpty() || !witnesses.isEmpty() || quorum != null) {
                throw new Desk.Misused(desk.words().say("trust.both"));
            }
            try {
                return Policy.parse(desk.text(policy));
            } catch (MalformedNote e) {
                throw new Desk.Unreadable(desk.words().say("trust.policy", policy, String.valueOf(e.getMessage())));
            }
        }
        if (logKeys.isEmpty()) {
            throw new Desk.Misused(desk.words().say("trust.no-log"));
        }
        if (witnesses.isEmpty() && (quorum == null || quorum != 0)) {
            throw new Desk.Misused(desk.words().say("trust.no-witness"));
        }
        int needed = quorum == null ? witnesses.size() : quorum;
        if (needed < 0 || needed > witnesses.size()) {
            throw new Desk.Misused(desk.words().say("trust.quorum", needed, witnesses.size()));
        }
        try {
            return Policy.parse(text(needed));
        } catch (MalformedNote e) {
            throw new Desk.Misused(desk.words().say("trust.key", String.valueOf(e.getMessage())));
        }
    }

    private String text(int needed) {
        StringBuilder text = new StringBuilder();
        for (String key : logKeys) {
            text.append("log ").append(key.strip()).append('\n');
        }
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < witnesses.size(); i++) {
            String key = witnesses.get(i).strip();
            String name = key.split("\\+", 2)[0] + "#" + (i + 1);
            text.append("witness ").append(name).append(' ').append(key).append('\n');
            names.append(' ').append(name);
        }
        if (needed == 0) {
            return text.append("quorum none\n").toString();
        }
        return text.append("group quorum ")
                .append(needed)
                .append(names)
                .append("\nquorum quorum\n")
                .toString();
    }
}
