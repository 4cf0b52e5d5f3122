package io.madoguchi.trail;

import static io.madoguchi.testing.TestAccount.aHandler;
import static io.madoguchi.testing.TestAccount.anAuditor;
import static io.madoguchi.trail.TrailClients.append;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import com.fasterxml.jackson.databind.JsonNode;
import io.madoguchi.api.trail.AccessRecord;
import io.madoguchi.api.trail.AccessRecord.Disclosed;
import io.madoguchi.api.trail.AccessRecord.Result;
import io.madoguchi.api.trail.CountGroup;
import io.madoguchi.disclosure.Duty;
import io.madoguchi.disclosure.Field;
import io.madoguchi.disclosure.Scopes;
import io.madoguchi.testing.TestAccount;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Counts by group are what one gets by going through the records one by one. */
@TrailServiceTest
class CountsTest {
    private static final Instant BEGIN = Instant.parse("2034-04-01T00:00:00Z");
    private static final List<AccessRecord> ARRIVED = new ArrayList<>();

    @BeforeEach
    void append300Records() {
        if (ARRIVED.isEmpty()) {
            RandomRecords records = new RandomRecords(8, BEGIN);
            AccessRecord[] batch = Stream.generate(records::next).limit(300).toArray(AccessRecord[]::new);
            append(batch).statusCode(200);
            ARRIVED.addAll(List.of(batch));
        }
    }

    @Test
    void byEachGroupAndByEachPair() {
        for (CountGroup one : CountGroup.values()) {
            for (CountGroup other : CountGroup.values()) {
                compare(one == other ? List.of(one) : List.of(one, other), Map.of());
            }
        }
    }

    @Test
    void ofWhatAFilterLeaves() {
        compare(List.of(CountGroup.FIELD, CountGroup.SCHOOL, CountGroup.DAY), Map.of("duty", "COUNTER"));
        compare(List.of(CountGroup.REASON), Map.of("decision", "REFUSED"));
    }

    @Test
    void saysWhetherThereAreMoreGroupsThanWereAskedFor() {
        counts(List.of(CountGroup.PERSON), Map.of("limit", 3))
                .statusCode(200)
                .header("Access-Record", notNullValue())
                .body("counts.size()", is(3))
                .body("more", is(true));
        counts(List.of(CountGroup.PERSON), Map.of("limit", 4))
                .body("counts.size()", is(4))
                .body("more", is(false));
    }

    @Test
    void isBoundedInTimeAndNeedsAGroupAndAReason() {
        refused(Map.of("groupBy", "DAY", "until", "2034-05-01T00:00:00Z"), "from");
        refused(Map.of("groupBy", "DAY", "from", "2034-05-01T00:00:00Z"), "until");
        refused(Map.of("groupBy", "DAY", "from", "2032-05-01T00:00:00Z", "until", "2034-05-01T00:00:00Z"), "until");
        refused(Map.of("from", "2034-04-01T00:00:00Z", "until", "2034-05-01T00:00:00Z"), "groupBy");
        given().auth()
                .oauth2(anAuditor().token())
                .get("/v1/access-records/counts?groupBy=DAY")
                .then()
                .statusCode(400)
                .body("code", is("inquiry-reason-required"));
    }

    @Test
    void isNoBusinessOfAContractor() {
        TestAccount handler =
                aHandler().withDuty(Duty.COUNTER).atSchool(ARecord.SCHOOL).withScopes(Scopes.AUDIT_READ);
        given().auth()
                .oauth2(handler.token())
                .header("Purpose-Of-Use", "COUNTER")
                .header("Inquiry-Reason", "AUDIT")
                .get("/v1/access-records/counts?groupBy=DAY")
                .then()
                .statusCode(403);
    }

    private static void refused(Map<String, ?> query, String field) {
        given().auth()
                .oauth2(anAuditor().token())
                .header("Inquiry-Reason", "AUDIT")
                .queryParams(query)
                .get("/v1/access-records/counts")
                .then()
                .statusCode(400)
                .body("code", is("invalid-value"))
                .body("faults[0].field", is(field));
    }

    private static ValidatableResponse counts(List<CountGroup> groups, Map<String, ?> filter) {
        return given().auth()
                .oauth2(anAuditor().token())
                .header("Inquiry-Reason", "AUDIT")
                .queryParam("groupBy", groups.stream().map(Enum::name).toList())
                .queryParam("from", BEGIN.toString())
                .queryParam("until", BEGIN.plusSeconds(86_400 * 11).toString())
                .queryParams(filter)
                .get("/v1/access-records/counts")
                .then();
    }

    /** What is counted of one group. */
    private record Count(long requests, long answers, long refusals, long persons) {}

    private static void compare(List<CountGroup> groups, Map<String, String> filter) {
        Map<String, Object> asked = new HashMap<>(filter);
        asked.put("limit", 1000);
        JsonNode answer = read(counts(groups, asked).statusCode(200).extract().asString());
        Map<Map<String, String>, Count> counted = new HashMap<>();
        for (JsonNode count : answer.get("counts")) {
            Map<String, String> group = new TreeMap<>();
            count.get("group")
                    .properties()
                    .forEach(entry -> group.put(entry.getKey(), entry.getValue().asText()));
            counted.put(
                    group,
                    new Count(
                            count.get("requests").asLong(),
                            count.get("answers").asLong(),
                            count.get("refusals").asLong(),
                            count.get("persons").asLong()));
        }
        assertThat(counted).as("%s of %s", groups, filter).isEqualTo(expected(groups, filter));
    }

    private static JsonNode read(String json) {
        try {
            return TrailClients.JSON.readTree(json);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<Map<String, String>, Count> expected(List<CountGroup> groups, Map<String, String> filter) {
        Map<Map<String, String>, Set<UUID>> persons = new HashMap<>();
        Map<Map<String, String>, Set<AccessRecord>> records = new HashMap<>();
        Map<Map<String, String>, Set<AccessRecord>> answers = new HashMap<>();
        for (AccessRecord record : ARRIVED) {
            boolean left = filter.entrySet().stream().allMatch(each -> each.getValue()
                    .equals(String.valueOf(each.getKey().equals("duty") ? record.declaredDuty() : record.decision())));
            List<Disclosed> parts = record.disclosed().isEmpty()
                    ? List.of(new Disclosed(null, Set.of(), List.of(), List.of()))
                    : record.disclosed();
            for (Disclosed part : left ? parts : List.<Disclosed>of()) {
                for (Map<String, String> group : groupsOf(record, part, groups)) {
                    records.computeIfAbsent(group, key -> new HashSet<>()).add(record);
                    persons.computeIfAbsent(group, key -> new HashSet<>()).addAll(part.patrons());
                    if (!part.patrons().isEmpty()) {
                        answers.computeIfAbsent(group, key -> new HashSet<>()).add(record);
                    }
                }
            }
        }
        Map<Map<String, String>, Count> expected = new HashMap<>();
        records.forEach((group, all) -> expected.put(
                group,
                new Count(
                        all.stream().mapToLong(AccessRecord::times).sum(),
                        answers.getOrDefault(group, Set.of()).size(),
                        all.stream()
                                .filter(record -> record.decision() == Result.REFUSED)
                                .mapToLong(AccessRecord::times)
                                .sum(),
                        persons.get(group).size())));
        return expected;
    }

    private static List<Map<String, String>> groupsOf(AccessRecord record, Disclosed part, List<CountGroup> groups) {
        List<Map<String, String>> found = List.of(Map.of());
        for (CountGroup group : groups) {
            List<Map<String, String>> longer = new ArrayList<>();
            for (Map<String, String> before : found) {
                for (String value : valuesOf(record, part, group)) {
                    Map<String, String> after = new TreeMap<>(before);
                    if (!value.isEmpty()) {
                        after.put(group.name(), value);
                    }
                    longer.add(after);
                }
            }
            found = longer;
        }
        return found;
    }

    private static Set<String> valuesOf(AccessRecord record, Disclosed part, CountGroup group) {
        Set<String> values = new TreeSet<>();
        switch (group) {
            case SCHOOL -> values.add(Objects.toString(record.school(), ""));
            case DUTY -> values.add(Objects.toString(record.declaredDuty(), ""));
            case PERSON -> values.add(record.who().person());
            case DESIGNATION -> values.add(Objects.toString(record.who().designation(), ""));
            case CONTRACT -> values.add(Objects.toString(record.who().contract(), ""));
            case ACT -> values.add(Objects.toString(record.act(), ""));
            case DECISION -> values.add(record.decision().name());
            case REASON -> values.add(Objects.toString(record.reason(), ""));
            case DAY ->
                values.add(LocalDate.ofInstant(record.at(), ZoneId.of("Asia/Tokyo"))
                        .toString());
            case FIELD -> part.fields().stream().map(Field::apiName).forEach(values::add);
            case AUTHORISATION -> part.authorisations().forEach(cited -> values.add(cited.document()));
        }
        return values.isEmpty() ? Set.of("") : values;
    }
}
