package io.madoguchi.local;

import io.madoguchi.local.account.Secrets;
import io.madoguchi.log.note.NoteSigner;
import io.madoguchi.log.note.NoteVerifier;
import java.io.IOException;
import java.io.UncheckedIOException;
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

    /** The name under which the log goes on, and the ones before it, the newest first. */
    private List<String> origins() {
        try {
            return Files.exists(originsFile()) ? Files.readAllLines(originsFile()) : List.of(ORIGIN);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With a key of its own, from the next start on. */
    void goOnAs(String origin) throws IOException {
        List<String> origins = new ArrayList<>(origins());
        origins.remove(origin);
        origins.add(0, origin);
        Files.createDirectories(settings.accessLog());
        Files.write(originsFile(), origins);
    }

    private Path originsFile() {
        return settings.accessLog().resolve("origins");
    }

    /** Of the newest origin. */
    NoteVerifier key() {
        return signer().verifier();
    }

    NoteSigner signer() {
        return NoteSigner.parse(secrets.logKey(origins().get(0)));
    }

    /** The folder of the log's archive, of all origins. */
    Path archive() {
        return settings.accessLog().resolve("archive");
    }

    /** Of all origins: a witness goes on to know the former ones. */
    List<String> keys() {
        return origins().stream()
                .map(origin ->
                        NoteSigner.parse(secrets.logKey(origin)).verifier().vkey())
                .toList();
    }

    /** For the audit service. */
    Map<String, String> environment() {
        return Map.of(
                "MADOGUCHI_LOG_KEY",
                String.join(" ", origins().stream().map(secrets::logKey).toList()),
                "MADOGUCHI_LOG_POLICY",
                policy().toString(),
                "MADOGUCHI_LOG_ARCHIVE",
                archive().toString());
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
        Files.createDirectories(archive());
        Path fresh = settings.accessLog().resolve("policy.new");
        Files.write(fresh, lines);
        Files.move(fresh, policy(), StandardCopyOption.ATOMIC_MOVE);
    }
}
