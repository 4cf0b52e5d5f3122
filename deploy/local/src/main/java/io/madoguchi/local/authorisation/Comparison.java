package io.madoguchi.local.authorisation;

import io.madoguchi.disclosure.Authorisation;
import io.madoguchi.disclosure.Authorisation.Annex;
import io.madoguchi.disclosure.Authorisation.Clause;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Two documents side by side as the 新旧対照表 of an amendment: property by property, clause by clause, changed parts marked. */
public final class Comparison {
    private final Words words;
    private final TextTable table = new TextTable(18, 40, 40);
    private boolean changed;

    private Comparison(Words words) {
        this.words = words;
    }

    /** The table; empty when nothing differs. */
    public static String of(Authorisation older, Authorisation newer, boolean english) {
        Comparison comparison = new Comparison(new Words(english));
        comparison.compare(older, newer);
        return comparison.changed ? comparison.table.toString() : "";
    }

    private void compare(Authorisation older, Authorisation newer) {
        table.row(words.of("row.item"), words.of("old") + "　" + older.id(), words.of("new") + "　" + newer.id());
        rows(properties(older), properties(newer), "");
        Map<String, Clause> before = byId(older);
        Map<String, Clause> after = byId(newer);
        Set<String> ids = new LinkedHashSet<>(before.keySet());
        ids.addAll(after.keySet());
        for (String id : ids) {
            clause(id, before.get(id), after.get(id));
        }
    }

    private void clause(String id, @Nullable Clause older, @Nullable Clause newer) {
        String head = "《" + id + "》\n";
        if (older != null && newer != null) {
            rows(properties(older), properties(newer), head);
        } else {
            changed = true;
            table.row(
                    head + words.of(older == null ? "clause.new" : "clause.dropped"),
                    older == null ? words.of("clause.none") : marked(whole(older)),
                    newer == null ? words.of("clause.none") : marked(whole(newer)));
        }
    }

    private void rows(Map<String, List<String>> older, Map<String, List<String>> newer, String head) {
        List<String> same = new ArrayList<>();
        for (String key : older.keySet()) {
            List<String> before = older.getOrDefault(key, List.of());
            List<String> after = newer.getOrDefault(key, List.of());
            if (before.equals(after)) {
                same.add(words.of(key));
            } else {
                changed = true;
                table.row(head + words.of(key), side(before, after), side(after, before));
            }
        }
        if (head.isEmpty() || same.size() == older.size()) {
            String what = head.isEmpty() ? Words.list(same) : head.strip();
            table.row(what, words.of("unchanged"), words.of("unchanged"));
        }
    }

    /** What the other side lacks is marked; where it has another text in that place, the part that differs. */
    private String side(List<String> mine, List<String> others) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < mine.size(); i++) {
            String value = mine.get(i);
            boolean replaced = mine.size() == others.size() && !mine.contains(others.get(i));
            if (others.contains(value)) {
                lines.add(value);
            } else {
                lines.add(replaced ? markedWhereItDiffers(value, others.get(i)) : marked(value));
            }
        }
        return lines.isEmpty() ? words.of("nothing") : String.join("\n", lines);
    }

    private static String markedWhereItDiffers(String mine, String other) {
        int[] a = mine.codePoints().toArray();
        int[] b = other.codePoints().toArray();
        int begin = 0;
        while (begin < a.length && begin < b.length && a[begin] == b[begin]) {
            begin++;
        }
        int end = 0;
        while (end < a.length - begin && end < b.length - begin && a[a.length - 1 - end] == b[b.length - 1 - end]) {
            end++;
        }
        int length = a.length - begin - end;
        return new String(a, 0, begin)
                + (length == 0 ? "" : marked(new String(a, begin, length)))
                + new String(a, a.length - end, end);
    }

    private static String marked(String text) {
        return "［" + text + "］";
    }

    private String whole(Clause clause) {
        List<String> lines = new ArrayList<>();
        properties(clause).forEach((key, values) -> {
            if (!values.isEmpty()) {
                lines.add(words.of(key) + "：" + Words.list(values));
            }
        });
        return String.join("\n", lines);
    }

    private Map<String, List<String>> properties(Authorisation text) {
        Annex annex = text.annex();
        Map<String, List<String>> properties = new LinkedHashMap<>();
        properties.put("version", List.of(words.version(text.version())));
        properties.put("row.title", List.of(text.title()));
        properties.put("row.council", one(text.council()));
        properties.put("council.date", text.councilDate() == null ? List.of() : List.of(words.of(text.councilDate())));
        properties.put("row.bases", text.bases().stream().map(words::of).toList());
        properties.put("office.holding", one(annex.holdingOffice()));
        properties.put("office.responsible", one(annex.responsibleOffice()));
        properties.put("row.register", one(annex.registeredAs()));
        properties.put("row.contractor", one(text.contractor()));
        properties.put("contract", one(text.contract()));
        properties.put("row.amends", one(text.amends()));
        properties.put("row.media", annex.media());
        properties.put("row.purpose", one(annex.purpose()));
        properties.put("row.duties", words.of(annex.duties()));
        properties.put("row.period", List.of(words.of(text.inForce())));
        properties.put(
                "row.schools",
                text.schools().stream().sorted().map(String::valueOf).toList());
        properties.put("row.measures.city", annex.measuresOfTheCity());
        properties.put("row.measures.contractor", annex.measuresOfTheContractor());
        properties.put("row.provisions", one(text.specialProvisions()));
        return properties;
    }

    private Map<String, List<String>> properties(Clause clause) {
        Map<String, List<String>> properties = new LinkedHashMap<>();
        properties.put("clause.duty", clause.duty() == null ? List.of() : List.of(words.of(clause.duty())));
        properties.put("clause.role", clause.role() == null ? List.of() : List.of(words.of(clause.role())));
        properties.put("clause.reach", List.of(words.of(clause.reach())));
        properties.put(
                "clause.condition", clause.onlyWhile() == null ? List.of() : List.of(words.of(clause.onlyWhile())));
        properties.put("clause.categories", words.of(clause.categories()));
        properties.put("clause.fields", words.of(clause.fields()));
        properties.put("items.operational", words.of(clause.operational()));
        return properties;
    }

    private static Map<String, Clause> byId(Authorisation text) {
        Map<String, Clause> clauses = new LinkedHashMap<>();
        text.clauses().forEach(clause -> clauses.put(clause.id(), clause));
        return clauses;
    }

    private static List<String> one(@Nullable String value) {
        return value == null ? List.of() : List.of(value);
    }
}
