package io.madoguchi.disclosure;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A row of a hand-written table: cells between bars, words between blanks, {@code -} for nothing. */
record Row(List<String> cells) {
    static List<Row> of(String table) {
        try (InputStream in = Row.class.getResourceAsStream("/disclosure/" + table + ".txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> new Row(Arrays.stream(line.split("\\|"))
                            .map(String::strip)
                            .map(cell -> cell.equals("-") ? "" : cell)
                            .toList()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String text(int column) {
        return cells.get(column);
    }

    boolean isEmpty(int column) {
        return text(column).isEmpty();
    }

    Set<String> words(int column) {
        return isEmpty(column) ? Set.of() : Set.of(text(column).split(" "));
    }

    Set<Field> fields(int column) {
        return words(column).stream().map(Field::named).collect(Collectors.toUnmodifiableSet());
    }

    @Nullable
    Period period(int from, int until) {
        return isEmpty(from)
                ? null
                : new Period(LocalDate.parse(text(from)), isEmpty(until) ? null : LocalDate.parse(text(until)));
    }
}
