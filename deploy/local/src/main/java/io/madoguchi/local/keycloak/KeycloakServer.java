package io.madoguchi.local.keycloak;

import io.madoguchi.local.process.Pause;
import io.madoguchi.local.process.ServerProcess;
import io.madoguchi.local.process.Unpacking;
import io.madoguchi.local.progress.CannotStart;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** A Keycloak server on 127.0.0.1 with its data in PostgreSQL, in a home of its own beside the shared distribution. */
public final class KeycloakServer {
    public static final String REALM = "madoguchi";
    public static final String NAME = "keycloak";
    /** A process that ends by itself. */
    public static final String IMPORT = "keycloak-import";

    private final Settings settings;

    public KeycloakServer(Settings settings) {
        this.settings = settings;
    }

    /**
     * @param home what Keycloak writes; may be deleted, as everything that counts is in PostgreSQL
     * @param realm the whole realm with its secrets, as JSON
     */
    public record Settings(
            Path distribution,
            Path home,
            Path log,
            Path record,
            int port,
            String jdbcUrl,
            String databasePassword,
            String administratorPassword,
            String realm) {
        @Override
        public String toString() {
            return "Keycloak on " + port; // no password
        }

        public URI url() {
            return URI.create("http://127.0.0.1:" + port);
        }
    }

    /** What starts a process and keeps account of it. */
    @FunctionalInterface
    public interface Launcher {
        ServerProcess launch(ServerProcess.Launch launch) throws IOException;
    }

    /** Starts; imports the realm when there is none, and in place of the old one when the files have changed. */
    public ServerProcess start(boolean realmExists, Launcher launcher) throws IOException {
        // A server left behind by a killed launcher would still be using the database.
        ServerProcess.stopRecorded(settings.record());
        Path realm = prepareHome();
        Path importedHash = settings.home().resolve("imported.sha256");
        String hash = sha256(settings.realm());
        if (realmExists
                && !(Files.exists(importedHash)
                        && Files.readString(importedHash).equals(hash))) {
            importOverOld(realm, launcher);
        }
        ServerProcess server = launcher.launch(new ServerProcess.Launch(
                NAME,
                command("start", "--optimized", "--import-realm"),
                environment(),
                settings.home(),
                settings.log(),
                settings.record()));
        Files.writeString(importedHash, hash);
        return server;
    }

    public void awaitReady(ServerProcess server) {
        server.awaitReady(settings.url().resolve("/health/ready"), Duration.ofMinutes(4));
        server.awaitReady(settings.url().resolve("/realms/" + REALM), Duration.ofSeconds(20));
    }

    private Path prepareHome() throws IOException {
        Files.createDirectories(settings.home().resolve("conf"));
        for (String shared : List.of("lib", "providers", "themes")) {
            Path link = settings.home().resolve(shared);
            Unpacking.delete(link);
            Files.createSymbolicLink(
                    link, settings.distribution().resolve(shared).toAbsolutePath());
        }
        Path realm = settings.home().resolve("data/import/" + REALM + "-realm.json");
        Files.createDirectories(realm.getParent());
        Files.deleteIfExists(realm);
        Files.createFile(realm, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(realm, settings.realm());
        return realm;
    }

    private void importOverOld(Path realm, Launcher launcher) throws IOException {
        Path log = settings.log().resolveSibling(IMPORT + ".log");
        Path record = settings.record().resolveSibling(IMPORT);
        try (ServerProcess process = launcher.launch(new ServerProcess.Launch(
                IMPORT,
                command("import", "--optimized", "--override=true", "--file=" + realm),
                environment(),
                settings.home(),
                log,
                record))) {
            while (process.isAlive()) {
                Pause.millis(50);
            }
            if (process.exitValue() != 0) {
                throw new CannotStart("keycloak-import", log);
            }
        }
    }

    private List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(KeycloakDistribution.command(settings.home()));
        command.addAll(List.of(arguments));
        return command;
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("KC_CACHE", "local");
        environment.put("KC_DB_URL", settings.jdbcUrl());
        environment.put("KC_DB_USERNAME", NAME);
        environment.put("KC_DB_PASSWORD", settings.databasePassword());
        environment.put("KC_DB_POOL_MAX_SIZE", "20");
        environment.put("KC_HTTP_ENABLED", "true");
        environment.put("KC_HTTP_HOST", "127.0.0.1");
        environment.put("KC_HTTP_PORT", String.valueOf(settings.port()));
        environment.put("KC_HOSTNAME", settings.url().toString());
        environment.put("KC_BOOTSTRAP_ADMIN_USERNAME", "admin");
        environment.put("KC_BOOTSTRAP_ADMIN_PASSWORD", settings.administratorPassword());
        return environment;
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
