package io.madoguchi.local;

import io.madoguchi.api.trail.InquiryReason;
import io.madoguchi.disclosure.Authorisations;
import io.madoguchi.disclosure.Authorisations.Document;
import io.madoguchi.local.account.SignIn;
import io.madoguchi.local.authorisation.AnnexTable;
import io.madoguchi.local.authorisation.Comparison;
import io.madoguchi.local.authorisation.Forecast;
import io.madoguchi.local.authorisation.Replay;
import io.madoguchi.local.authorisation.Shelf;
import io.madoguchi.local.authorisation.TrailReader;
import io.madoguchi.local.progress.Messages;
import io.madoguchi.local.progress.TerminalProgress;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;

/**
 * What {@code deploy/authorisation} runs: prints a document, two side by side, or what a draft would change. Exit codes: 0 printed, 1 the system doesn't answer,
 * 2 wrong usage, 3 signing in was refused, 4 a document was refused.
 */
public final class AuthorisationCommand {
    private static final Map<String, List<String>> VALUES =
            Map.of("show", List.of("--on"), "diff", List.of(), "what-if", List.of("--replace", "--days"));

    private final LocalSettings settings;
    private final Properties shared;
    private final Shelf shelf;
    private final List<String> words = new ArrayList<>();
    private final Map<String, String> options = new HashMap<>();

    private AuthorisationCommand(LocalSettings settings, String[] arguments) throws IOException {
        this.settings = settings;
        this.shared = sharedSettings(settings);
        this.shelf = new Shelf(settings.data().resolve("authorisations"));
        Deque<String> rest = new ArrayDeque<>(Arrays.asList(arguments));
        String verb = rest.isEmpty() ? "" : rest.remove();
        List<String> withValue = VALUES.get(verb);
        if (withValue == null) {
            throw new Usage("authorisation-usage");
        }
        words.add(verb);
        while (!rest.isEmpty()) {
            String word = rest.remove();
            if (withValue.contains(word) && !rest.isEmpty()) {
                options.put(word, rest.remove());
            } else if (word.equals("--english")) {
                options.put(word, "");
            } else if (word.startsWith("-")) {
                throw new Usage("authorisation-option", word);
            } else {
                words.add(word);
            }
        }
    }

    public static void main(String[] arguments) {
        int status = 0;
        try {
            LocalSettings settings = LocalSettings.standard(Path.of(System.getProperty("madoguchi.root", ".")));
            Messages.out().print(new AuthorisationCommand(settings, arguments).run());
        } catch (Usage e) {
            status = fail(2, String.valueOf(e.getMessage()));
        } catch (Shelf.NotFound e) {
            status = fail(2, Messages.text("authorisation-unknown", e.getMessage()));
        } catch (IllegalArgumentException e) {
            status = fail(4, String.valueOf(e.getMessage()));
        } catch (SignIn.Refused e) {
            status = fail(3, Messages.text("token-refused", e.getMessage()));
        } catch (ConnectException e) {
            status = fail(1, Messages.text("authorisation-trail"));
        } catch (IOException | SQLException e) {
            status = fail(1, Messages.text("unexpected", e));
        }
        System.exit(status);
    }

    private static int fail(int status, String text) {
        Messages.err().println(text);
        return status;
    }

    private String run() throws IOException, SQLException {
        return switch (words.get(0)) {
            case "show" -> show();
            case "diff" -> diff();
            default -> whatIf();
        };
    }

    private String show() {
        LocalDate day = day();
        return AnnexTable.of(shelf.find(document(1, 1), day), day, english());
    }

    private String diff() {
        Document older = shelf.find(document(1, 2), day());
        Document newer = shelf.find(document(2, 2), day());
        String table = Comparison.of(older.text(), newer.text(), english());
        return table.isEmpty() ? Messages.text("authorisation-same") + "\n" : table;
    }

    private String whatIf() throws IOException, SQLException {
        int days = days();
        Document draft = shelf.find(document(1, 1), day());
        Authorisations inUse = shelf.inUse(
                List.of(shared.getProperty("madoguchi.authorisations.shipped").split(",")));
        String replaced = options.getOrDefault("--replace", draft.text().id());
        boolean replaces = inUse.documents().stream()
                .anyMatch(document -> document.text().id().equals(replaced));
        if (options.containsKey("--replace") && !replaces) {
            throw new Usage("authorisation-replaces", replaced);
        }
        Replay replay = new Replay(
                inUse, inUse.with(draft, replaced), draft.text().inForce().from(), zone());
        Instant until = Instant.now();
        try (TerminalProgress progress =
                new TerminalProgress(Messages.err(), Boolean.getBoolean("madoguchi.terminal"))) {
            progress.step(Messages.text("step-replay", days), soFar -> {
                replay(replay, until.minus(Duration.ofDays(days)), until, soFar);
                return replay;
            });
        }
        return Forecast.of(replay, draft, replaces ? replaced : null, english());
    }

    private void replay(Replay replay, Instant from, Instant until, Consumer<String> soFar) throws IOException {
        LocalSystem system = new LocalSystem(settings);
        TrailReader trail = new TrailReader(system.auditUrl(), InquiryReason.OPERATION, () -> system.token("auditor-1")
                .value());
        trail.read(from, until, record -> {
            replay.add(record);
            soFar.accept(Messages.text("replayed", replay.requests()));
        });
    }

    private int days() {
        String days = options.getOrDefault("--days", "31");
        if (!days.matches("[1-9][0-9]{0,3}")) {
            throw new Usage("authorisation-days", days);
        }
        return Integer.parseInt(days);
    }

    private String document(int place, int documents) {
        if (words.size() != documents + 1) {
            throw new Usage("authorisation-usage");
        }
        return words.get(place);
    }

    private boolean english() {
        return options.containsKey("--english");
    }

    private LocalDate day() {
        String on = options.get("--on");
        try {
            return on == null ? LocalDate.now(zone()) : LocalDate.parse(on);
        } catch (DateTimeParseException e) {
            throw new Usage("authorisation-date", String.valueOf(on));
        }
    }

    /** The city's days, as the services count them. */
    private ZoneId zone() {
        return ZoneId.of(shared.getProperty("madoguchi.zone"));
    }

    private static Properties sharedSettings(LocalSettings settings) throws IOException {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(settings.root()
                .resolve("audit-service/journal/src/main/resources/META-INF/microprofile-config.properties"))) {
            properties.load(in);
        }
        return properties;
    }

    private static final class Usage extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Usage(String key, Object... values) {
            super(Messages.text(key, values));
        }
    }
}
