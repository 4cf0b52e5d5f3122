package io.madoguchi.witness;

import io.madoguchi.log.note.MalformedNote;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.stream.Stream;

/**
 * The witness as a process. Exit codes: 0 helped, 1 could not start, 2 wrong usage, 3 its folder is damaged and a person has to look; 143 when it was
 * asked to end.
 */
public final class WitnessProgram {
    private final ResourceBundle sentences;
    private final PrintStream out;
    private final PrintStream err;

    private WitnessProgram(Locale locale) {
        this.sentences = ResourceBundle.getBundle(
                "io.madoguchi.witness.messages",
                locale,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        this.out = stream(FileDescriptor.out);
        this.err = stream(FileDescriptor.err);
    }

    public static void main(String[] arguments) {
        // Whoever sends a request byte by byte would hold a thread for ever. Read when the server's class is loaded.
        System.setProperty("sun.net.httpserver.maxReqTime", "10");
        System.setProperty("sun.net.httpserver.maxRspTime", "10");
        WitnessProgram program = new WitnessProgram(localeOf(System.getenv()));
        int status = program.run(List.of(arguments), System.getenv());
        if (status >= 0) {
            System.exit(status);
        }
    }

    /** Returns an exit code, or a negative number when the server runs. */
    private int run(List<String> arguments, Map<String, String> environment) {
        if (arguments.contains("--help") || arguments.contains("-h")) {
            out.println(text("help"));
            return 0;
        }
        try {
            start(WitnessSettings.of(arguments, environment));
            return -1;
        } catch (WitnessSettings.Usage e) {
            return fail(2, e.key(), e.detail());
        } catch (MalformedNote e) {
            return fail(2, "no-name", String.valueOf(e.getMessage()));
        } catch (DamagedState e) {
            return fail(3, e.key(), e.detail());
        } catch (BindException e) {
            return fail(1, "port-taken", String.valueOf(e.getMessage()));
        } catch (IOException | RuntimeException e) {
            return fail(1, "cannot-start", e.toString());
        }
    }

    private void start(WitnessSettings settings) throws IOException {
        Clock clock = Clock.systemUTC();
        DataFolder folder = DataFolder.open(settings.folder(), settings.name());
        EventLog events = new EventLog(out, clock);
        Witness witness = new Witness(folder, settings.logs(), clock);
        WitnessServer server =
                WitnessServer.start(new InetSocketAddress(settings.address(), settings.port()), witness, events);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            server.close();
                            events.write("stopped", Map.of());
                        },
                        "stop"));
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("vkey", witness.key().vkey());
        values.put("port", server.port());
        values.put("folder", settings.folder());
        values.put("logs", witness.newest().keySet());
        events.write("started", values);
    }

    private int fail(int status, String key, String detail) {
        err.println(new MessageFormat(text(key)).format(new Object[] {detail}));
        return status;
    }

    private String text(String key) {
        return sentences.getString(key);
    }

    /** From the environment, because a JVM falls back to English where the system has no Japanese locale installed. */
    private static Locale localeOf(Map<String, String> environment) {
        return Stream.of("LC_ALL", "LC_MESSAGES", "LANG")
                        .map(name -> environment.getOrDefault(name, ""))
                        .filter(value -> !value.isEmpty())
                        .findFirst()
                        .filter(language -> language.startsWith("ja"))
                        .isPresent()
                ? Locale.JAPANESE
                : Locale.ROOT;
    }

    /** UTF-8 whatever the JVM takes for the terminal's encoding. */
    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
