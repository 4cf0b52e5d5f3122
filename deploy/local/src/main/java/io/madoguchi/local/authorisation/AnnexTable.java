package io.madoguchi.local.authorisation;

import io.madoguchi.disclosure.Authorisation;
import io.madoguchi.disclosure.Authorisation.Clause;
import io.madoguchi.disclosure.Authorisations.Document;
import io.madoguchi.disclosure.Duty;
import io.madoguchi.disclosure.Field;
import io.madoguchi.disclosure.PatronCategory;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A document as the table of the annex (別紙) that lies before the council (R3, R13): what it says and what holds on a day. */
public final class AnnexTable {
    private static final String MARK = "＊";

    private final Authorisation text;
    private final String sha256;
    private final LocalDate day;
    private final Words words;
    private final TextTable table = new TextTable(24, 66);

    private AnnexTable(Document document, LocalDate day, Words words) {
        this.text = document.text();
        this.sha256 = document.sha256();
        this.day = day;
        this.words = words;
    }

    public static String of(Document document, LocalDate day, boolean english) {
        return new AnnexTable(document, day, new Words(english)).render();
    }

    private String render() {
        row("document", text.id() + "　" + words.version(text.version()) + "\nSHA-256 " + sha256);
        row("state", words.of(day) + "　" + state());
        row("title", text.title());
        row("council", council());
        row("bases", bases());
        row("offices", offices());
        row("register", orAsAmended(text.annex().registeredAs()));
        if (text.contract() != null) {
            row("contractor", orAsAmended(text.contractor()) + "\n" + words.of("contract") + "　" + text.contract());
        }
        row("items", items());
        row("media", orAsAmended(Words.list(text.annex().media())));
        if (text.contract() != null) {
            row("purpose", orAsAmended(text.annex().purpose()));
            row("duties", duties());
        }
        row("clauses", clauses());
        row(text.contract() == null ? "days" : "period", words.of(text.inForce()));
        row("schools", schools());
        if (text.contract() != null) {
            row("measures.city", orAsAmended(numbered(text.annex().measuresOfTheCity())));
            row("measures.contractor", orAsAmended(numbered(text.annex().measuresOfTheContractor())));
            row("provisions", orAsAmended(text.specialProvisions()));
        }
        return table.toString();
    }

    private void row(String key, String value) {
        table.row(words.of("row." + key), value);
    }

    private String state() {
        if (day.isBefore(text.inForce().from())) {
            return words.of("state.before");
        }
        if (!text.inForce().includes(day)) {
            return words.of("state.after");
        }
        return words.of(text.basisOn(day).isPresent() ? "state.in-force" : "state.no-basis");
    }

    private String council() {
        LocalDate date = text.councilDate();
        return orNothing(text.council())
                + (text.council() == null
                        ? ""
                        : "\n" + words.of("council.date") + "　"
                                + (date == null ? words.of("nothing") : words.of(date)));
    }

    private String bases() {
        return text.bases().stream()
                        .map(basis -> (basis.equals(text.basisOn(day).orElse(null)) ? MARK : "　") + words.of(basis))
                        .collect(Collectors.joining("\n"))
                + "\n" + words.of("note.basis");
    }

    private String offices() {
        return words.of("office.holding") + "　" + orAsAmended(text.annex().holdingOffice()) + "\n"
                + words.of("office.responsible") + "　"
                + orAsAmended(text.annex().responsibleOffice());
    }

    /** だれの、どのような項目か: patrons of whom the same items are open stand together. */
    private String items() {
        List<String> lines = new ArrayList<>();
        byItems(Clause::fields)
                .forEach((fields, whose) ->
                        lines.add("【" + whose(whose) + words.of("items.of") + "】\n" + Words.list(words.of(fields))));
        byItems(Clause::operational)
                .forEach((fields, whose) -> lines.add("（" + words.of("items.operational") + "　" + whose(whose) + "）\n"
                        + Words.list(words.of(fields))));
        return String.join("\n", lines);
    }

    private Map<Set<Field>, Set<PatronCategory>> byItems(Function<Clause, Set<Field>> items) {
        Map<Set<Field>, Set<PatronCategory>> groups = new LinkedHashMap<>();
        for (PatronCategory category : PatronCategory.values()) {
            Set<Field> fields = text.clauses().stream()
                    .filter(clause -> clause.categories().contains(category))
                    .flatMap(clause -> items.apply(clause).stream())
                    .collect(Collectors.toCollection(TreeSet::new));
            if (!fields.isEmpty()) {
                groups.computeIfAbsent(fields, same -> EnumSet.noneOf(PatronCategory.class))
                        .add(category);
            }
        }
        return groups;
    }

    private String whose(Collection<PatronCategory> categories) {
        return String.join("・", words.of(categories));
    }

    private String duties() {
        Set<Duty> handling = text.clauses().stream()
                .map(Clause::duty)
                .filter(duty -> duty != null)
                .collect(Collectors.toSet());
        List<Duty> all = text.annex().duties().isEmpty()
                ? Arrays.asList(Duty.values())
                : text.annex().duties();
        return all.stream()
                        .map(duty -> (handling.contains(duty) ? MARK : "") + words.of(duty))
                        .collect(Collectors.joining("、"))
                + "\n" + words.of("note.duties");
    }

    private String clauses() {
        return text.clauses().stream().map(this::clause).collect(Collectors.joining("\n"));
    }

    private String clause(Clause clause) {
        List<String> open = new ArrayList<>(words.of(clause.fields()));
        open.addAll(words.of(clause.operational()).stream()
                .map(field -> "（" + field + "）")
                .toList());
        List<String> lines = new ArrayList<>();
        lines.add(clause.id());
        lines.add(whose(clause.categories()) + "：" + Words.list(open));
        if (clause.role() != null) {
            lines.add(words.of(clause.role()) + "、" + words.of(clause.reach()));
        }
        if (clause.onlyWhile() != null) {
            lines.add(words.of("clause.condition") + "：" + words.of(clause.onlyWhile()));
        }
        return String.join("\n　", lines);
    }

    private String schools() {
        return text.schools().isEmpty()
                ? words.of("schools.all")
                : text.schools().stream().sorted().map(String::valueOf).collect(Collectors.joining("、"));
    }

    private static String numbered(List<String> measures) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < measures.size(); i++) {
            lines.append(i == 0 ? "" : "\n").append(i + 1).append("　").append(measures.get(i));
        }
        return lines.toString();
    }

    /** An amendment says what it adds; for the rest the document that it adds to speaks. */
    private String orAsAmended(@Nullable String value) {
        if (value != null && !value.isEmpty()) {
            return value;
        }
        return text.amends() == null ? words.of("nothing") : "（" + text.amends() + words.of("as-amended") + "）";
    }

    private String orNothing(@Nullable String value) {
        return value == null ? words.of("nothing") : value;
    }
}
