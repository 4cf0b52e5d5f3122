package io.madoguchi.trial;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.madoguchi.trial.ApiDocument.Parameter;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Values that an OpenAPI document asks for: a real person's or item's where the name says so, otherwise by the schema. */
final class Values {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    /** Of these a request names one. */
    private static final List<Map<String, Integer>> ONE_OF = List.of(
            Map.of("patronId", 40, "cardBarcode", 50, "name", 25, "kana", 8, "displayName", 25),
            Map.of("barcode", 50, "title", 50));

    private static final double OPTIONAL = 0.12;

    /** Always stated: without them an answer holds all that the trial has put on record, a hundred megabytes in the end. */
    private static final Set<String> PERIOD = Set.of("from", "until");

    private Values() {}

    /** Fills the draft in as a client that means well would. */
    static void fill(Draft draft) {
        Set<String> left = leftOut(
                draft,
                draft.operation.parameters().stream().map(Parameter::name).toList());
        for (Parameter parameter : draft.operation.parameters()) {
            String name = parameter.name();
            boolean wanted = parameter.required()
                    || PERIOD.contains(name)
                    || (!left.contains(name) && (isOneOf(name) || isWantedAnyway(draft, name)));
            if (!wanted || name.equals("Purpose-Of-Use")) {
                continue;
            }
            JsonNode made = of(draft, name, parameter.schema());
            // Several values of one name; one of them is enough.
            String value =
                    made.path(0).isMissingNode() ? made.asText() : made.get(0).asText();
            switch (parameter.in()) {
                case "path" -> draft.pathValues.put(name, value);
                case "query" -> draft.query.put(name, value);
                default -> draft.headers.put(name, value);
            }
        }
        JsonNode body = draft.operation.body();
        if (body != null) {
            draft.json = of(draft, "", body);
        }
    }

    static JsonNode of(Draft draft, String name, JsonNode unresolved) {
        JsonNode schema = draft.operation.document().resolve(unresolved);
        return switch (name) {
            case "school" -> JSON.textNode(draft.school.value());
            case "id", "patronId", "patron", "requested" ->
                JSON.textNode(
                        draft.operation.id().equals("appendAccessRecords")
                                ? new UUID(draft.random.nextLong(), draft.random.nextLong()).toString()
                                : draft.person.id().toString());
            case "cardBarcode" -> JSON.textNode(draft.person.cardBarcode());
            case "itemBarcode", "barcode" -> JSON.textNode(draft.item);
            case "displayName" -> JSON.textNode(draft.person.displayName());
            case "name" -> JSON.textNode(beginning(draft, draft.person.displayName()));
            case "kana" -> JSON.textNode(beginning(draft, draft.person.nameKana()));
            case "title" -> JSON.textNode(draft.oneOf(List.of("の", "と", "1", "森", "図書館")));
            case "from", "since" -> start(draft, schema);
            case "until", "to" -> end(draft, schema);
            case "path" -> JSON.textNode("0/000.p/1");
            case "limit" -> JSON.numberNode(1 + draft.random.nextInt(5));
            case "salt" -> JSON.textNode(salt(draft));
            case "times" -> JSON.numberNode(1);
            case "source" -> JSON.textNode(draft.identity.account());
            case "Idempotency-Key" -> JSON.textNode("key-" + draft.random.nextInt(1_000_000));
            default -> bySchema(draft, schema);
        };
    }

    /** Of the last moments, of yesterday and today, or of a range of the log. */
    private static JsonNode start(Draft draft, JsonNode schema) {
        return switch (schema.path("format").asText()) {
            case "date-time" -> JSON.textNode(Instant.now().minusSeconds(2).toString());
            case "date" ->
                JSON.textNode(LocalDate.now(ZoneOffset.UTC).minusDays(1).toString());
            case "int64" -> JSON.numberNode(0);
            default -> bySchema(draft, schema);
        };
    }

    private static JsonNode end(Draft draft, JsonNode schema) {
        return switch (schema.path("format").asText()) {
            case "date-time" ->
                JSON.textNode(Instant.now().plus(1, ChronoUnit.DAYS).toString());
            case "date" ->
                JSON.textNode(LocalDate.now(ZoneOffset.UTC).plusDays(1).toString());
            case "int64" -> JSON.numberNode(20);
            default -> bySchema(draft, schema);
        };
    }

    private static String salt(Draft draft) {
        byte[] salt = new byte[32];
        draft.random.nextBytes(salt);
        return Base64.getEncoder().encodeToString(salt);
    }

    /** Mostly the whole name, which is one person's; sometimes the family name, which many have. */
    private static String beginning(Draft draft, String name) {
        return draft.chance(0.8) ? name : name.split(" ", 2)[0];
    }

    private static JsonNode bySchema(Draft draft, JsonNode schema) {
        if (schema.has("enum")) {
            List<JsonNode> values = new ArrayList<>();
            schema.get("enum").forEach(values::add);
            return draft.oneOf(values);
        }
        return switch (schema.path("type").asText("object")) {
            case "object" -> object(draft, schema);
            case "array" -> {
                ArrayNode array = JSON.arrayNode();
                int size = Math.max(schema.path("minItems").asInt(0), draft.random.nextInt(3));
                for (int i = 0; i < size; i++) {
                    array.add(of(draft, "", schema.get("items")));
                }
                yield array;
            }
            case "integer", "number" -> JSON.numberNode(schema.path("minimum").asInt(1) + draft.random.nextInt(9));
            case "boolean" -> JSON.booleanNode(draft.random.nextBoolean());
            default -> text(draft, schema);
        };
    }

    private static JsonNode text(Draft draft, JsonNode schema) {
        if (schema.path("format").asText().equals("uuid")) {
            return JSON.textNode(new UUID(draft.random.nextLong(), draft.random.nextLong()).toString());
        }
        if (schema.path("format").asText().equals("date")) {
            return JSON.textNode(LocalDate.now(ZoneOffset.UTC).toString());
        }
        return schema.has("example") ? schema.get("example") : JSON.textNode("abc" + draft.random.nextInt(1000));
    }

    private static ObjectNode object(Draft draft, JsonNode schema) {
        ObjectNode object = JSON.objectNode();
        Set<String> required = new HashSet<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        List<String> names = new ArrayList<>();
        schema.path("properties").fieldNames().forEachRemaining(names::add);
        Set<String> left = leftOut(draft, names);
        for (String name : names) {
            boolean wanted =
                    required.contains(name) || (!left.contains(name) && (isOneOf(name) || isWantedAnyway(draft, name)));
            if (wanted) {
                object.set(name, of(draft, name, schema.get("properties").get(name)));
            }
        }
        return object;
    }

    /** A cursor is never made up here, and a contractor that asks for pages is refused. */
    private static boolean isWantedAnyway(Draft draft, String name) {
        boolean paging = name.equals("cursor")
                || name.equals("after")
                || (name.equals("limit") && draft.identity.isContractor());
        return !paging && draft.chance(OPTIONAL);
    }

    private static boolean isOneOf(String name) {
        return ONE_OF.stream().anyMatch(group -> group.containsKey(name));
    }

    /** Of each group of names, all but one. */
    private static Set<String> leftOut(Draft draft, List<String> names) {
        Set<String> left = new HashSet<>();
        for (Map<String, Integer> group : ONE_OF) {
            List<String> present = names.stream().filter(group::containsKey).toList();
            int total = present.stream()
                    .mapToInt(name -> group.getOrDefault(name, 0))
                    .sum();
            if (total > 0) {
                int at = draft.random.nextInt(total);
                for (String name : present) {
                    int weight = group.getOrDefault(name, 0);
                    at -= weight;
                    if (at >= 0 || at < -weight) {
                        left.add(name);
                    }
                }
            }
        }
        return left;
    }
}
