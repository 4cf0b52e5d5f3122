package io.madoguchi.disclosure;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the hand-written table. Somebody of whom it says nothing, or something twice, fails the test that asks for them. */
public record WhatMayPass(String who, String document, Map<PatronCategory, Set<Field>> fields) {
    private static final List<WhatMayPass> ROWS = read();

    /** {@code amendments} in force, such as {@code AB}. */
    public static Set<Field> to(String who, String amendments, PatronCategory category) {
        List<WhatMayPass> rows = ROWS.stream()
                .filter(row -> row.who().equals(who))
                .filter(row -> row.document().equals("71")
                        || row.document().equals("regulation")
                        || amendments.contains(row.document()))
                .toList();
        if (rows.isEmpty()
                || rows.stream().map(WhatMayPass::document).distinct().count() != rows.size()) {
            throw new AssertionError(rows.size() + " rows for " + who + " under " + amendments);
        }
        return rows.stream()
                .flatMap(row -> row.fields().get(category).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static List<WhatMayPass> read() {
        List<WhatMayPass> rows = new ArrayList<>();
        for (String line : text().lines().filter(l -> !l.startsWith("#")).toList()) {
            String[] cells = Arrays.stream(line.split("\\|")).map(String::strip).toArray(String[]::new);
            Map<PatronCategory, Set<Field>> fields = new EnumMap<>(PatronCategory.class);
            String before = "";
            for (PatronCategory category : PatronCategory.values()) {
                String cell = cells[2 + category.ordinal()];
                before = cell.equals("=") ? before : cell;
                fields.put(
                        category,
                        before.equals("-")
                                ? Set.of()
                                : Arrays.stream(before.split(" "))
                                        .map(Field::named)
                                        .collect(Collectors.toUnmodifiableSet()));
            }
            rows.add(new WhatMayPass(cells[0], cells[1], fields));
        }
        return rows;
    }

    private static String text() {
        try (InputStream in = WhatMayPass.class.getResourceAsStream("/disclosure/what-may-pass.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
