package io.madoguchi.local;

import io.madoguchi.local.jvm.Jdk;
import io.madoguchi.local.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a start takes once everything is built and the data are there, and how much memory each service then has.
 *
 * @param java of the services
 * @param whole from the launcher's first step until everything answers, as {@code deploy/up} starts it
 * @param services each started alone, with the others, PostgreSQL and Keycloak at rest; as often as was asked, in turn
 */
public record StartTimes(Jdk java, Duration whole, List<OneService> services) {
    private static final Pattern OWN = Pattern.compile(" started in ([0-9.]+)s");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    /**
     * @param own what the service says of itself: from its main method on
     * @param toReady from the launch of its process until {@code /q/health/ready} answers 200
     * @param residentKilobytes right after that (VmRSS)
     */
    public record OneService(Service service, Duration own, Duration toReady, long residentKilobytes) {}

    /**
     * Starts twice, so that the second start finds data and the archives of loaded classes; stops all in the end. Linux only.
     *
     * @param rounds how often each service is started
     */
    public static StartTimes measure(LocalSettings settings, int rounds, Progress progress)
            throws IOException, SQLException {
        LocalSystem.start(settings, progress, true).close();
        long begin = System.nanoTime();
        try (LocalSystem system = LocalSystem.start(settings, progress, true)) {
            Duration whole = Duration.ofNanos(System.nanoTime() - begin);
            List<OneService> services = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                for (Service service : Service.values()) {
                    services.add(restart(system, service));
                }
            }
            return new StartTimes(settings.java(), whole, services);
        }
    }

    private static OneService restart(LocalSystem system, Service service) throws IOException {
        system.stopService(service.label());
        long begin = System.nanoTime();
        system.startService(service.label());
        Duration toReady = Duration.ofNanos(System.nanoTime() - begin);
        Path log = system.settings().logs().resolve(service.label() + ".log");
        Path status = Path.of("/proc", String.valueOf(system.pid(service)), "status");
        double own = Double.parseDouble(find(OWN, log));
        return new OneService(
                service, Duration.ofMillis(Math.round(own * 1000)), toReady, Long.parseLong(find(RESIDENT, status)));
    }

    private static String find(Pattern pattern, Path file) throws IOException {
        Matcher matcher = pattern.matcher(Files.readString(file));
        if (!matcher.find()) {
            throw new IOException(file + " does not say: " + pattern);
        }
        return matcher.group(1);
    }
}
