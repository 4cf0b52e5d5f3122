package io.madoguchi.local.authorisation;

import io.madoguchi.disclosure.Authorisations.Document;
import io.madoguchi.disclosure.PatronCategory;
import io.madoguchi.local.authorisation.Replay.Count;
import io.madoguchi.local.authorisation.Replay.Opening;
import io.madoguchi.local.authorisation.Replay.Request;
import io.madoguchi.school.SchoolCode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a draft would change, in tables of counts; never an id. */
public final class Forecast {
    private final Replay replay;
    private final Words words;
    private final StringBuilder text = new StringBuilder();

    private Forecast(Replay replay, Words words) {
        this.replay = replay;
        this.words = words;
    }

    /** {@code replaced}: the id of the document in use whose place the draft takes. */
    public static String of(Replay replay, Document draft, @Nullable String replaced, boolean english) {
        Forecast forecast = new Forecast(replay, new Words(english));
        forecast.about(draft, replaced);
        return forecast.render();
    }

    private void about(Document draft, @Nullable String replaced) {
        text.append(draft.text().id())
                .append("　")
                .append(words.version(draft.text().version()))
                .append("　")
                .append(replaced == null ? words.of("whatif.adds") : words.of("whatif.replaces") + "：" + replaced)
                .append('\n');
    }

    private String render() {
        line("whatif.requests", replay.requests());
        line("whatif.not-judged", replay.notJudged());
        line("whatif.without-category", replay.withoutCategory());
        line("whatif.persons-opened", replay.personsOpened());
        line("whatif.persons-closed", replay.personsClosed());
        openings("whatif.opened", replay.opened());
        openings("whatif.closed", replay.closed());
        requests("whatif.permitted", replay.permitted());
        requests("whatif.refused", replay.refused());
        return text.toString();
    }

    private void line(String key, long number) {
        text.append(words.of(key)).append("：").append(number(number)).append('\n');
    }

    private void openings(String title, Map<Opening, Count> counts) {
        if (heading(title, counts)) {
            TextTable table = new TextTable(26, 10, 24, 13, 8, 8)
                    .row(
                            words.of("whatif.whom"),
                            words.of("clause.categories"),
                            words.of("row.item"),
                            words.of("whatif.school"),
                            words.of("whatif.persons"),
                            words.of("whatif.count"));
            rows(counts, opening -> whom(opening.whom()) + category(opening.category()) + opening.field())
                    .forEach(row -> table.row(
                            whom(row.getKey().whom()),
                            category(row.getKey().category()),
                            words.of(row.getKey().field()),
                            school(row.getKey().school()),
                            number(row.getValue().persons()),
                            number(row.getValue().requests())));
            text.append(table);
        }
    }

    private void requests(String title, Map<Request, Count> counts) {
        if (heading(title, counts)) {
            TextTable table = new TextTable(26, 24, 13, 8, 8)
                    .row(
                            words.of("whatif.whom"),
                            words.of("whatif.act"),
                            words.of("whatif.school"),
                            words.of("whatif.persons"),
                            words.of("whatif.count"));
            rows(counts, request -> whom(request.whom()) + request.act())
                    .forEach(row -> table.row(
                            whom(row.getKey().whom()),
                            row.getKey().act().name(),
                            school(row.getKey().school()),
                            number(row.getValue().persons()),
                            number(row.getValue().requests())));
            text.append(table);
        }
    }

    private boolean heading(String title, Map<?, Count> counts) {
        text.append('\n').append("■ ").append(words.of(title));
        text.append(counts.isEmpty() ? "：" + words.of("whatif.none") : "").append('\n');
        return !counts.isEmpty();
    }

    /** The most persons first. */
    private static <K> List<Map.Entry<K, Count>> rows(Map<K, Count> counts, Function<K, String> name) {
        return counts.entrySet().stream()
                .sorted(Comparator.<Map.Entry<K, Count>>comparingInt(
                                row -> -row.getValue().persons())
                        .thenComparing(row -> name.apply(row.getKey()))
                        .thenComparing(row -> String.valueOf(row.getKey())))
                .toList();
    }

    private String whom(List<Enum<?>> whom) {
        return whom.stream().map(words::of).collect(Collectors.joining("、"));
    }

    private String category(@Nullable PatronCategory category) {
        return category == null ? words.of("whatif.unknown") : words.of(category);
    }

    private static String school(@Nullable SchoolCode school) {
        return school == null ? "－" : school.value();
    }

    private static String number(long number) {
        return "%,d".formatted(number);
    }
}
