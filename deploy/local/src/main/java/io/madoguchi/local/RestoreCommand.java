package io.madoguchi.local;

import io.madoguchi.local.progress.CannotStart;
import io.madoguchi.local.progress.Messages;
import io.madoguchi.local.progress.TerminalProgress;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What {@code deploy/backup} and {@code deploy/restore} run, on a running system whose schemas have clusters of their own. Exit
 * codes: 0 done, 1 not done, 2 wrong usage.
 */
public final class RestoreCommand {
    private static final Duration DRAINING = Duration.ofMinutes(2);

    private final LocalSystem system;
    private final TerminalProgress progress;

    private RestoreCommand(LocalSystem system, TerminalProgress progress) {
        this.system = system;
        this.progress = progress;
    }

    public static void main(String[] arguments) {
        LocalSettings settings = LocalSettings.standard(Path.of(System.getProperty("madoguchi.root", ".")));
        List<String> options = new ArrayList<>(Arrays.asList(arguments));
        int status = 0;
        try (TerminalProgress progress =
                new TerminalProgress(Messages.out(), Boolean.getBoolean("madoguchi.terminal"))) {
            RestoreCommand command = new RestoreCommand(new LocalSystem(settings), progress);
            switch (options.remove(0)) {
                case "backup" -> command.backUp(options);
                default -> command.restore(options);
            }
        } catch (IllegalArgumentException e) {
            Messages.err().println(e.getMessage());
            status = 2;
        } catch (CannotStart e) {
            Messages.err().println(e.getMessage());
            status = 1;
        } catch (IOException | SQLException | RuntimeException e) {
            Messages.err().println(Messages.text("unexpected", e));
            status = 1;
        }
        System.exit(status);
    }

    private void backUp(List<String> labels) throws IOException, SQLException {
        List<Service> services = labels.isEmpty()
                ? List.of(Service.values())
                : labels.stream().map(RestoreCommand::service).toList();
        for (Service service : services) {
            Path folder = progress.step(
                    Messages.text("step-backup", service.label()),
                    detail -> new ServiceRestore(system, service).backUp());
            progress.line("  " + folder);
        }
    }

    private void restore(List<String> options) throws IOException, SQLException {
        boolean open = options.remove("--open");
        boolean drain = !options.remove("--without-delivery");
        if (open && options.size() == 1) {
            Service service = service(options.get(0));
            new ServiceRestore(system, service).accept();
            progress.line(Messages.text("restore-opened", service.label()));
        } else if (!open && options.size() == 3 && options.get(1).equals("--to")) {
            restore(service(options.get(0)), moment(options.get(2)), drain);
        } else {
            throw new IllegalArgumentException(Messages.text("restore-usage"));
        }
    }

    private void restore(Service service, Instant moment, boolean drain) throws IOException, SQLException {
        ServiceRestore restore = new ServiceRestore(system, service);
        restore.requireBackupFor(moment);
        if (drain && service != Service.AUDIT) {
            progress.run(Messages.text("step-close", service.label()), restore::close);
            long waiting =
                    progress.step(Messages.text("step-drain", service.label()), detail -> restore.drain(DRAINING));
            if (waiting > 0) {
                // As it was: closed for nothing is worse.
                restore.accept();
                throw new CannotStart("restore-not-delivered", waiting, service.label());
            }
        }
        Path kept = progress.step(Messages.text("step-restore", service.label()), detail -> restore.to(moment));
        progress.line(Messages.text("restore-kept", kept));
        progress.line(Messages.text("restore-closed", service.label()));
    }

    private static Service service(String label) {
        return Stream.of(Service.values())
                .filter(service -> service.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(Messages.text("restore-service", label)));
    }

    private static Instant moment(String text) {
        try {
            return text.matches(".*(Z|[+-]\\d\\d:\\d\\d)")
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDateTime.parse(text).atZone(ZoneId.of("Asia/Tokyo")).toInstant();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(Messages.text("restore-moment", text), e);
        }
    }
}
