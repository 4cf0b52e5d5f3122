package io.madoguchi.local;

import io.madoguchi.disclosure.Authorisations.Document;
import io.madoguchi.local.authorisation.AnnexTable;
import io.madoguchi.local.authorisation.Comparison;
import io.madoguchi.local.authorisation.Shelf;
import io.madoguchi.local.progress.Messages;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
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

/**
 * What {@code deploy/authorisation} runs: prints a document, or two side by side. Exit codes: 0 printed, 1 the system doesn't answer,
 * 2 wrong usage, 3 signing in was refused, 4 a document was refused.
 */
public final class AuthorisationCommand {
    private static final Map<String, List<String>> VALUES = Map.of("show", List.of("--on"), "diff", List.of());

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
        } catch (IOException e) {
            status = fail(1, Messages.text("unexpected", e));
        }
        System.exit(status);
    }

    private static int fail(int status, String text) {
        Messages.err().println(text);
        return status;
    }

    private String run() {
        return words.get(0).equals("show") ? show() : diff();
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
