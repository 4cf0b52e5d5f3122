package io.madoguchi.notes;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;

/** The port at which the service looks for the trail; nobody listens there until a test opens a {@link FakeTrail}. */
public class TrailPort implements QuarkusTestResourceLifecycleManager {
    private static final String PORT = "test.trail-port";

    @Override
    public Map<String, String> start() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            System.setProperty(PORT, String.valueOf(free.getLocalPort()));
            return Map.of("MADOGUCHI_AUDIT_URL", "http://127.0.0.1:" + free.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int get() {
        return Integer.getInteger(PORT);
    }

    @Override
    public void stop() {}
}
