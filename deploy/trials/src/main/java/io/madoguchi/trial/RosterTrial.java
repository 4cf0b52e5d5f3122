package io.madoguchi.trial;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.madoguchi.local.LocalSettings;
import io.madoguchi.local.LocalSystem;
import io.madoguchi.local.Service;
import io.madoguchi.local.city.SampleCity;
import io.madoguchi.local.city.SampleRoster;
import io.madoguchi.local.city.SampleRoster.Profile;
import io.madoguchi.local.process.Pause;
import io.madoguchi.local.process.Unpacking;
import io.madoguchi.local.progress.TerminalProgress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/**
 * Ends the directory with {@code kill -9} while it imports the whole city, at moments by lot, again and again: after each kill every school
 * is wholly as it was or wholly as the roster has it, and what the district then does, to send the roster again, brings all of them there.
 */
final class RosterTrial {
    private static final int RENUMBERED = 100;
    private static final Duration LONGEST = Duration.ofMinutes(3);

    private final Path root;
    private final Path data;
    private final int kills;
    private final Random random;
    private final TerminalProgress progress;
    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();

    RosterTrial(Path root, Path data, int kills, long seed, TerminalProgress progress) {
        this.root = root;
        this.data = data;
        this.kills = kills;
        this.random = new Random(seed);
        this.progress = progress;
    }

    /**
     * How schools stood after a kill.
     *
     * @param torn partly old and partly new
     */
    record Standing(int old, int renewed, int torn) {}

    /** Whether no school was ever torn, every import came to its end, and kills met imports at work. */
    boolean run() throws IOException, SQLException {
        LocalSettings settings = LocalSettings.beside(root, data);
        Unpacking.delete(data);
        try (LocalSystem system = LocalSystem.start(settings, progress)) {
            byte[] asItIs = roster(0);
            byte[] renumbered = roster(RENUMBERED);
            importToItsEnd(system, asItIs);
            // As long as an import takes: moments by lot are to meet all of it.
            Instant begin = Instant.now();
            importToItsEnd(system, renumbered);
            Duration usual = Duration.between(begin, Instant.now());
            boolean renewing = false;
            int met = 0;
            int torn = 0;
            for (int kill = 1; kill <= kills; kill++) {
                byte[] next = renewing ? renumbered : asItIs;
                long moment = (long) (usual.toMillis() * 1.1 * random.nextDouble());
                CompletableFuture<HttpResponse<String>> sent = send(system, next);
                Pause.millis(moment);
                system.killService(Service.PATRON.label());
                sent.handle((answer, broken) -> true).join();
                Standing found = standing(system, renewing);
                torn += found.torn();
                met += found.renewed() > 0 && found.old() > 0 ? 1 : 0;
                progress.line(CanaryTrial.text(
                        "roster-kill", kill, kills, moment, found.old(), found.renewed(), found.torn()));
                system.startService(Service.PATRON.label());
                importToItsEnd(system, next);
                Standing end = standing(system, renewing);
                torn += end.torn() + end.old();
                renewing = !renewing;
            }
            progress.line(CanaryTrial.text("roster-end", kills, met, torn));
            return torn == 0;
        } finally {
            Unpacking.delete(data);
        }
    }

    private static byte[] roster(int renumbered) throws IOException {
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        SampleRoster.write(SampleCity.schools(), Profile.JAPAN_1_2_1, renumbered, zip);
        return zip.toByteArray();
    }

    private CompletableFuture<HttpResponse<String>> send(LocalSystem system, byte[] roster) throws IOException {
        return http.sendAsync(
                request(system, "")
                        .header("Content-Type", "application/zip")
                        .POST(BodyPublishers.ofByteArray(roster))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(LocalSystem system, String path) throws IOException {
        return HttpRequest.newBuilder(URI.create(system.patronUrl() + "/v1/roster-imports" + path))
                .header(
                        "Authorization",
                        "Bearer " + system.clientToken("intranet").value());
    }

    /** Waits for its end, and so for those before it that were interrupted. */
    private void importToItsEnd(LocalSystem system, byte[] roster) throws IOException {
        Instant end = Instant.now().plus(LONGEST);
        JsonNode now = json.readTree(send(system, roster).join().body());
        while (!now.hasNonNull("endedAt")) {
            if (Instant.now().isAfter(end)) {
                throw new IllegalStateException(
                        CanaryTrial.text("roster-endless", now.path("state").asText()));
            }
            Pause.millis(100);
            now = json.readTree(http.sendAsync(
                            request(system, "/" + now.path("id").asText()).build(), BodyHandlers.ofString())
                    .join()
                    .body());
        }
        if (!now.path("state").asText().equals("APPLIED")) {
            throw new IllegalStateException(
                    CanaryTrial.text("roster-endless", now.path("state").asText()));
        }
    }

    private static Standing standing(LocalSystem system, boolean renewing) throws SQLException {
        int old = 0;
        int renewed = 0;
        int torn = 0;
        try (Connection admin = system.adminConnection();
                ResultSet row = admin.createStatement()
                        .executeQuery(
                                """
                                SELECT bool_or(attendance_number > 100), bool_or(attendance_number <= 100) FROM patron.patron
                                WHERE NOT departed AND attendance_number IS NOT NULL GROUP BY school
                                """)) {
            while (row.next()) {
                if (row.getBoolean(1) && row.getBoolean(2)) {
                    torn++;
                } else if (row.getBoolean(1) == renewing) {
                    renewed++;
                } else {
                    old++;
                }
            }
        }
        return new Standing(old, renewed, torn);
    }
}
