package io.madoguchi.send;

import com.fasterxml.jackson.databind.JsonNode;
import io.madoguchi.send.Directory.Refused;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Sends rosters and waits for what becomes of them. Exit codes: {@link #DONE}, {@link #REFUSED}, {@link #USAGE}, {@link #UNREACHABLE}.
 * Sent again, the same file comes to the same import.
 */
@Command(
        name = "roster-send",
        mixinStandardHelpOptions = true,
        version = "roster-send 1",
        sortOptions = false,
        exitCodeOnUsageHelp = 0)
public final class RosterSend implements Callable<Integer> {
    /** Applied; of a dry run, compared. */
    public static final int DONE = 0;
    /** Refused, stopped or failed: see what is printed. */
    public static final int REFUSED = 1;
    /** The command was not given as it has to be, or a file can't be read. */
    public static final int USAGE = 2;
    /** The servers could not be reached, or broke, for as long as there was patience. */
    public static final int UNREACHABLE = 3;

    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final int FAULTS_SHOWN = 20;
    private static final Set<String> DONE_STATES = Set.of("APPLIED", "COMPARED");

    private final Words words;
    private final PrintStream out;
    private final PrintStream err;

    @Parameters(paramLabel = "FILE", arity = "1..*", descriptionKey = "files")
    private List<Path> files = List.of();

    @Option(names = "--url", descriptionKey = "url", paramLabel = "URL", defaultValue = "http://127.0.0.1:8081")
    private URI url = URI.create("http://127.0.0.1:8081");

    @Option(
            names = "--issuer",
            descriptionKey = "issuer",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8080/realms/madoguchi")
    private URI issuer = URI.create("http://127.0.0.1:8080/realms/madoguchi");

    @Option(names = "--client", descriptionKey = "client", paramLabel = "ID", defaultValue = "intranet")
    private String client = "intranet";

    @Option(names = "--secret-file", descriptionKey = "secret-file", paramLabel = "FILE", required = true)
    private Path secretFile = Path.of("");

    @Option(names = "--dry-run", descriptionKey = "dry-run")
    private boolean dryRun;

    @Option(names = "--on-error", descriptionKey = "on-error", paramLabel = "stop|skip", defaultValue = "stop")
    private OnError onError = OnError.stop;

    @Option(names = "--most-departures", descriptionKey = "most-departures", paramLabel = "PERCENT")
    private int mostDepartures = 20;

    @Option(names = "--patience", descriptionKey = "patience", paramLabel = "MINUTES")
    private int patience = 30;

    @Option(names = "--lang", descriptionKey = "lang", paramLabel = "ja|en")
    @SuppressWarnings("UnusedVariable") // read before the others, to print their help
    private String language = "";

    private RosterSend(Words words, PrintStream out, PrintStream err) {
        this.words = words;
        this.out = out;
        this.err = err;
    }

    /** As it is typed. */
    private enum OnError {
        stop,
        skip
    }

    public static void main(String[] arguments) {
        // UTF-8 whatever the JVM takes for the terminal's encoding: under the C locale it would print question marks.
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        int status = run(arguments, Words.of(Arrays.asList(arguments), System.getenv(), Locale.getDefault()), out, err);
        out.flush();
        System.exit(status);
    }

    static int run(String[] arguments, Words words, PrintStream out, PrintStream err) {
        CommandLine line = new CommandLine(new RosterSend(words, out, err));
        line.setResourceBundle(words.bundle());
        line.setUsageHelpWidth(100);
        line.setUsageHelpAutoWidth(false);
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        line.setParameterExceptionHandler((e, given) -> {
            err.println(words.say("usage.wrong", String.valueOf(e.getMessage())));
            return USAGE;
        });
        return line.execute(arguments);
    }

    @Override
    public Integer call() throws InterruptedException {
        String secret;
        try {
            secret = Files.readString(secretFile).strip();
        } catch (IOException e) {
            err.println(words.say("unreadable", secretFile));
            return USAGE;
        }
        Directory directory = new Directory(
                url,
                issuer,
                client,
                secret,
                words.language(),
                Duration.ofMinutes(patience),
                (what, pause) -> err.println(words.say("again", what, pause.toSeconds())));
        int worst = DONE;
        for (Path file : files) {
            worst = Math.max(worst, sendAll(directory, file));
        }
        return worst;
    }

    private int sendAll(Directory directory, Path given) throws InterruptedException {
        List<Parcel> parcels;
        try {
            parcels = Parcel.of(given);
        } catch (IOException e) {
            err.println(words.say("unreadable", given));
            return USAGE;
        }
        if (parcels.isEmpty()) {
            err.println(words.say("empty", given));
            return USAGE;
        }
        int worst = DONE;
        for (Parcel parcel : parcels) {
            try (parcel) {
                worst = Math.max(worst, send(directory, parcel));
            } catch (IOException e) {
                err.println(words.say("unreachable", parcel.source(), String.valueOf(e.getMessage())));
                worst = UNREACHABLE;
            }
        }
        return worst;
    }

    private int send(Directory directory, Parcel parcel) throws IOException, InterruptedException {
        if (!Files.isReadable(parcel.zip())) {
            err.println(words.say("unreadable", parcel.source()));
            return USAGE;
        }
        Map<String, String> options = new LinkedHashMap<>();
        options.put("dryRun", String.valueOf(dryRun));
        options.put("onError", onError.name().toUpperCase(Locale.ROOT));
        options.put("mostDepartures", String.valueOf(mostDepartures));
        try {
            out.println(words.say("sending", parcel.source(), Files.size(parcel.zip()) / 1024));
            JsonNode now = directory.send(parcel.zip(), key(parcel, options), options);
            String id = now.path("id").asText();
            String told = "";
            while (!now.hasNonNull("endedAt")) {
                String state = words.say(
                        "state", now.path("state").asText(), now.path("percent").asText());
                if (!state.equals(told)) {
                    out.println(state);
                    told = state;
                }
                Thread.sleep(LOOK.toMillis());
                now = directory.read(id);
            }
            return summary(directory, now);
        } catch (Refused e) {
            err.println(words.say("refused", parcel.source(), String.valueOf(e.getMessage())));
            return REFUSED;
        }
    }

    /** The same file with the same options, sent once more this day, is no second import. */
    private static String key(Parcel parcel, Map<String, String> options) throws IOException {
        return parcel.sha256() + "-" + Integer.toHexString(options.hashCode()) + "-" + LocalDate.now();
    }

    private int summary(Directory directory, JsonNode end) throws IOException, Refused, InterruptedException {
        String state = end.path("state").asText();
        out.println(words.say("end." + state, end.path("id").asText()));
        Map<String, Long> sums = new LinkedHashMap<>();
        for (String count : List.of(
                "before", "added", "changed", "movedIn", "movedOut", "returned", "departed", "unchanged", "after")) {
            for (JsonNode school : end.path("schools")) {
                sums.merge(count, school.path(count).asLong(), Long::sum);
            }
        }
        sums.forEach((count, sum) -> out.println("  %-12s %,12d".formatted(words.say("count." + count), sum)));
        for (JsonNode school : end.path("schools")) {
            if (school.path("tooManyDepart").asBoolean()) {
                out.println(words.say(
                        "too-many",
                        school.path("school").asText(),
                        school.path("category").asText(),
                        school.path("departed").asText(),
                        school.path("before").asText()));
            }
        }
        if (!end.path("dropped").isEmpty()) {
            out.println(words.say("dropped"));
            end.path("dropped")
                    .properties()
                    .forEach(column -> out.println("  %-50s %,12d"
                            .formatted(column.getKey(), column.getValue().asLong())));
        }
        if (!end.path("faults").isEmpty()) {
            out.println(words.say("faults"));
            end.path("faults")
                    .properties()
                    .forEach(rule -> out.println("  %-50s %,12d"
                            .formatted(rule.getKey(), rule.getValue().asLong())));
            for (JsonNode fault :
                    directory.faults(end.path("id").asText(), FAULTS_SHOWN).path("faults")) {
                out.println("  %s:%s %s: %s"
                        .formatted(
                                fault.path("file").asText("zip"),
                                fault.path("line").asText("-"),
                                fault.path("column").asText(""),
                                fault.path("text").asText()));
            }
        }
        return DONE_STATES.contains(state) ? DONE : REFUSED;
    }
}
