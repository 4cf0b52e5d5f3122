package io.madoguchi.local.authorisation;

import io.madoguchi.disclosure.Authorisation;
import io.madoguchi.disclosure.Duty;
import io.madoguchi.disclosure.Field;
import io.madoguchi.disclosure.Period;
import java.time.LocalDate;
import java.time.chrono.JapaneseDate;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Collectors;

/** The words of the council's papers: in Japanese, and after them in English where that is wanted. */
final class Words {
    private static final ResourceBundle JAPANESE = bundle(Locale.JAPANESE);
    private static final ResourceBundle ENGLISH = bundle(Locale.ENGLISH);

    private final boolean english;

    Words(boolean english) {
        this.english = english;
    }

    private static ResourceBundle bundle(Locale locale) {
        return ResourceBundle.getBundle(
                "io.madoguchi.local.authorisation.words",
                locale,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    String of(String key) {
        return both(JAPANESE.getString(key), ENGLISH.getString(key));
    }

    String of(Enum<?> value) {
        String key = key(value);
        return value instanceof Duty duty ? both(duty.japanese(), ENGLISH.getString(key)) : of(key);
    }

    static String key(Enum<?> value) {
        String name = value instanceof Field field ? field.apiName() : value.name();
        return value.getDeclaringClass().getSimpleName().toLowerCase(Locale.ROOT) + "." + name;
    }

    /** In the order of their declaration, whatever the set's own. */
    <E extends Enum<E>> List<String> of(Collection<E> values) {
        return values.stream().sorted().map(this::of).toList();
    }

    static String list(Collection<String> words) {
        return words.stream().collect(Collectors.joining("、"));
    }

    /** Such as 第1版. */
    String version(int number) {
        return both(
                JAPANESE.getString("version.number").formatted(number),
                ENGLISH.getString("version.number").formatted(number));
    }

    /** Such as 平成25年4月1日. */
    String of(LocalDate day) {
        return both(japanese(day), day.toString());
    }

    String of(Period period) {
        LocalDate until = period.until();
        String key = until == null ? "period.ongoing" : "period.ended";
        return both(
                JAPANESE.getString(key).formatted(japanese(period.from()), until == null ? "" : japanese(until)),
                ENGLISH.getString(key).formatted(period.from(), until));
    }

    private static String japanese(LocalDate day) {
        JapaneseDate date = JapaneseDate.from(day);
        int year = date.get(ChronoField.YEAR_OF_ERA);
        return date.getEra().getDisplayName(TextStyle.FULL, Locale.JAPANESE)
                + (year == 1 ? "元" : String.valueOf(year)) + "年" + day.getMonthValue() + "月" + day.getDayOfMonth()
                + "日";
    }

    String of(Authorisation.Basis basis) {
        String article = basis.article() == null ? "" : "　" + basis.article();
        return "【" + of(basis.kind()) + "】" + basis.law() + article + "\n　"
                + of(new Period(basis.from(), basis.until()));
    }

    private String both(String japanese, String inEnglish) {
        boolean said = japanese.equals(inEnglish);
        return english && !said ? japanese + " (" + inEnglish + ")" : japanese;
    }
}
