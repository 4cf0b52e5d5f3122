package io.madoguchi.trial;

import io.madoguchi.api.directory.CardHash;
import io.madoguchi.local.LocalSettings;
import io.madoguchi.local.LocalSystem;
import io.madoguchi.local.Service;
import io.madoguchi.local.process.Pause;
import io.madoguchi.local.process.Unpacking;
import io.madoguchi.local.progress.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A system of the trial's own, beside a running one: free ports, data that are removed at the end, a city full of markers. */
public final class TrialSystem implements AutoCloseable {
    private static final Duration FEED = Duration.ofMinutes(2);

    private final LocalSystem system;
    private final Path data;
    private final Documents documents;
    private final Markers markers;
    private final TrialCity city;
    private final List<String> serviceOptions;
    private final List<String> ordinaryOptions;

    private TrialSystem(LocalSystem system, Path data, Documents documents, List<String> serviceOptions)
            throws SQLException {
        this.serviceOptions = serviceOptions;
        this.ordinaryOptions = List.copyOf(serviceOptions);
        this.system = system;
        this.data = data;
        this.documents = documents;
        try (Connection patrons = system.adminConnection(Service.PATRON);
                Connection circulation = system.adminConnection(Service.CIRCULATION)) {
            boolean together = patrons.getMetaData()
                    .getURL()
                    .equals(circulation.getMetaData().getURL());
            Connection loans = together ? patrons : circulation;
            // In one transaction: the change feed tells of the patrons once, as they are in the end.
            patrons.setAutoCommit(false);
            circulation.setAutoCommit(false);
            TrialCity.insert(patrons, loans);
            markers = Markers.fill(
                    together ? List.of(patrons) : List.of(patrons, circulation),
                    CardHash.withKey(system.secrets().key("card-key")));
            circulation.commit();
            patrons.commit();
            city = TrialCity.read(patrons, circulation);
        }
    }

    static TrialSystem start(Path root, Path data, Progress progress) throws IOException, SQLException {
        return start(root, data, List.of(), false, progress);
    }

    /**
     * @param options for the services' JVMs, beside the ordinary ones
     * @param ownClusters whether each schema is in a cluster of its own
     */
    public static TrialSystem start(Path root, Path data, List<String> options, boolean ownClusters, Progress progress)
            throws IOException, SQLException {
        Documents documents = Documents.write(data.resolve("documents"));
        LocalSettings together = LocalSettings.beside(root, data);
        LocalSettings plain = ownClusters ? together.withOwnClusters() : together;
        // Kept, so that a service can be started again with others.
        List<String> serviceOptions = new ArrayList<>(plain.serviceOptions());
        serviceOptions.addAll(options);
        LocalSettings settings = plain.withSampleCity(false)
                .withServiceOptions(serviceOptions)
                .withServiceEnvironment(Map.of(
                        "MADOGUCHI_AUTHORISATIONS",
                        documents.folder().toString(),
                        // A trial asks a thousand times more than a school day; the limits have tests of their own.
                        "MADOGUCHI_READING_PER_QUARTER_HOUR",
                        "1000000",
                        "MADOGUCHI_READING_PERSONS_PER_DAY",
                        "100000000"));
        // Ctrl-C may come while it starts.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> removeLeftOvers(settings), "end of the trial"));
        LocalSystem system = LocalSystem.start(settings, progress);
        try {
            TrialSystem started = new TrialSystem(system, data, documents, serviceOptions);
            started.awaitBorrowers();
            return started;
        } catch (SQLException | RuntimeException e) {
            system.close();
            throw e;
        }
    }

    public LocalSystem system() {
        return system;
    }

    Documents documents() {
        return documents;
    }

    public Markers markers() {
        return markers;
    }

    public TrialCity city() {
        return city;
    }

    Path logs() {
        return data.resolve("logs");
    }

    /** With all rights, to the database of the services. */
    Connection connection() throws SQLException {
        return system.adminConnection();
    }

    /** With all rights, to the database in which this service's schema is. */
    public Connection connection(Service service) throws SQLException {
        return system.adminConnection(service);
    }

    /** The services that hold personal data, with these options for their JVMs beside the ordinary ones. */
    void restart(List<String> options) throws IOException {
        serviceOptions.clear();
        serviceOptions.addAll(ordinaryOptions);
        serviceOptions.addAll(options);
        for (Service service : List.of(Service.PATRON, Service.CIRCULATION)) {
            system.stopService(service.label());
            system.startService(service.label());
        }
    }

    void update(String sql) throws SQLException {
        update(Service.PATRON, sql);
    }

    /** In the database of this service's schema, with all rights. */
    public void update(Service service, String sql) throws SQLException {
        try (Connection connection = connection(service);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void awaitBorrowers() throws SQLException {
        Instant end = Instant.now().plus(FEED);
        while (!system.borrowersAreKnown()) {
            if (Instant.now().isAfter(end)) {
                throw new IllegalStateException("circulation has not heard of all patrons");
            }
            Pause.millis(200);
        }
    }

    private static void removeLeftOvers(LocalSettings settings) {
        try {
            LocalSystem.stopLeftOvers(settings);
            Unpacking.delete(settings.data());
        } catch (IOException | RuntimeException e) {
            System.err.println("not removed: " + settings.data());
        }
    }

    @Override
    public void close() throws IOException {
        system.close();
        Unpacking.delete(data);
    }
}
