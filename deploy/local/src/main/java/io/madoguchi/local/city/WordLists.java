package io.madoguchi.local.city;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The word lists beside this class: names, and what titles are made of. */
final class WordLists {
    static final Weighted<Name> FAMILY = names("family-names.txt");
    static final Weighted<Name> CHILDREN = names("given-names.txt");
    static final Weighted<Name> ADULTS = names("adult-given-names.txt");
    static final Weighted<String> FOREIGN = weighted(
            lines("foreign-names.txt").stream().map(line -> line.split(" ")).toList(),
            words -> words[0].replace('_', ' '));
    static final Map<String, List<String>> WORDS = lines("words.txt").stream()
            .map(line -> line.split(" "))
            .collect(Collectors.toUnmodifiableMap(words -> words[0], WordLists::afterFirst));
    static final List<Subject> SUBJECTS = lines("subjects.txt").stream()
            .map(line -> line.split(" "))
            .flatMap(words -> afterFirst(words).stream().map(about -> new Subject(words[0], about)))
            .toList();
    static final List<Template> TEMPLATES = lines("templates.txt").stream()
            .map(line -> line.split(" ", 4))
            .map(words -> new Template(words[0], words[1], Integer.parseInt(words[2]), words[3]))
            .toList();

    private WordLists() {}

    /** A part of a name as written, and its reading in katakana. */
    record Name(String written, String kana) {}

    /** What a book of knowledge is about, with its class in the Nippon Decimal Classification. */
    record Subject(String ndc, String about) {}

    /** A pattern of titles; an {@code ndc} of "-" stands for the class of the subject. */
    record Template(String ndc, String readers, int weight, String pattern) {
        boolean isFor(String level) {
            return readers.equals("A") || readers.equals(level);
        }
    }

    static List<String> words(String list) {
        return Objects.requireNonNull(WORDS.get(list), list);
    }

    /** Choices that come up as often as their weights say. */
    static final class Weighted<T> {
        private final List<T> choices;
        private final double[] upTo;

        Weighted(List<T> choices, double[] weights) {
            this.choices = choices;
            this.upTo = weights.clone();
            for (int i = 1; i < upTo.length; i++) {
                upTo[i] += upTo[i - 1];
            }
        }

        T pick(Seeded random) {
            int found = Arrays.binarySearch(upTo, random.unit() * upTo[upTo.length - 1]);
            return choices.get(found < 0 ? -found - 1 : found + 1);
        }
    }

    private static Weighted<Name> names(String file) {
        return weighted(
                lines(file).stream().map(line -> line.split(" ")).toList(), words -> new Name(words[0], words[1]));
    }

    /** The weight is the last word of a line. */
    private static <T> Weighted<T> weighted(List<String[]> lines, Function<String[], T> choice) {
        return new Weighted<>(
                lines.stream().map(choice).toList(),
                lines.stream()
                        .mapToDouble(words -> Double.parseDouble(words[words.length - 1]))
                        .toArray());
    }

    private static List<String> afterFirst(String[] words) {
        return List.of(words).subList(1, words.length);
    }

    private static List<String> lines(String file) {
        InputStream resource = Objects.requireNonNull(WordLists.class.getResourceAsStream(file), file);
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
            return reader.lines().filter(line -> !line.startsWith("#")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
