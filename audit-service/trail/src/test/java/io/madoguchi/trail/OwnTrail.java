package io.madoguchi.trail;

import io.madoguchi.log.note.NoteSigner;
import io.madoguchi.log.note.SignatureType;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/** A free port, known before the service starts, at which it finds itself; and a log of its own. */
public class OwnTrail implements QuarkusTestResourceLifecycleManager {
    private Path folder;

    @Override
    public Map<String, String> start() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = String.valueOf(free.getLocalPort());
            NoteSigner key = NoteSigner.generate("log.example/test", SignatureType.ED25519);
            Path policy = Files.writeString(
                    folder().resolve("policy"), "log " + key.verifier().vkey() + "\nquorum none\n");
            return Map.of(
                    "quarkus.http.test-port", port,
                    "MADOGUCHI_AUDIT_URL", "http://127.0.0.1:" + port,
                    "log.keys", key.skey(),
                    "log.policy", policy.toString(),
                    "log.archive", folder().resolve("archive").toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path folder() throws IOException {
        if (folder == null) {
            folder = Files.createTempDirectory("trail");
        }
        return folder;
    }

    @Override
    public void stop() {
        if (folder != null) {
            try (Stream<Path> all = Files.walk(folder)) {
                all.sorted(Comparator.reverseOrder())
                        .forEach(path -> path.toFile().delete());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
