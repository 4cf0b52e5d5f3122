package io.madoguchi.disclosure;

import io.madoguchi.disclosure.Authorisations.Document;
import io.madoguchi.disclosure.DisclosureRule.Circumstances;
import io.madoguchi.school.SchoolCode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where and when somebody asks, and by which documents: the shipped ones, with the schools and days of a row of the tables.
 *
 * @param amendments in force, such as {@code AB}
 * @param where a row of school-relations.txt
 * @param asked the school at whose counter; null where a person is asked for by id
 */
record Setting(
        String amendments,
        Row where,
        Dates when,
        @Nullable SchoolCode asked,
        List<Assignment> assignments,
        Circumstances now,
        List<String> letters) {
    static final LocalDate TODAY = LocalDate.of(2026, 6, 1);
    static final SchoolCode HERE = SchoolCode.ofTwelve("B11321900001");
    static final SchoolCode ELSEWHERE = SchoolCode.ofTwelve("B11321900002");
    static final UUID OWN = UUID.fromString("7d8a4c52-0d07-4f5e-9c2b-5f4f3c1f6a10");

    /** Rows of date-relations.txt: of what is asked besides, one for each. A null assignment leaves it to the schools' row. */
    record Dates(Row designation, Row contract, @Nullable Row assignment, Row document, Row basis) {}

    static Setting of(String amendments, Row where, Dates when, List<Document> shipped) {
        List<Assignment> assignments = when.assignment() == null
                ? where.words(0).stream().map(Setting::assignment).toList()
                : Stream.ofNullable(when.assignment().period(1, 2))
                        .map(period -> new Assignment(HERE, period))
                        .toList();
        Authorisations documents = Authorisations.shipped();
        for (Document document : shipped) {
            String letter = letterOf(document.text().id());
            if ((letter.isEmpty() || amendments.contains(letter))
                    && !when.document().isEmpty(1)) {
                Set<SchoolCode> holdsAt = schools(where.words(letter.isEmpty() ? 2 : 3));
                documents = documents.with(dated(document, holdsAt, when), "none");
            }
        }
        SchoolDecisions decisions = new SchoolDecisions(schools(where.words(5)), schools(where.words(4)));
        SchoolCode asked = where.text(1).equals("by id") ? null : school(where.text(1));
        Circumstances now = new Circumstances(documents, decisions, TODAY);
        return new Setting(amendments, where, when, asked, assignments, now, letters(amendments));
    }

    /** "" for the first document and the regulation. */
    private static List<String> letters(String amendments) {
        return Stream.concat(Stream.of(""), amendments.chars().mapToObj(Character::toString))
                .toList();
    }

    static String letterOf(String document) {
        return document.startsWith("amendment-") ? document.substring(10).toUpperCase() : "";
    }

    static Set<SchoolCode> schools(Set<String> words) {
        return words.stream().map(Setting::school).collect(Collectors.toUnmodifiableSet());
    }

    /** What an account with these roles, scopes and papers is to the rule here. */
    Caller caller(Row account, Set<Role> roles, Set<String> scopes) {
        boolean hasPapers = !account.isEmpty(1);
        return new Caller(
                "account",
                "subject",
                "client",
                roles,
                scopes,
                assignments,
                hasPapers ? paper("designation-1", when.designation()) : null,
                hasPapers ? paper(account.text(1), when.contract()) : null,
                account.isEmpty(2) ? null : OWN);
    }

    private static @Nullable Engagement paper(String id, Row date) {
        Period period = date.period(1, 2);
        return period == null ? null : new Engagement(id, period);
    }

    private static SchoolCode school(String word) {
        return switch (word) {
            case "here" -> HERE;
            case "elsewhere" -> ELSEWHERE;
            default -> throw new AssertionError(word);
        };
    }

    private static Assignment assignment(String word) {
        String[] parts = word.split(":");
        return new Assignment(
                school(parts[0]),
                switch (parts[1]) {
                    case "now" -> new Period(TODAY.minusMonths(1), TODAY.plusMonths(1));
                    case "over" -> new Period(TODAY.minusMonths(2), TODAY.minusDays(1));
                    case "soon" -> new Period(TODAY.plusDays(1), null);
                    default -> throw new AssertionError(word);
                });
    }

    private static Document dated(Document document, Set<SchoolCode> schools, Dates when) {
        Authorisation text = document.text();
        List<Authorisation.Basis> bases = new ArrayList<>();
        Period basis = when.basis().period(1, 2);
        if (basis != null) {
            bases.add(new Authorisation.Basis("law", null, text.bases().get(0).kind(), basis.from(), basis.until()));
        }
        return new Document(
                new Authorisation(
                        text.id(),
                        text.version(),
                        text.title(),
                        text.council(),
                        text.councilDate(),
                        bases,
                        text.contractor(),
                        text.contract(),
                        text.amends(),
                        text.specialProvisions(),
                        when.document().period(1, 2),
                        schools,
                        text.annex(),
                        text.clauses()),
                document.sha256());
    }
}
