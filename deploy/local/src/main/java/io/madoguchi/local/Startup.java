package io.madoguchi.local;

import io.madoguchi.api.directory.CardHash;
import io.madoguchi.local.account.Secrets;
import io.madoguchi.local.city.LoadProgress;
import io.madoguchi.local.city.SampleCity;
import io.madoguchi.local.keycloak.KeycloakDistribution;
import io.madoguchi.local.keycloak.KeycloakServer;
import io.madoguchi.local.postgres.Databases;
import io.madoguchi.local.postgres.PostgresBinaries;
import io.madoguchi.local.postgres.PostgresServer;
import io.madoguchi.local.process.Pause;
import io.madoguchi.local.process.ServerProcess;
import io.madoguchi.local.progress.CannotStart;
import io.madoguchi.local.progress.Messages;
import io.madoguchi.local.progress.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** The order in which a system comes up: PostgreSQL; the log's witnesses; then Keycloak and the services side by side; then the sample city. */
final class Startup {
    static final String DATABASE = "madoguchi";
    static final ZoneId ZONE = ZoneId.of("Asia/Tokyo");
    /** Without news of any further one. */
    private static final Duration BORROWERS = Duration.ofMinutes(2);

    private final LocalSystem system;
    private final LocalSettings settings;
    private final Secrets secrets;
    private final Progress progress;
    private final boolean training;

    /** @param training whether a service that was built anew is first run for its archive, which makes all later starts quick */
    Startup(LocalSystem system, Progress progress, boolean training) {
        this.system = system;
        this.settings = system.settings();
        this.secrets = system.secrets();
        this.progress = progress;
        this.training = training;
    }

    void run() throws IOException, SQLException {
        ChosenCity city = new ChosenCity(settings);
        city.refuseAnother();
        LeftOvers leftOvers = new LeftOvers(settings);
        if (leftOvers.any()) {
            progress.run(Messages.text("step-left-overs"), leftOvers::stop);
        }
        city.remember();
        for (Map.Entry<String, Integer> port : settings.ports().byName().entrySet()) {
            TakenPort.refuse(port.getKey(), port.getValue());
        }
        for (int port : settings.clusters().values()) {
            TakenPort.refuse("PostgreSQL", port);
        }
        Path binaries = progress.step(
                Messages.text("step-postgres-unpack", Versions.postgres()),
                detail -> PostgresBinaries.unpack(settings.tools(), Versions.postgres()));
        PostgresServer postgres =
                progress.step(Messages.text("step-postgres-start"), detail -> startPostgres(binaries));
        Path keycloak = progress.step(
                Messages.text("step-keycloak-unpack", Versions.keycloak()),
                detail -> KeycloakDistribution.unpackAndBuild(
                        settings.root()
                                .resolve("deploy/local/target/keycloak/keycloak-quarkus-dist-" + Versions.keycloak()
                                        + ".zip"),
                        settings.tools(),
                        Versions.keycloak()));
        startWitnesses();
        if (city.mustBeFilled()) {
            fillBigCity();
            city.isFilled();
        }
        startServers(postgres, keycloak);
    }

    /** Before the audit service, which reads their keys from the policy. */
    private void startWitnesses() throws IOException, SQLException {
        Witnesses witnesses = new Witnesses(system);
        List<Witnesses.Running> running = new ArrayList<>();
        for (String label : witnesses.labels()) {
            progress.step(label, detail -> {
                if (!witnesses.isBuilt()) {
                    detail.accept(Messages.text("not-built"));
                    return false;
                }
                return running.add(witnesses.start(label));
            });
        }
        new AccessLog(system).writePolicy(running);
    }

    private PostgresServer startPostgres(Path binaries) throws IOException, SQLException {
        PostgresServer.Settings server = new PostgresServer.Settings(
                binaries,
                Versions.postgresMajor(),
                settings.postgres(),
                settings.logs().resolve("postgres.log"),
                settings.ports().postgres(),
                secrets.password("postgres-administrator"));
        PostgresServer postgres = system.launchPostgres(
                settings.city().isBig() && !settings.hasOwnClusters() ? server.forBigTables() : server);
        new Databases(postgres).createWithOwner(KeycloakServer.NAME, secrets.password("keycloak-database"));
        for (Service service : Service.values()) {
            createSchema(
                    service,
                    settings.hasOwnClusters() ? system.launchPostgres(system.clusterSettings(service)) : postgres);
        }
        return postgres;
    }

    private void createSchema(Service service, PostgresServer postgres) throws IOException, SQLException {
        Databases databases = new Databases(postgres);
        databases.create(DATABASE);
        databases.run(
                DATABASE,
                settings.root().resolve("deploy/postgres/service-roles.sql"),
                Map.of(
                        "schema", service.schema(),
                        "owner_password", secrets.password(service.schema() + "_owner"),
                        "app_password", secrets.password(service.schema() + "_app"),
                        "contractor_password", secrets.password(service.schema() + "_contractor"),
                        "relay_password", secrets.password(service.schema() + "_relay"),
                        "maintenance_password", secrets.password(service.schema() + "_maintenance")));
    }

    /**
     * The services start once to make their tables and stop again: the tables are locked for as long as they are filled, and no
     * access record may come between those of the past.
     */
    private void fillBigCity() throws IOException, SQLException {
        boolean complete = true;
        for (Service service : Service.values()) {
            complete &= startService(service);
        }
        if (!complete) {
            throw new CannotStart("city-services");
        }
        for (Service service : Service.values()) {
            system.stopService(service.label());
        }
        loadSampleCity();
        AccessLog log = new AccessLog(system);
        progress.step(
                Messages.text("step-trail"),
                detail -> SampleCity.loadTrail(
                        settings.city(),
                        settings.accessRecords(),
                        system.administratorSource(Service.AUDIT),
                        log.archive(),
                        log.signer(),
                        today(),
                        told(detail)));
    }

    private void startServers(PostgresServer postgres, Path distribution) throws IOException, SQLException {
        ExecutorService threads = Executors.newFixedThreadPool(Service.values().length + 1);
        try {
            Future<?> keycloak = threads.submit(() -> progress.step(
                    Messages.text("step-keycloak-start"), detail -> startKeycloak(postgres, distribution)));
            List<Future<Boolean>> services = new ArrayList<>();
            for (Service service : Service.values()) {
                services.add(threads.submit(() -> startService(service)));
            }
            boolean complete = true;
            for (Future<Boolean> service : services) {
                complete &= await(service);
            }
            // The services have made their tables; Keycloak takes longer than they do.
            if (complete && settings.sampleCity() && !settings.city().isBig()) {
                loadSampleCity();
            }
            await(keycloak);
            if (complete && settings.sampleCity()) {
                awaitBorrowers();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private ServerProcess startKeycloak(PostgresServer postgres, Path distribution) throws IOException, SQLException {
        KeycloakServer keycloak = new KeycloakServer(new KeycloakServer.Settings(
                distribution,
                settings.keycloak(),
                settings.logs().resolve("keycloak.log"),
                settings.run().resolve(KeycloakServer.NAME),
                settings.ports().keycloak(),
                postgres.jdbcUrl(KeycloakServer.NAME),
                secrets.password("keycloak-database"),
                secrets.password("keycloak-admin"),
                system.realmWith(new Placeholders(secrets, settings.ports(), today()))));
        ServerProcess server = system.launchKeycloak(keycloak, realmExists(postgres));
        keycloak.awaitReady(server);
        return server;
    }

    private static boolean realmExists(PostgresServer postgres) throws SQLException {
        try (Connection connection = postgres.administrator(KeycloakServer.NAME);
                Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery("SELECT to_regclass('public.realm') IS NOT NULL")) {
                if (!row.next() || !row.getBoolean(1)) {
                    return false;
                }
            }
            try (ResultSet row = statement.executeQuery(
                    "SELECT EXISTS (SELECT FROM public.realm WHERE name = '" + KeycloakServer.REALM + "')")) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private boolean startService(Service service) throws IOException, SQLException {
        Services services = new Services(system, settings);
        if (training && services.isBuilt(service) && !services.isTrained(service)) {
            progress.run(Messages.text("step-archive", service.label()), () -> services.train(service));
        }
        return progress.step(service.label(), detail -> {
            if (!services.isBuilt(service)) {
                detail.accept(Messages.text("not-built"));
                return false;
            }
            services.awaitReady(service, services.start(service));
            return true;
        });
    }

    private void loadSampleCity() throws IOException, SQLException {
        progress.step(Messages.text("step-city"), detail -> {
            return SampleCity.load(
                    settings.city(),
                    system.administratorSource(Service.PATRON),
                    system.administratorSource(Service.CIRCULATION),
                    CardHash.withKey(secrets.key("card-key")),
                    today(),
                    told(detail));
        });
    }

    /** With how many a second, once that can be said. */
    private static LoadProgress told(Consumer<String> detail) {
        Map<LoadProgress.Step, Instant> begun = new ConcurrentHashMap<>();
        return (part, done, total) -> {
            Instant start = begun.computeIfAbsent(part, first -> Instant.now());
            long millis = Math.max(1, Duration.between(start, Instant.now()).toMillis());
            detail.accept(Messages.text("city-" + part.name().toLowerCase(Locale.ROOT), done, total)
                    // Indexes take many seconds each.
                    + (millis < 5_000 || done < 1_000 ? "" : Messages.text("per-second", done * 1000 / millis)));
        };
    }

    /** Whoever scans a card in the first second should be known: circulation hears of patrons through the change feed. */
    private void awaitBorrowers() throws IOException, SQLException {
        progress.step(Messages.text("step-borrowers"), detail -> {
            long all = system.patrons();
            long known = -1;
            Instant advanced = Instant.now();
            for (long now = system.knownBorrowers(); now < all; now = system.knownBorrowers()) {
                if (now > known) {
                    known = now;
                    advanced = Instant.now();
                    detail.accept(Messages.text("borrowers-known", now, all));
                }
                if (Instant.now().isAfter(advanced.plus(BORROWERS))) {
                    throw new CannotStart("borrowers-missing", settings.logs());
                }
                // To count millions takes a moment, too.
                Pause.millis(settings.city().isBig() ? 2_000 : 200);
            }
            return true;
        });
    }

    static LocalDate today() {
        return LocalDate.now(ZONE);
    }

    private static <T> T await(Future<T> future) throws IOException, SQLException {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStart(e, "interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            if (e.getCause() instanceof SQLException cause) {
                throw cause;
            }
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }
}
