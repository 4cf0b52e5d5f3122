package io.madoguchi.send;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.stream.Stream;

/** What the command says, in Japanese or in English. */
final class Words {
    private final ResourceBundle bundle;
    private final Locale locale;

    private Words(Locale locale) {
        this.locale = locale;
        this.bundle = ResourceBundle.getBundle(
                "io.madoguchi.send.words",
                locale,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /** The language that {@code --lang} names, else the machine's. */
    static Words of(List<String> arguments, Map<String, String> environment, Locale machine) {
        int stated = arguments.indexOf("--lang");
        String language = Stream.concat(
                        Stream.of(stated >= 0 && stated + 1 < arguments.size() ? arguments.get(stated + 1) : ""),
                        // Windows has none of these.
                        Stream.of("LC_ALL", "LC_MESSAGES", "LANG").map(name -> environment.getOrDefault(name, "")))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse(machine.getLanguage());
        return new Words(language.startsWith("ja") ? Locale.JAPANESE : Locale.ROOT);
    }

    /** For picocli, which finds its help texts in it. */
    ResourceBundle bundle() {
        return bundle;
    }

    /** As HTTP asks for it. */
    String language() {
        return locale.equals(Locale.JAPANESE) ? "ja" : "en";
    }

    /** Values stand for {0}, {1} …; a number is written as it is. */
    String say(String key, Object... values) {
        Object[] texts = Stream.of(values).map(String::valueOf).toArray();
        return new MessageFormat(bundle.getString(key), Locale.ROOT).format(texts);
    }
}
