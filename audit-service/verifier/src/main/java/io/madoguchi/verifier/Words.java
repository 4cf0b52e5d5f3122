package io.madoguchi.verifier;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.stream.Stream;

/** What the verifier says, in Japanese or in English. */
final class Words {

    private final ResourceBundle bundle;

    private Words(Locale locale) {
        this.bundle = ResourceBundle.getBundle(
                "io.madoguchi.verifier.words",
                locale,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    static Words japanese() {
        return new Words(Locale.JAPANESE);
    }

    static Words english() {
        return new Words(Locale.ROOT);
    }

    /** The language that {@code --lang} names, else the terminal's. */
    static Words of(List<String> arguments, Map<String, String> environment) {
        String stated = "";
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.startsWith("--lang=")) {
                stated = argument.substring("--lang=".length());
            } else if (argument.equals("--lang") && i + 1 < arguments.size()) {
                stated = arguments.get(i + 1);
            }
        }
        String language = Stream.concat(
                        Stream.of(stated),
                        Stream.of("LC_ALL", "LC_MESSAGES", "LANG").map(name -> environment.getOrDefault(name, "")))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse("");
        return language.startsWith("ja") ? japanese() : english();
    }

    /** For picocli, which finds its help texts in it. */
    ResourceBundle bundle() {
        return bundle;
    }

    /** Values stand for {0}, {1} …; a number is written as it is. */
    String say(String key, Object... values) {
        Object[] texts = Stream.of(values).map(String::valueOf).toArray();
        return new MessageFormat(bundle.getString(key), Locale.ROOT).format(texts);
    }
}
