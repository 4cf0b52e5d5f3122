package io.madoguchi.local;

import io.madoguchi.local.account.Secrets;
import io.madoguchi.log.note.NoteSigner;
import io.madoguchi.log.note.NoteVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What makes the access log of this machine: its key, its origin, and the policy that says who has to cosign it. */
final class AccessLog {
    static final String ORIGIN = "madoguchi.example/shinjuku";

    private final LocalSystem system;
    private final LocalSettings settings;
    private final Secrets secrets;

    AccessLog(LocalSystem system) {
        this.system = system;
        this.settings = system.settings();
        this.secrets = system.secrets();
    }

    NoteVerifier key() {
        return NoteSigner.parse(secrets.logKey(ORIGIN)).verifier();
    }

    /** For the audit service. */
    Map<String, String> environment() {
        return Map.of(
                "MADOGUCHI_LOG_KEY", secrets.logKey(ORIGIN),
                "MADOGUCHI_LOG_POLICY", policy().toString(),
                "MADOGUCHI_LOG_ARCHIVE", settings.accessLog().resolve("archive").toString());
    }

    Path policy() {
        return settings.accessLog().resolve("policy");
    }

    /** All of the witnesses have to cosign; without any, the log's own signature is enough. */
    void writePolicy(List<Witnesses.Running> witnesses) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("# C2SP tlog-policy. Whose signatures make a checkpoint of the access log one to believe.");
        lines.add("log " + key().vkey() + " " + system.auditUrl());
        for (Witnesses.Running witness : witnesses) {
            lines.add("witness " + witness.label() + " " + witness.key().vkey() + " " + witness.url());
        }
        if (witnesses.isEmpty()) {
            lines.add("quorum none");
        } else {
            lines.add("group witnesses all "
                    + String.join(
                            " ",
                            witnesses.stream().map(Witnesses.Running::label).toList()));
            lines.add("quorum witnesses");
        }
        Files.createDirectories(settings.accessLog().resolve("archive"));
        Path fresh = settings.accessLog().resolve("policy.new");
        Files.write(fresh, lines);
        Files.move(fresh, policy(), StandardCopyOption.ATOMIC_MOVE);
    }
}
