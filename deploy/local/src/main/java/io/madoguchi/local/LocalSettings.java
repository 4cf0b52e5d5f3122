package io.madoguchi.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What one system consists of and where it keeps its things.
 *
 * @param root the checkout, with the services' built jars
 * @param data all that the system writes: database, secrets, logs, records of its processes
 * @param tools unpacked programs, shared by all systems of the checkout
 * @param serviceOptions given to each service's JVM
 * @param serviceEnvironment added to each service's environment, such as {@code MADOGUCHI_AUTHORISATIONS}
 * @param sampleCity whether the sample city is loaded into an empty system
 */
public record LocalSettings(
        Path root,
        Path data,
        Path tools,
        Ports ports,
        List<String> serviceOptions,
        Map<String, String> serviceEnvironment,
        boolean sampleCity) {

    private static final List<String> SMALL = List.of("-Xms64m", "-Xmx256m", "-XX:+UseSerialGC");

    /** The system of {@code deploy/up}. */
    public static LocalSettings standard(Path root) {
        Path home = root.toAbsolutePath().normalize();
        Path data = home.resolve("deploy/.local");
        return new LocalSettings(home, data, data.resolve("tools"), Ports.standard(), SMALL, Map.of(), true);
    }

    /** A system on free ports that leaves the one of {@code deploy/up} alone; {@code data} is its own. */
    public static LocalSettings beside(Path root, Path data) throws IOException {
        LocalSettings standard = standard(root);
        return new LocalSettings(
                standard.root(), data.toAbsolutePath(), standard.tools(), Ports.free(), SMALL, Map.of(), true);
    }

    public LocalSettings withSampleCity(boolean wanted) {
        return new LocalSettings(root, data, tools, ports, serviceOptions, serviceEnvironment, wanted);
    }

    public LocalSettings withServiceEnvironment(Map<String, String> environment) {
        return new LocalSettings(root, data, tools, ports, serviceOptions, environment, sampleCity);
    }

    public LocalSettings withServiceOptions(List<String> options) {
        return new LocalSettings(root, data, tools, ports, options, serviceEnvironment, sampleCity);
    }

    /** So many witnesses that all have to cosign; the standard is one. */
    public LocalSettings withWitnesses(int count) throws IOException {
        return new LocalSettings(
                root, data, tools, ports.withWitnesses(count), serviceOptions, serviceEnvironment, sampleCity);
    }

    Path secrets() {
        return data.resolve("secrets");
    }

    Path postgres() {
        return data.resolve("postgres");
    }

    Path keycloak() {
        return data.resolve("keycloak");
    }

    /** The access log's policy and archive. */
    Path accessLog() {
        return data.resolve("log");
    }

    /** A witness's own, by its label. */
    Path witness(String label) {
        return data.resolve(label);
    }

    Path logs() {
        return data.resolve("logs");
    }

    /** Records of running processes. */
    Path run() {
        return data.resolve("run");
    }
}
