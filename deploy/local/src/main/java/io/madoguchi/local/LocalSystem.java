package io.madoguchi.local;

import io.madoguchi.local.account.OneTimeCode;
import io.madoguchi.local.account.SampleAccount;
import io.madoguchi.local.account.Secrets;
import io.madoguchi.local.account.SignIn;
import io.madoguchi.local.account.Token;
import io.madoguchi.local.keycloak.KeycloakServer;
import io.madoguchi.local.keycloak.RealmFile;
import io.madoguchi.local.postgres.PostgresBinaries;
import io.madoguchi.local.postgres.PostgresServer;
import io.madoguchi.local.postgres.WalArchive;
import io.madoguchi.local.process.ServerProcess;
import io.madoguchi.local.progress.CannotStart;
import io.madoguchi.local.progress.Messages;
import io.madoguchi.local.progress.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL, Keycloak, the three services and the log's witnesses, running on this machine. {@link #close()} ends them, services first and
 * PostgreSQL last; without it they go on when this JVM ends.
 */
public final class LocalSystem implements AutoCloseable {
    private final LocalSettings settings;
    private final Secrets secrets;
    private final RealmFile realm;
    private final Map<String, ServerProcess> servers = new LinkedHashMap<>();
    /** By their folders. */
    private final Map<Path, PostgresServer> clusters = new LinkedHashMap<>();

    private @Nullable KeycloakServer keycloak;
    private boolean closed;

    LocalSystem(LocalSettings settings) throws IOException {
        this.settings = settings;
        this.secrets = new Secrets(settings.secrets());
        this.realm = RealmFile.read(settings.root().resolve("deploy/keycloak"));
    }

    /** Returns when all answer. What a killed launcher left on the same data is ended first. */
    public static LocalSystem start(LocalSettings settings, Progress progress) throws IOException, SQLException {
        return start(settings, progress, false);
    }

    /** @param training as {@code deploy/up} does it: a service built anew is first run for its archive */
    static LocalSystem start(LocalSettings settings, Progress progress, boolean training)
            throws IOException, SQLException {
        LocalSystem system = new LocalSystem(settings);
        try {
            new Startup(system, progress, training).run();
            return system;
        } catch (IOException | SQLException | RuntimeException | Error e) {
            system.close();
            throw e;
        }
    }

    /** Ends whatever still runs on this data, whoever started it. */
    public static void stopLeftOvers(LocalSettings settings) throws IOException {
        new LeftOvers(settings).stop();
    }

    public LocalSettings settings() {
        return settings;
    }

    public URI patronUrl() {
        return url(Service.PATRON);
    }

    public URI circulationUrl() {
        return url(Service.CIRCULATION);
    }

    public URI auditUrl() {
        return url(Service.AUDIT);
    }

    public URI url(Service service) {
        return URI.create("http://127.0.0.1:" + settings.ports().of(service));
    }

    /** Of a witness, by its label: {@code witness}, {@code witness-2}, … */
    public URI witnessUrl(String label) {
        return new Witnesses(this).url(label);
    }

    /** Says whose signatures make a checkpoint of the access log one to believe (C2SP tlog-policy). */
    public Path logPolicy() {
        return new AccessLog(this).policy();
    }

    AccessLog accessLog() {
        return new AccessLog(this);
    }

    public URI keycloakUrl() {
        return URI.create("http://127.0.0.1:" + settings.ports().keycloak());
    }

    public URI issuer() {
        return keycloakUrl().resolve("/realms/" + KeycloakServer.REALM);
    }

    /** Keycloak's admin interface to the realm. */
    public URI keycloakAdminUrl() {
        return keycloakUrl().resolve("/admin/realms/" + KeycloakServer.REALM);
    }

    /** Of the database in which this service's schema is. */
    public String jdbcUrl(Service service) {
        return "jdbc:postgresql://127.0.0.1:" + settings.postgresPort(service) + "/" + Startup.DATABASE;
    }

    /** To the database that holds all schemas, with all rights; the caller closes it. */
    public Connection adminConnection() throws SQLException {
        if (settings.hasOwnClusters()) {
            throw new IllegalStateException("each schema has a cluster of its own");
        }
        return adminConnection(Service.PATRON);
    }

    /** To the database in which this service's schema is, with all rights; the caller closes it. */
    public Connection adminConnection(Service service) throws SQLException {
        return cluster(service).administrator(Startup.DATABASE);
    }

    DataSource administratorSource(Service service) {
        return cluster(service).administratorSource(Startup.DATABASE);
    }

    /** Whether circulation has heard of all patrons. */
    public boolean borrowersAreKnown() throws SQLException {
        return knownBorrowers() >= patrons();
    }

    long knownBorrowers() throws SQLException {
        return count(Service.CIRCULATION, "circulation.borrower");
    }

    long patrons() throws SQLException {
        return count(Service.PATRON, "patron.patron");
    }

    private long count(Service service, String table) throws SQLException {
        try (Connection connection = adminConnection(service);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM " + table)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** A token of a sample account, from the application that offers these scopes; with none named, all that its first one offers. */
    public Token token(String account, String... scopes) throws IOException {
        String client = SampleAccount.of(account).clientFor(List.of(scopes), realm.scopesByClient());
        return tokenFrom(client, account, scopes);
    }

    /** The same from an application of the caller's choice; one that does not offer a scope makes {@link SignIn.Refused}. */
    public Token tokenFrom(String client, String account, String... scopes) throws IOException {
        List<String> offered = realm.scopesByClient().getOrDefault(client, List.of());
        return tokenWith(client, account, scopes.length > 0 ? List.of(scopes) : offered);
    }

    /** With exactly these scopes, which may be none. */
    Token tokenWith(String client, String account, List<String> scopes) throws IOException {
        OneTimeCode factor = SampleAccount.of(account).isContractor() ? oneTimeCode(account) : null;
        return new SignIn(issuer()).account(client, account, secrets.password(account), factor, scopes);
    }

    /** The second factor of a contractor's sample account. */
    public OneTimeCode oneTimeCode(String account) {
        return new OneTimeCode(secrets.factor(account));
    }

    /** A token of a client that signs in by itself: {@code intranet} or one of the services. */
    public Token clientToken(String client) throws IOException {
        return new SignIn(issuer()).client(client, secrets.password(client));
    }

    public Secrets secrets() {
        return secrets;
    }

    public Map<String, List<String>> scopesByClient() {
        return realm.scopesByClient();
    }

    /** One of the services, or a witness. */
    public void startService(String service) throws IOException {
        Witnesses witnesses = new Witnesses(this);
        if (witnesses.labels().contains(service)) {
            witnesses.start(service);
            return;
        }
        Services services = new Services(this, settings);
        services.awaitReady(Service.of(service), services.start(Service.of(service)));
    }

    public void stopService(String service) {
        remove(service).ifPresent(ServerProcess::close);
    }

    /** As a power cut would end it. */
    public void killService(String service) {
        remove(service).ifPresent(ServerProcess::kill);
    }

    /** It keeps its connections and answers nobody, until {@link #resumeService(String)}. */
    public void suspendService(String service) throws IOException {
        running(service).suspend();
    }

    public void resumeService(String service) throws IOException {
        running(service).resume();
    }

    long pid(Service service) {
        return running(service.label()).pid();
    }

    private ServerProcess running(String service) {
        return Optional.ofNullable(server(service))
                .orElseThrow(() -> new IllegalStateException(service + " is not running"));
    }

    /** As a power cut would end it; {@link #startPostgres()} starts it again on what was on disk. */
    public void killPostgres() throws IOException {
        for (PostgresServer cluster : clusters()) {
            cluster.kill();
        }
    }

    /** Again, with the settings it had; returns when it takes connections. */
    public void startPostgres() throws IOException, SQLException {
        for (PostgresServer cluster : clusters()) {
            launchPostgres(cluster.settings());
        }
    }

    /** As a power cut would end it. */
    public void killKeycloak() {
        remove(KeycloakServer.NAME).ifPresent(ServerProcess::kill);
    }

    /** Again, with the realm as it is in the database. */
    public void startKeycloak() throws IOException {
        KeycloakServer known = keycloak();
        known.awaitReady(known.start(true, this::launch));
    }

    /** Returns when every part answers that it is ready. */
    public void awaitReady() throws IOException {
        Services services = new Services(this, settings);
        for (Service service : Service.values()) {
            ServerProcess process = server(service.label());
            if (process != null) {
                services.awaitReady(service, process);
            }
        }
        ServerProcess process = server(KeycloakServer.NAME);
        if (process != null) {
            keycloak().awaitReady(process);
        }
    }

    public boolean isRunning(String service) {
        return Optional.ofNullable(server(service)).map(ServerProcess::isAlive).orElse(false);
    }

    /** The first server that has ended though nobody stopped it. */
    synchronized Optional<String> firstEnded() {
        return servers.entrySet().stream()
                .filter(server -> !server.getValue().isAlive())
                .map(Map.Entry::getKey)
                .filter(name -> !name.equals(KeycloakServer.IMPORT))
                .findFirst();
    }

    /** Starts a server unless the system is being stopped: what starts now would be left behind. */
    synchronized ServerProcess launch(ServerProcess.Launch launch) throws IOException {
        refuseWhenClosed();
        ServerProcess server = ServerProcess.start(launch);
        servers.put(launch.name(), server);
        return server;
    }

    synchronized PostgresServer launchPostgres(PostgresServer.Settings postgresSettings)
            throws IOException, SQLException {
        refuseWhenClosed();
        PostgresServer started = PostgresServer.start(postgresSettings);
        clusters.put(postgresSettings.data(), started);
        return started;
    }

    /** Starts it and keeps it for another start. */
    ServerProcess launchKeycloak(KeycloakServer server, boolean realmExists) throws IOException {
        synchronized (this) {
            keycloak = server;
        }
        return server.start(realmExists, this::launch);
    }

    String realmWith(Placeholders placeholders) {
        return realm.resolve(placeholders::valueOf);
    }

    private synchronized List<PostgresServer> clusters() {
        return List.copyOf(clusters.values());
    }

    /** Another server on the same folder. */
    synchronized void replaced(PostgresServer server) {
        clusters.put(server.settings().data(), server);
    }

    /** Also one that another launcher started. */
    synchronized PostgresServer cluster(Service service) {
        return clusters.computeIfAbsent(
                settings.postgres(service), folder -> PostgresServer.running(clusterSettings(service)));
    }

    PostgresServer.Settings clusterSettings(Service service) {
        PostgresServer.Settings server = new PostgresServer.Settings(
                PostgresBinaries.folder(settings.tools(), Versions.postgres()),
                Versions.postgresMajor(),
                settings.postgres(service),
                settings.logs().resolve(settings.postgres(service).getFileName() + ".log"),
                settings.postgresPort(service),
                secrets.password("postgres-administrator"),
                settings.hasOwnClusters() ? new WalArchive(settings.archive(service)) : null);
        return settings.city().isBig() ? server.forBigTables() : server;
    }

    private synchronized KeycloakServer keycloak() {
        if (keycloak == null) {
            throw new IllegalStateException("Keycloak is not running");
        }
        return keycloak;
    }

    private synchronized @Nullable ServerProcess server(String name) {
        return servers.get(name);
    }

    private synchronized Optional<ServerProcess> remove(String name) {
        return Optional.ofNullable(servers.remove(name));
    }

    private void refuseWhenClosed() {
        if (closed) {
            throw new CannotStart("stopping");
        }
    }

    @Override
    public void close() {
        Map<String, ServerProcess> running;
        synchronized (this) {
            closed = true;
            running = new LinkedHashMap<>(servers);
            servers.clear();
        }
        // Side by side: each takes a second or two to finish its requests.
        running.values().parallelStream().forEach(ServerProcess::close);
        synchronized (this) {
            // Also one that came up although its start failed.
            stopPostgres();
            clusters.clear();
        }
    }

    private void stopPostgres() {
        try {
            new LeftOvers(settings).stopPostgres();
        } catch (IOException e) {
            throw new UncheckedIOException(Messages.text("postgres-left", settings.postgres()), e);
        }
    }
}
