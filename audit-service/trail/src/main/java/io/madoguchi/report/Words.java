package io.madoguchi.report;

import io.madoguchi.disclosure.Duty;
import io.madoguchi.disclosure.Field;
import io.madoguchi.problem.Problem;
import io.madoguchi.problem.ProblemCode;
import io.madoguchi.report.Page.Text;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The words of the reports' pages in both languages. */
final class Words {
    private static final ResourceBundle JAPANESE = bundle(Locale.JAPANESE);
    private static final ResourceBundle ENGLISH = bundle(Locale.ENGLISH);

    private Words() {}

    private static ResourceBundle bundle(Locale locale) {
        return ResourceBundle.getBundle(
                "io.madoguchi.report.words",
                locale,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    static Text of(String key, Object... values) {
        return new Text(
                JAPANESE.getString(key).formatted(values),
                ENGLISH.getString(key).formatted(values));
    }

    static List<Text> each(String... keys) {
        return Stream.of(keys).map(Words::of).toList();
    }

    static Text of(@Nullable Duty duty) {
        return duty == null ? of("none") : new Text(duty.japanese(), ENGLISH.getString("duty." + duty.name()));
    }

    static Text of(Field field) {
        return of("field." + field.apiName());
    }

    /** The problem's title, where the reason is a problem's code; some reasons say more than the answer did. */
    static Text ofReason(String reason) {
        return Stream.of(ProblemCode.values())
                .filter(code -> code.code().equals(reason))
                .findFirst()
                .map(code -> new Text(
                        reason + "　"
                                + Problem.of(code, Locale.JAPANESE, List.of()).title(),
                        Problem.of(code, Locale.ENGLISH, List.of()).title()))
                .orElseGet(() -> Text.same(reason));
    }

    static Text period(LocalDate from, LocalDate until) {
        return of("period", from, until);
    }
}
