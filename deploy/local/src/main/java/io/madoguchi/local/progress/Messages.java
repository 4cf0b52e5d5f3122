package io.madoguchi.local.progress;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The sentences for people, in Japanese where the terminal's locale is Japanese, otherwise in English. */
public final class Messages {
    private static final Locale LOCALE = localeOf(System.getenv());
    private static final ResourceBundle BUNDLE = bundle("io.madoguchi.local.messages");

    private Messages() {}

    public static String text(String key, @Nullable Object... values) {
        return text(BUNDLE, key, values);
    }

    public static String text(ResourceBundle sentences, String key, @Nullable Object... values) {
        return new MessageFormat(sentences.getString(key), LOCALE).format(values);
    }

    /** The sentences of another command, in the same language. */
    public static ResourceBundle bundle(String name) {
        return ResourceBundle.getBundle(
                name, LOCALE, ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /** The environment is read because a JVM falls back to English where the system has no Japanese locale installed. */
    static Locale localeOf(Map<String, String> environment) {
        String language = Stream.of("LC_ALL", "LC_MESSAGES", "LANG")
                .map(name -> environment.getOrDefault(name, ""))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse("");
        return language.startsWith("ja") ? Locale.JAPANESE : Locale.ROOT;
    }

    /** UTF-8 whatever the JVM takes for the terminal's encoding: under the C locale it would print question marks. */
    public static PrintStream out() {
        return new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    }

    public static PrintStream err() {
        return new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    }
}
