package io.madoguchi.trail;

import static io.madoguchi.trail.TrailClients.append;
import static io.madoguchi.trail.TrailClients.ask;
import static io.madoguchi.trail.TrailClients.body;
import static io.madoguchi.trail.TrailClients.ids;
import static org.assertj.core.api.Assertions.assertThat;

import io.madoguchi.api.trail.AccessRecord;
import io.madoguchi.api.trail.AccessRecord.Disclosed;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an auditor's conditions leave is what a walk through all records leaves, whichever of them stand together. */
@TrailServiceTest
class QueryTest {
    private static final Instant BEGIN = Instant.parse("2033-04-01T00:00:00Z");
    private static final int RECORDS = 400;

    /**
     * One condition of the API, understood without SQL.
     *
     * @param asked what to ask by so that this record is found; null where it has nothing of the sort
     * @param holds whether a record has the value
     */
    private record Condition(
            String name, BiFunction<AccessRecord, Random, Object> asked, BiPredicate<AccessRecord, String> holds) {}

    private static final List<Condition> CONDITIONS = List.of(
            new Condition(
                    "patron",
                    (record, random) -> oneOf(patrons(record).toList(), random),
                    (record, value) -> patrons(record).anyMatch(UUID.fromString(value)::equals)),
            of("person", record -> record.who().person()),
            of("designation", record -> record.who().designation()),
            of("contract", record -> record.who().contract()),
            of("school", AccessRecord::school),
            of("duty", AccessRecord::declaredDuty),
            new Condition(
                    "field",
                    (record, random) -> oneOf(fields(record).toList(), random),
                    (record, value) -> fields(record).anyMatch(value::equals)),
            of("decision", AccessRecord::decision),
            of("reason", AccessRecord::reason),
            new Condition(
                    "authorisation",
                    (record, random) -> oneOf(documents(record).toList(), random),
                    (record, value) -> documents(record).anyMatch(value::equals)),
            of(
                    "caseNumber",
                    record -> record.inquiry() == null ? null : record.inquiry().caseNumber()),
            new Condition("from", (record, random) -> record.at(), (record, value) -> !record.at()
                    .isBefore(Instant.parse(value))),
            new Condition("until", (record, random) -> record.at().plusSeconds(1), (record, value) -> record.at()
                    .isBefore(Instant.parse(value))));

    private static Condition of(String name, java.util.function.Function<AccessRecord, Object> value) {
        return new Condition(name, (record, random) -> value.apply(record), (record, asked) -> Objects.toString(
                        value.apply(record), "")
                .equals(asked));
    }

    private static final List<AccessRecord> ARRIVED = new ArrayList<>();

    private final Random random = new Random(20331);

    @BeforeEach
    void append400Records() {
        if (ARRIVED.isEmpty()) {
            RandomRecords records = new RandomRecords(7, BEGIN);
            AccessRecord[] batch = Stream.generate(records::next).limit(RECORDS).toArray(AccessRecord[]::new);
            append(batch).statusCode(200);
            Collections.addAll(ARRIVED, batch);
            Collections.reverse(ARRIVED);
        }
    }

    @Test
    void eachConditionAndEachPairOfThem() {
        int found = 0;
        for (int one = 0; one < CONDITIONS.size(); one++) {
            for (int other = one; other < CONDITIONS.size(); other++) {
                Set<Condition> pair = new HashSet<>(List.of(CONDITIONS.get(one)));
                pair.add(CONDITIONS.get(other));
                found += compare(pair);
                found += compare(pair);
            }
        }
        assertThat(found).as("records found in all").isGreaterThan(1000);
    }

    @Test
    void manyConditionsTogether() {
        int found = 0;
        for (int i = 0; i < 120; i++) {
            List<Condition> shuffled = new ArrayList<>(CONDITIONS);
            Collections.shuffle(shuffled, random);
            found += compare(new HashSet<>(shuffled.subList(0, 3 + random.nextInt(CONDITIONS.size() - 2))));
        }
        assertThat(found).as("records found in all").isGreaterThan(100);
    }

    /** Asks by the values of one record, so that something is found; half the time one of them is another record's. */
    private int compare(Set<Condition> conditions) {
        AccessRecord like = ARRIVED.get(random.nextInt(RECORDS));
        Map<String, String> query = new TreeMap<>();
        List<BiPredicate<AccessRecord, Map<String, String>>> holds = new ArrayList<>();
        for (Condition condition : conditions) {
            AccessRecord source =
                    random.nextInt(2 * conditions.size()) == 0 ? ARRIVED.get(random.nextInt(RECORDS)) : like;
            Object value = condition.asked().apply(source, random);
            if (value != null) {
                query.put(condition.name(), value.toString());
                holds.add((record, asked) -> condition.holds().test(record, asked.get(condition.name())));
            }
        }
        List<UUID> expected = ARRIVED.stream()
                .filter(record -> holds.stream().allMatch(each -> each.test(record, query)))
                .map(AccessRecord::id)
                .toList();
        assertThat(found(query)).as(query.toString()).isEqualTo(expected);
        return expected.size();
    }

    /** In the order of the answer, page by page; other tests' records left out. */
    private static List<UUID> found(Map<String, String> query) {
        Set<UUID> ours = new HashSet<>(ARRIVED.stream().map(AccessRecord::id).toList());
        List<UUID> found = new ArrayList<>();
        Map<String, Object> asked = new TreeMap<>(query);
        asked.put("limit", 500);
        String next;
        do {
            ValidatableResponse page = ask(asked).statusCode(200);
            ids(page).stream().filter(ours::contains).forEach(found::add);
            next = body(page).path("next").textValue();
            asked.put("cursor", String.valueOf(next));
        } while (next != null);
        return found;
    }

    private static Object oneOf(List<?> values, Random random) {
        return values.isEmpty() ? null : values.get(random.nextInt(values.size()));
    }

    private static Stream<UUID> patrons(AccessRecord record) {
        return Stream.concat(
                record.disclosed().stream().map(Disclosed::patrons).flatMap(List::stream),
                Stream.ofNullable(record.requested()));
    }

    private static Stream<String> fields(AccessRecord record) {
        return record.disclosed().stream()
                .flatMap(part -> part.fields().stream())
                .map(field -> field.apiName());
    }

    private static Stream<String> documents(AccessRecord record) {
        return record.disclosed().stream()
                .flatMap(part -> part.authorisations().stream())
                .map(citation -> citation.document());
    }
}
