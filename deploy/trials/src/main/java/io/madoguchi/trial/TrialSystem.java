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
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A system of the trial's own, beside a running one: free ports, data that are removed at the end, a city full of markers. */
final class TrialSystem implements AutoCloseable {
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
        try (Connection connection = system.adminConnection()) {
            // In one transaction: the change feed tells of the patrons once, as they are in the end.
            connection.setAutoCommit(false);
            TrialCity.insert(connection);
            markers = Markers.fill(connection, CardHash.withKey(system.secrets().key("card-key")));
            connection.commit();
            city = TrialCity.read(connection);
        }
    }

    static TrialSystem start(Path root, Path data, Progress progress) throws IOException, SQLException {
        Documents documents = Documents.write(data.resolve("documents"));
        LocalSettings plain = LocalSettings.beside(root, data);
        // Kept, so that a service can be started again with others.
        List<String> serviceOptions = new ArrayList<>(plain.serviceOptions());
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

    LocalSystem system() {
        return system;
    }

    Documents documents() {
        return documents;
    }

    Markers markers() {
        return markers;
    }

    TrialCity city() {
        return city;
    }

    Path logs() {
        return data.resolve("logs");
    }

    Connection connection() throws SQLException {
        return system.adminConnection();
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
        try (Connection connection = connection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void awaitBorrowers() throws SQLException {
        Instant end = Instant.now().plus(FEED);
        while (!borrowersAreKnown()) {
            if (Instant.now().isAfter(end)) {
                throw new IllegalStateException("circulation has not heard of all patrons");
            }
            Pause.millis(200);
        }
    }

    private boolean borrowersAreKnown() throws SQLException {
        try (Connection connection = connection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT (SELECT count(*) FROM circulation.borrower) >= (SELECT count(*) FROM patron.patron)")) {
            return row.next() && row.getBoolean(1);
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
