package io.madoguchi.local;

import io.madoguchi.local.account.Secrets;
import io.madoguchi.local.city.SampleCity;
import io.madoguchi.local.jvm.ClassArchive;
import io.madoguchi.local.process.ServerProcess;
import io.madoguchi.local.progress.CannotStart;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Starts the services' jars with the settings that they read from their environment. */
final class Services {
    /** On two busy cores the JVM takes ten seconds to write its archive. */
    private static final Duration TRAINING = Duration.ofMinutes(2);

    private final LocalSystem system;
    private final LocalSettings settings;

    Services(LocalSystem system, LocalSettings settings) {
        this.system = system;
        this.settings = settings;
    }

    boolean isBuilt(Service service) {
        return Files.exists(service.jar(settings.root()));
    }

    /** With what an earlier run has kept of the loaded classes, if there is such a run. */
    ServerProcess start(Service service) throws IOException {
        refuseUnlessBuilt(service);
        return start(service, archive(service).options(), service.label());
    }

    /** Whether {@link #train(Service)} has been done since the service was built. */
    boolean isTrained(Service service) throws IOException {
        return archive(service).exists();
    }

    /** Runs it for its archive's sake. It is a start like any other, with the service's database; without an archive the next is slow. */
    void train(Service service) throws IOException {
        refuseUnlessBuilt(service);
        ClassArchive archive = archive(service);
        ServerProcess process = start(service, archive.trainingOptions(), service.label() + "-training");
        awaitReady(service, process);
        if (process.end(TRAINING)) {
            archive.keep();
        }
    }

    private ClassArchive archive(Service service) throws IOException {
        return ClassArchive.of(
                settings.java(),
                settings.tools().resolve("archives"),
                service.label(),
                service.program(settings.root()),
                settings.serviceOptions());
    }

    private void refuseUnlessBuilt(Service service) {
        if (!isBuilt(service)) {
            throw new CannotStart("service-missing", service.label(), service.jar(settings.root()));
        }
    }

    private ServerProcess start(Service service, List<String> archiveOptions, String log) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(settings.java().java().toString());
        command.addAll(settings.serviceOptions());
        command.addAll(archiveOptions);
        command.add("-Dfile.encoding=UTF-8");
        command.add("-jar");
        command.add(service.jar(settings.root()).toString());
        return system.launch(new ServerProcess.Launch(
                service.label(),
                command,
                environment(service),
                settings.data(),
                settings.logs().resolve(log + ".log"),
                settings.run().resolve(service.label())));
    }

    void awaitReady(Service service, ServerProcess process) {
        process.awaitReady(system.url(service).resolve("/q/health/ready"), Duration.ofMinutes(2));
    }

    private Map<String, String> environment(Service service) throws IOException {
        Secrets secrets = system.secrets();
        Map<String, String> environment = new HashMap<>();
        environment.put("MADOGUCHI_HTTP_PORT", String.valueOf(settings.ports().of(service)));
        environment.put("MADOGUCHI_JDBC_URL", system.jdbcUrl(service));
        environment.put("MADOGUCHI_OWNER_PASSWORD", secrets.password(service.schema() + "_owner"));
        environment.put("MADOGUCHI_APP_PASSWORD", secrets.password(service.schema() + "_app"));
        environment.put("MADOGUCHI_CONTRACTOR_PASSWORD", secrets.password(service.schema() + "_contractor"));
        environment.put("MADOGUCHI_RELAY_PASSWORD", secrets.password(service.schema() + "_relay"));
        environment.put("MADOGUCHI_MAINTENANCE_PASSWORD", secrets.password(service.schema() + "_maintenance"));
        environment.put("MADOGUCHI_OIDC_URL", system.issuer().toString());
        environment.put("MADOGUCHI_CLIENT_SECRET", secrets.password(service.label()));
        environment.put("MADOGUCHI_TRAIL_KEY", signing(service).privateKey());
        if (service == Service.AUDIT) {
            environment.putAll(new AccessLog(system).environment());
            for (Service source : Service.values()) {
                environment.put(
                        "MADOGUCHI_" + source.name() + "_SERVICE_KEYS",
                        signing(source).publicKey());
            }
            environment.put(
                    "MADOGUCHI_KEYCLOAK_ADMIN_URL", system.keycloakAdminUrl().toString());
        } else {
            environment.put("MADOGUCHI_CARD_KEY", secrets.key("card-key"));
        }
        environment.put("MADOGUCHI_PATRON_URL", system.patronUrl().toString());
        environment.put("MADOGUCHI_CIRCULATION_URL", system.circulationUrl().toString());
        environment.put("MADOGUCHI_AUDIT_URL", system.auditUrl().toString());
        // Of the database, not of the disk: a developer's may be as full as it likes.
        environment.put("MADOGUCHI_JOURNAL_LARGEST_DATABASE", largestDatabase());
        if (settings.sampleCity()) {
            environment.put(
                    "MADOGUCHI_AUTHORISATIONS",
                    PilotAuthorisations.write(
                                    settings.data().resolve("authorisations"),
                                    SampleCity.school(2).code())
                            .toString());
        }
        environment.putAll(settings.serviceEnvironment());
        return environment;
    }

    /** Several times what the city takes from the start: with a full journal nothing is disclosed. */
    private String largestDatabase() {
        return switch (settings.city()) {
            case SMALL, SHINJUKU -> "20G";
            case JAPAN10 -> "100G";
            case JAPAN -> "1000G";
        };
    }

    private Secrets.Signing signing(Service service) {
        return system.secrets().signing(service.label() + ".signing");
    }
}
