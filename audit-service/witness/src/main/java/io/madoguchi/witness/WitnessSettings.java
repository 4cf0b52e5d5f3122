package io.madoguchi.witness;

import io.madoguchi.log.note.MalformedNote;
import io.madoguchi.log.note.NoteVerifier;
import io.madoguchi.log.note.SignatureType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a witness runs, from options and, where one is missing, the environment ({@code MADOGUCHI_WITNESS_…}).
 *
 * @param name the name of its key
 * @param address to listen on
 * @param port 0 for any free one
 * @param folder of its own, for its key and its memory
 * @param logs keys of the logs to watch; several of one name are one log's
 */
record WitnessSettings(String name, String address, int port, Path folder, List<NoteVerifier> logs) {
    private static final Set<String> OPTIONS = Set.of("--name", "--address", "--port", "--folder", "--log");
    private static final String ENVIRONMENT = "MADOGUCHI_WITNESS_";

    WitnessSettings {
        logs = List.copyOf(logs);
    }

    /** The command line can't be followed. */
    static final class Usage extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String key;
        private final String detail;

        Usage(String key, String detail) {
            super(key + ": " + detail);
            this.key = key;
            this.detail = detail;
        }

        String key() {
            return key;
        }

        String detail() {
            return detail;
        }
    }

    static WitnessSettings of(List<String> arguments, Map<String, String> environment) {
        Map<String, String> options = new HashMap<>();
        List<String> logs = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i += 2) {
            String option = arguments.get(i);
            if (!OPTIONS.contains(option)) {
                throw new Usage("unknown-option", option);
            }
            if (i + 1 == arguments.size()) {
                throw new Usage("value-missing", option);
            }
            if (option.equals("--log")) {
                logs.add(arguments.get(i + 1));
            } else {
                options.put(option, arguments.get(i + 1));
            }
        }
        if (logs.isEmpty()) {
            logs.addAll(List.of(
                    environment.getOrDefault(ENVIRONMENT + "LOGS", "").strip().split("\\s+")));
            logs.remove("");
        }
        String name = value("--name", "NAME", null, options, environment);
        return new WitnessSettings(
                name,
                value("--address", "ADDRESS", "127.0.0.1", options, environment),
                port(value("--port", "PORT", "8085", options, environment)),
                Path.of(value("--folder", "FOLDER", null, options, environment)),
                keys(logs));
    }

    private static String value(
            String option,
            String variable,
            @Nullable String standard,
            Map<String, String> options,
            Map<String, String> environment) {
        String fallback = environment.getOrDefault(ENVIRONMENT + variable, "");
        String value = options.getOrDefault(option, fallback.isEmpty() && standard != null ? standard : fallback);
        if (value.isEmpty()) {
            throw new Usage("setting-missing", option + " / " + ENVIRONMENT + variable);
        }
        return value;
    }

    private static int port(String text) {
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 65_535) {
            throw new Usage("no-port", text);
        }
        return Integer.parseInt(text);
    }

    private static List<NoteVerifier> keys(List<String> vkeys) {
        if (vkeys.isEmpty()) {
            throw new Usage("setting-missing", "--log / " + ENVIRONMENT + "LOGS");
        }
        return vkeys.stream().map(WitnessSettings::key).toList();
    }

    private static NoteVerifier key(String vkey) {
        try {
            NoteVerifier key = NoteVerifier.parse(vkey);
            if (key.type() == SignatureType.ED25519) {
                return key;
            }
        } catch (MalformedNote e) {
            throw new Usage("no-log-key", vkey + " (" + e.getMessage() + ")");
        }
        throw new Usage("no-log-key", vkey);
    }
}
