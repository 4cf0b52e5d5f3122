package io.madoguchi.local;

import io.madoguchi.local.city.City;
import io.madoguchi.local.jvm.Jdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What one system consists of and where it keeps its things.
 *
 * @param root the checkout, with the services' built jars
 * @param data all that the system writes: database, secrets, logs, records of its processes
 * @param tools unpacked programs, shared by all systems of the checkout
 * @param java runs the services
 * @param serviceOptions given to each service's JVM
 * @param serviceEnvironment added to each service's environment, such as {@code MADOGUCHI_AUTHORISATIONS}
 * @param clusters by port, the PostgreSQL cluster of each service's own; empty where one cluster holds all schemas
 * @param sampleCity whether a sample city is loaded into an empty system
 * @param city which one
 * @param accessRecords how many its trail begins with
 */
public record LocalSettings(
        Path root,
        Path data,
        Path tools,
        Ports ports,
        Jdk java,
        List<String> serviceOptions,
        Map<String, String> serviceEnvironment,
        Map<Service, Integer> clusters,
        boolean sampleCity,
        City city,
        long accessRecords) {

    private static final List<String> SMALL = List.of("-Xms64m", "-Xmx256m", "-XX:+UseSerialGC");

    /** In the data folder of a system whose schemas have clusters of their own. */
    static final String OWN_CLUSTERS = "own-clusters";

    private static final Map<Service, Integer> STANDARD_CLUSTERS =
            Map.of(Service.PATRON, 8091, Service.CIRCULATION, 8092, Service.AUDIT, 8093);

    /** The system of {@code deploy/up}. */
    public static LocalSettings standard(Path root) {
        Path home = root.toAbsolutePath().normalize();
        Path data = home.resolve("deploy/.local");
        Map<Service, Integer> clusters = Files.exists(data.resolve(OWN_CLUSTERS)) ? STANDARD_CLUSTERS : Map.of();
        return new LocalSettings(
                        home,
                        data,
                        data.resolve("tools"),
                        Ports.standard(),
                        Jdk.newest(),
                        SMALL,
                        Map.of(),
                        clusters,
                        true,
                        City.SHINJUKU,
                        0)
                .withCity(ChosenCity.in(data).orElse(City.SHINJUKU));
    }

    /** A system on free ports that leaves the one of {@code deploy/up} alone; {@code data} is its own. The services run on the caller's Java. */
    public static LocalSettings beside(Path root, Path data) throws IOException {
        LocalSettings standard = standard(root);
        return new LocalSettings(
                standard.root(),
                data.toAbsolutePath(),
                standard.tools(),
                Ports.free(),
                Jdk.sameUnlessNamed(),
                SMALL,
                Map.of(),
                Map.of(),
                true,
                City.SHINJUKU,
                0);
    }

    /** With the access records that belong to it. */
    public LocalSettings withCity(City other) {
        return new LocalSettings(
                root,
                data,
                tools,
                ports,
                java,
                serviceOptions,
                serviceEnvironment,
                clusters,
                sampleCity,
                other,
                other.accessRecords());
    }

    /** Another number than the city's own, for trials. */
    public LocalSettings withAccessRecords(long count) {
        return new LocalSettings(
                root, data, tools, ports, java, serviceOptions, serviceEnvironment, clusters, sampleCity, city, count);
    }

    public LocalSettings withSampleCity(boolean wanted) {
        return new LocalSettings(
                root,
                data,
                tools,
                ports,
                java,
                serviceOptions,
                serviceEnvironment,
                clusters,
                wanted,
                city,
                accessRecords);
    }

    /**
     * Each schema in a PostgreSQL cluster of its own, on a free port, whose write-ahead log is archived: so that one can be
     * restored to an earlier moment without the others. Keycloak keeps the one it has.
     */
    public LocalSettings withOwnClusters() throws IOException {
        Map<Service, Integer> own = new EnumMap<>(Service.class);
        Iterator<Integer> free = Ports.free().byName().values().stream()
                .filter(port -> !ports.byName().containsValue(port))
                .iterator();
        for (Service service : Service.values()) {
            own.put(service, free.next());
        }
        return new LocalSettings(
                root,
                data,
                tools,
                ports,
                java,
                serviceOptions,
                serviceEnvironment,
                own,
                sampleCity,
                city,
                accessRecords);
    }

    public LocalSettings withServiceEnvironment(Map<String, String> environment) {
        return new LocalSettings(
                root, data, tools, ports, java, serviceOptions, environment, clusters, sampleCity, city, accessRecords);
    }

    public LocalSettings withServiceOptions(List<String> options) {
        return new LocalSettings(
                root, data, tools, ports, java, options, serviceEnvironment, clusters, sampleCity, city, accessRecords);
    }

    public LocalSettings withJava(Jdk other) {
        return new LocalSettings(
                root,
                data,
                tools,
                ports,
                other,
                serviceOptions,
                serviceEnvironment,
                clusters,
                sampleCity,
                city,
                accessRecords);
    }

    /** So many witnesses that all have to cosign; the standard is one. */
    public LocalSettings withWitnesses(int count) throws IOException {
        return new LocalSettings(
                root,
                data,
                tools,
                ports.withWitnesses(count),
                java,
                serviceOptions,
                serviceEnvironment,
                clusters,
                sampleCity,
                city,
                accessRecords);
    }

    Path secrets() {
        return data.resolve("secrets");
    }

    Path postgres() {
        return data.resolve("postgres");
    }

    boolean hasOwnClusters() {
        return !clusters.isEmpty();
    }

    /** Of the cluster in which this service's schema is. */
    Path postgres(Service service) {
        return hasOwnClusters() ? data.resolve("postgres-" + service.schema()) : postgres();
    }

    int postgresPort(Service service) {
        return clusters.getOrDefault(service, ports.postgres());
    }

    /** Of all clusters. */
    List<Path> clusterFolders() {
        return Stream.concat(Stream.of(postgres()), Stream.of(Service.values()).map(this::postgres))
                .distinct()
                .toList();
    }

    /** Where the log of the service's own cluster is kept. */
    Path archive(Service service) {
        return data.resolve("archive").resolve(service.schema());
    }

    Path backups(Service service) {
        return data.resolve("backups").resolve(service.schema());
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
