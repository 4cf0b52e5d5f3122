package io.madoguchi.problem;

import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** The two languages the product speaks; Japanese where nothing else is asked for. */
public final class Languages {
    /** The bundle without a language is Japanese; the machine's own language plays no part. */
    public static final ResourceBundle.Control JAPANESE_UNLESS_ENGLISH =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private static final List<Locale> SPOKEN = List.of(Locale.JAPANESE, Locale.ENGLISH);

    private Languages() {}

    /** The best language for an {@code Accept-Language} header; a header that can't be read counts as none. */
    public static Locale forHeader(@Nullable String acceptLanguage) {
        if (acceptLanguage == null || acceptLanguage.isBlank()) {
            return Locale.JAPANESE;
        }
        try {
            Locale match = Locale.lookup(Locale.LanguageRange.parse(acceptLanguage), SPOKEN);
            return match == null ? Locale.JAPANESE : match;
        } catch (IllegalArgumentException unreadable) {
            return Locale.JAPANESE;
        }
    }
}
