package io.madoguchi.witness;

import java.io.PrintStream;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What happened, one JSON object a line. Nothing that a witness sees is about a person. */
final class EventLog {
    private final PrintStream out;
    private final Clock clock;

    EventLog(PrintStream out, Clock clock) {
        this.out = out;
        this.clock = clock;
    }

    void write(String event, Map<String, Object> values) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("time", clock.instant().truncatedTo(ChronoUnit.MILLIS));
        all.put("event", event);
        all.putAll(values);
        out.println(object(all));
    }

    static String object(Map<String, ?> values) {
        return values.entrySet().stream()
                .map(value -> quoted(value.getKey()) + ":" + json(value.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String json(Object value) {
        if (value instanceof Number || value instanceof Boolean) {
            return value.toString();
        }
        if (value instanceof Collection<?> list) {
            StringBuilder text = new StringBuilder("[");
            for (Object element : list) {
                text.append(text.length() == 1 ? "" : ",").append(json(element));
            }
            return text.append(']').toString();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> named = new LinkedHashMap<>();
            map.forEach((name, element) -> named.put(String.valueOf(name), element));
            return object(named);
        }
        return quoted(value.toString());
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char character : text.toCharArray()) {
            if (character == '"' || character == '\\') {
                quoted.append('\\').append(character);
            } else if (character < 0x20 || character == 0x7f || Character.isSurrogate(character)) {
                quoted.append("\\u%04x".formatted((int) character));
            } else {
                quoted.append(character);
            }
        }
        return quoted.append('"').toString();
    }
}
