package io.madoguchi.local;

import io.madoguchi.local.city.City;
import io.madoguchi.local.process.Pause;
import io.madoguchi.local.process.Unpacking;
import io.madoguchi.local.progress.CannotStart;
import io.madoguchi.local.progress.Messages;
import io.madoguchi.local.progress.TerminalProgress;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code deploy/up} runs. In the foreground it stays and ends everything when it is ended; in the background it leaves when all
 * is ready. Exit codes: 0 ready or already running, 1 not started, 2 wrong usage.
 */
public final class Up {
    private LocalSettings settings;
    private @Nullable City chosen;
    private final PrintStream out;
    private final TerminalProgress progress;
    private volatile boolean stopping;
    private volatile boolean failed;

    private Up(LocalSettings settings, PrintStream out) {
        this.settings = settings;
        this.out = out;
        this.progress = new TerminalProgress(out, Boolean.getBoolean("madoguchi.terminal"));
    }

    public static void main(String[] arguments) {
        List<String> options = List.of(arguments);
        LocalSettings settings = LocalSettings.standard(Path.of(System.getProperty("madoguchi.root", ".")));
        Up up = new Up(settings, Messages.out());
        int status = 1;
        try {
            up.choose(options);
            if (options.contains("--is-running")) {
                status = up.isRunning() ? 0 : 1;
            } else {
                status = up.run(
                        options.contains("--background"),
                        options.contains("--fresh"),
                        options.contains("--own-clusters"));
            }
        } catch (CannotStart e) {
            up.complain(String.valueOf(e.getMessage()));
        } catch (IOException | SQLException | RuntimeException e) {
            up.complain(Messages.text("unexpected", e));
        }
        System.exit(status);
    }

    /** The city that is named, else the one that is there; a fresh start forgets which that was. */
    private void choose(List<String> options) {
        int name = options.indexOf("--city") + 1;
        boolean fresh = options.contains("--fresh");
        if (name > 0) {
            String title = name < options.size() ? options.get(name) : "";
            chosen = City.named(title).orElseThrow(() -> new CannotStart("city-unknown", title));
        } else if (fresh) {
            chosen = City.SHINJUKU;
        }
        settings = withCity(settings);
        if (!fresh) {
            new ChosenCity(settings).refuseAnother();
        }
    }

    private LocalSettings withCity(LocalSettings of) {
        return chosen == null ? of : of.withCity(chosen);
    }

    /** One line; silent when the trouble is only that somebody pressed Ctrl-C. */
    private void complain(String text) {
        if (!stopping) {
            failed = true;
            progress.close();
            Messages.err().println(text);
        }
    }

    private int run(boolean background, boolean fresh, boolean ownClusters) throws IOException, SQLException {
        if (fresh) {
            Down.stop(settings, progress);
        }
        Optional<OneAtATime> turn = OneAtATime.take(settings);
        if (turn.isEmpty()) {
            if (Files.exists(ready())) {
                out.println(Messages.text("already-running"));
                return 0;
            }
            throw new CannotStart("other-start");
        }
        try (OneAtATime mine = turn.get()) {
            if (isRunning()) {
                out.println(Messages.text("already-running"));
                return 0;
            }
            Files.deleteIfExists(ready());
            if (fresh) {
                progress.run(Messages.text("step-fresh"), this::deleteData);
            }
            if (ownClusters && !settings.hasOwnClusters()) {
                chooseOwnClusters();
            }
            start(background);
            return 0;
        }
    }

    /** In the background, whole; in the foreground its launcher holds the lock. */
    private boolean isRunning() throws IOException {
        return Files.exists(ready())
                && (OneAtATime.holder(settings)
                                .filter(launcher -> launcher.pid()
                                        != ProcessHandle.current().pid())
                                .isPresent()
                        || Files.readString(ready()).equals("background") && new LeftOvers(settings).complete());
    }

    private void start(boolean background) throws IOException, SQLException {
        LocalSystem system = new LocalSystem(settings);
        Thread stopAll = new Thread(() -> stop(system), "stop");
        Runtime.getRuntime().addShutdownHook(stopAll);
        new Startup(system, progress, true).run();
        Files.writeString(ready(), background ? "background" : "foreground");
        progress.close();
        out.println(Messages.text("ready", progress.elapsed().toMillis() / 1000.0));
        new Summary(system).print(out);
        if (background) {
            Runtime.getRuntime().removeShutdownHook(stopAll);
            out.println(Messages.text("stop-with-down"));
        } else {
            out.println(Messages.text("stop-with-ctrl-c"));
            watch(system);
        }
    }

    private void stop(LocalSystem system) {
        stopping = true;
        progress.close();
        // After a complaint that is the last word.
        if (!failed) {
            out.println();
            out.println(Messages.text("stopping-all"));
        }
        try {
            Files.deleteIfExists(ready());
            system.close();
            if (!failed) {
                out.println(Messages.text("stopped"));
            }
        } catch (IOException | RuntimeException e) {
            Messages.err().println(Messages.text("unexpected", e));
        }
    }

    private void watch(LocalSystem system) {
        while (!stopping) {
            Optional<String> ended = system.firstEnded();
            if (ended.isPresent() && !stopping) {
                throw new CannotStart("ended-by-itself", ended.get(), settings.logs());
            }
            Pause.millis(500);
        }
        // The hook ends this JVM.
        Pause.millis(60_000);
    }

    /** Schemas are not moved from one cluster to another. */
    private void chooseOwnClusters() throws IOException {
        if (Files.exists(settings.postgres())) {
            throw new CannotStart("clusters-fresh");
        }
        Files.createDirectories(settings.data());
        Files.createFile(settings.data().resolve(LocalSettings.OWN_CLUSTERS));
        settings = withCity(LocalSettings.standard(settings.root()));
    }

    private void deleteData() throws IOException {
        for (Path cluster : settings.clusterFolders()) {
            Unpacking.delete(cluster);
        }
        Files.deleteIfExists(settings.data().resolve(LocalSettings.OWN_CLUSTERS));
        Unpacking.delete(settings.data().resolve("archive"));
        Unpacking.delete(settings.data().resolve("backups"));
        new ChosenCity(settings).forget();
        settings = withCity(LocalSettings.standard(settings.root()));
        for (Path part : List.of(settings.keycloak(), settings.secrets(), settings.logs())) {
            Unpacking.delete(part);
        }
        // A witness that remembers the log of before would refuse the new one.
        Unpacking.delete(settings.accessLog());
        for (Path witness : Witnesses.filesIn(settings.data())) {
            Unpacking.delete(witness);
        }
    }

    private Path ready() {
        return settings.run().resolve("ready");
    }
}
