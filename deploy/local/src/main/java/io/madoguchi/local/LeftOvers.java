package io.madoguchi.local;

import io.madoguchi.local.keycloak.KeycloakServer;
import io.madoguchi.local.postgres.PostgresBinaries;
import io.madoguchi.local.postgres.PostgresServer;
import io.madoguchi.local.process.RecordedProcess;
import io.madoguchi.local.process.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What runs on a data folder, found by the records in it: after a start in the background, or after a launcher was killed. */
final class LeftOvers {
    private final LocalSettings settings;

    LeftOvers(LocalSettings settings) {
        this.settings = settings;
    }

    boolean any() throws IOException {
        return runningClusters() > 0 || !runningServers().isEmpty();
    }

    /** Whether nothing is missing. */
    boolean complete() throws IOException {
        return runningClusters() == settings.clusterFolders().size()
                && runningServers().size()
                        == Service.values().length
                                + 1
                                + settings.ports().witnesses().size();
    }

    void stop() throws IOException {
        for (Path record : records()) {
            ServerProcess.stopRecorded(record);
        }
        stopPostgres();
    }

    void stopPostgres() throws IOException {
        for (Path cluster : settings.clusterFolders()) {
            PostgresServer.stopLeftOver(PostgresBinaries.folder(settings.tools(), Versions.postgres()), cluster);
        }
    }

    private int runningClusters() throws IOException {
        int running = 0;
        for (Path cluster : settings.clusterFolders()) {
            running += PostgresServer.isRunning(cluster) ? 1 : 0;
        }
        return running;
    }

    private List<Path> runningServers() throws IOException {
        List<Path> running = new ArrayList<>();
        for (Path record : records()) {
            if (RecordedProcess.find(record).isPresent()) {
                running.add(record);
            }
        }
        return running;
    }

    private List<Path> records() throws IOException {
        List<Path> records = new ArrayList<>();
        for (Service service : Service.values()) {
            records.add(settings.run().resolve(service.label()));
        }
        records.add(settings.run().resolve(KeycloakServer.NAME));
        records.addAll(Witnesses.filesIn(settings.run()));
        return records;
    }
}
