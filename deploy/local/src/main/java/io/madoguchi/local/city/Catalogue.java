package io.madoguchi.local.city;

import io.madoguchi.local.city.WordLists.Name;
import io.madoguchi.local.city.WordLists.Subject;
import io.madoguchi.local.city.WordLists.Template;
import io.madoguchi.local.city.WordLists.Weighted;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * All books that a school of the city may hold, each generated from its number alone. They come in blocks: a series by one
 * author in numbered volumes, or single books. Of four blocks one is for elementary schools, one for junior high schools,
 * two for both.
 */
final class Catalogue {
    static final int BLOCK = 12;
    static final int BLOCKS = 5_000;

    private static final int AUTHORS = 4_000;
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z]+)}");
    private static final Weighted<Template> ELEMENTARY = templates("E");
    private static final Weighted<Template> JUNIOR_HIGH = templates("J");
    private static final Weighted<Template> ALL = templates("A");

    private Catalogue() {}

    /** A title pattern filled in. */
    private record Idea(String title, String ndc) {}

    private record Author(String name, String initial) {}

    /** How many volumes the block's series has, 0 if it is no series. */
    static int seriesVolumes(int block) {
        Seeded random = Seeded.of("series", block);
        return random.chance(0.3) ? random.between(3, BLOCK) : 0;
    }

    static boolean isFor(SampleSchool.Level level, int block) {
        return switch (level) {
            case ELEMENTARY -> block % 4 != 3;
            case JUNIOR_HIGH -> block % 4 != 0;
        };
    }

    static Work work(int number) {
        int block = number / BLOCK;
        int volumes = seriesVolumes(block);
        if (number % BLOCK < volumes) {
            Seeded random = Seeded.of("series work", block);
            Idea idea = idea(block, random);
            return work(number, new Idea(idea.title() + " " + (number % BLOCK + 1), idea.ndc()), random);
        }
        Seeded random = Seeded.of("work", number);
        return work(number, idea(block, random), random);
    }

    private static Work work(int number, Idea idea, Seeded random) {
        // Few write many books: the square makes low author numbers frequent.
        int authorNumber = (int) (random.unit() * random.unit() * AUTHORS);
        Author author = idea.ndc().matches("9[3-5].*") ? foreignAuthor(authorNumber) : author(authorNumber);
        String callNumber = idea.ndc().substring(0, 3) + "/" + author.initial();
        return new Work(idea.title(), author.name(), idea.ndc(), isbn(number), callNumber);
    }

    private static Idea idea(int block, Seeded random) {
        Template template =
                switch (block % 4) {
                    case 0 -> ELEMENTARY.pick(random);
                    case 3 -> JUNIOR_HIGH.pick(random);
                    default -> ALL.pick(random);
                };
        Subject subject = random.pick(WordLists.SUBJECTS);
        StringBuilder title = new StringBuilder();
        Matcher placeholders = PLACEHOLDER.matcher(template.pattern());
        while (placeholders.find()) {
            String list = placeholders.group(1);
            String word = list.equals("subject") ? subject.about() : random.pick(WordLists.words(list));
            placeholders.appendReplacement(title, word);
        }
        placeholders.appendTail(title);
        return new Idea(title.toString(), template.ndc().equals("-") ? subject.ndc() : template.ndc());
    }

    private static Author author(int number) {
        Seeded random = Seeded.of("author", number);
        Name family = WordLists.FAMILY.pick(random);
        Name given = WordLists.ADULTS.pick(random);
        return new Author(
                family.written() + " " + given.written(), family.kana().substring(0, 1));
    }

    private static Author foreignAuthor(int number) {
        Seeded random = Seeded.of("foreign author", number);
        String family = random.pick(WordLists.words("western-family"));
        String given = random.pick(WordLists.words("western-given"));
        return new Author(given + "・" + family, family.substring(0, 1));
    }

    /** 978-4, and publisher and title numbers at the far end of Japan's range, where hardly any book has one. */
    private static String isbn(int number) {
        String twelve = "9784" + (99_400_000 + number);
        return twelve + CheckDigit.modulus10(twelve);
    }

    private static Weighted<Template> templates(String level) {
        List<Template> templates = new ArrayList<>();
        for (Template template : WordLists.TEMPLATES) {
            if (level.equals("A") ? template.readers().equals("A") : template.isFor(level)) {
                templates.add(template);
            }
        }
        return new Weighted<>(
                templates, templates.stream().mapToDouble(Template::weight).toArray());
    }
}
