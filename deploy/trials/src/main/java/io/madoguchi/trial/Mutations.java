package io.madoguchi.trial;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.madoguchi.trial.Resident.Standing;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/** Requests as somebody makes them who is curious, careless or means harm. */
final class Mutations {
    private static final List<String> DUTIES = List.of(
            "COUNTER",
            "USER_DATA",
            "LEARNING_SUPPORT",
            "READING_GUIDANCE",
            "UTILIZATION_PLANNING",
            "MATERIALS_PROCESSING",
            "ENVIRONMENT_SUPPORT",
            "LIBRARY_PROMOTION",
            "PUBLIC_LIBRARY_PROGRAMS",
            "READING_PROMOTION",
            "TEACHING_SUPPORT",
            "PUPIL_COUNCIL_SUPPORT",
            "VOLUNTEER_SUPPORT",
            "FIRST_RESPONSE",
            "counter",
            "ALL",
            "COUNTER,LEARNING_SUPPORT",
            "*");
    private static final List<String> PROPERTIES = List.of(
            "homeClass",
            "grade",
            "fields",
            "include",
            "displayName",
            "patronNumber",
            "school",
            "duty",
            "departed",
            "category");
    private static final List<String> HOSTILE_TEXT = List.of(
            "' OR 1=1 --",
            "%",
            "_%",
            "'; SELECT home_class FROM patron.patron; --",
            "\u0000",
            "${jndi:ldap://127.0.0.1/a}",
            "{{7*7}}",
            "<script>alert(1)</script>",
            "../../../etc/passwd",
            "\uD83D\uDE00\u202E",
            "\\u0027",
            "null",
            "true",
            "[]");
    private static final List<String> PATHS = List.of(
            "/",
            "/v1",
            "/v1/patrons",
            "/v1/schools",
            "/v1/borrowers",
            "/v1/borrowers/changes/all",
            "/v1/access-records/export",
            "/v1/me",
            "/v2/me/permissions",
            "/q",
            "/q/health",
            "/q/metrics",
            "/q/openapi",
            "/q/openapi?format=json",
            "/q/dev",
            "/q/info",
            "/q/swagger-ui/",
            "/metrics",
            "/actuator/env",
            "/.git/config",
            "//v1//me//permissions",
            "/v1/patrons/%2e%2e/me/permissions",
            "/v1/patrons/*",
            "/v1/schools/*/items?title=%25");
    private static final List<String> METHODS =
            List.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE");

    private final TrialCity city;
    private final List<Identity> identities;

    Mutations(TrialCity city, List<Identity> identities) {
        this.city = city;
        this.identities = identities;
    }

    /** Changes the person or sender before the values are filled in, or one part of them after. */
    void before(Draft draft) {
        switch (draft.random.nextInt(6)) {
            case 0 -> draft.person = draft.oneOf(city.residents());
            case 1 -> draft.school = draft.oneOf(TrialCity.schools());
            case 2 ->
                draft.person = draft.oneOf(
                        city.residents().stream().filter(Resident::departed).toList());
            case 3 ->
                draft.person = draft.oneOf(city.of(draft.school).stream()
                        .filter(resident -> resident.standing() != Standing.FREE || resident.departed())
                        .toList());
            case 4 -> draft.identity = draft.oneOf(identities);
            default -> draft.duties = new ArrayList<>(draft.chance(0.3) ? List.of() : List.of(draft.oneOf(DUTIES)));
        }
        if (!draft.operation.id().equals("checkOut")) {
            draft.item = draft.oneOf(draft.oneOf(city.residents()).items());
        } else if (draft.chance(0.9)) {
            // Whoever borrows another's item would make the item's title the loan record of two.
            draft.item = draft.oneOf(draft.person.items());
        } else {
            draft.item = "B000000000";
        }
    }

    void after(Draft draft) {
        switch (draft.random.nextInt(11)) {
            case 0 ->
                draft.query.put(
                        draft.oneOf(PROPERTIES), draft.oneOf(List.of("homeClass", "true", "*", "patronNumber")));
            case 1 -> addToBody(draft);
            case 2 -> draft.query.put("limit", draft.oneOf(List.of("0", "-1", "101", "100", "2147483648", "x")));
            case 3 -> draft.query.put("cursor", cursor(draft));
            case 4 ->
                draft.headers.put(
                        "Accept",
                        draft.oneOf(List.of("text/plain", "application/xml", "*/*", "text/html, application/json")));
            case 5 ->
                draft.headers.put(
                        "Accept-Language", draft.oneOf(List.of("ja", "en", "fr;q=1", "*", draft.person.cardBarcode())));
            case 6 -> askByWhatIsWithheld(draft);
            case 7 ->
                draft.headers.put(
                        draft.oneOf(List.of("X-HTTP-Method-Override", "X-Forwarded-User", "X-Original-URL")),
                        "handler-1");
            case 8 -> draft.duties.add(draft.oneOf(DUTIES));
            case 9 -> replaceInBody(draft);
            default -> unknownIds(draft);
        }
    }

    /** Far from anything that an API document describes. */
    void hostile(Draft draft) {
        switch (draft.random.nextInt(9)) {
            case 0 -> draft.path = draft.oneOf(PATHS);
            case 1 -> draft.method = draft.oneOf(METHODS);
            case 2 -> {
                String text = draft.json == null ? "{}" : draft.json.toString();
                draft.body = text.substring(0, text.length() / 2).getBytes(StandardCharsets.UTF_8);
            }
            case 3 ->
                draft.body =
                        ("{\"name\":" + "[".repeat(2000) + "]".repeat(2000) + "}").getBytes(StandardCharsets.UTF_8);
            case 4 -> draft.pathValues.replaceAll((name, value) -> draft.oneOf(HOSTILE_TEXT));
            case 5 ->
                draft.headers.put(
                        "Content-Type",
                        draft.oneOf(List.of(
                                "text/plain",
                                "application/xml",
                                "multipart/form-data; boundary=x",
                                "application/json; charset=utf-16")));
            case 6 ->
                draft.pathValues.replaceAll((name, value) -> draft.oneOf(
                        List.of(draft.person.cardBarcode(), draft.person.displayName(), draft.person.patronNumber())));
            case 7 ->
                draft.body = draft.oneOf(List.of(
                                "[]",
                                "null",
                                "\"\"",
                                "{\"cardBarcode\":{}}",
                                "\u0000\u0001",
                                "{\"patronId\":[\"" + draft.person.id() + "\"]}"))
                        .getBytes(StandardCharsets.UTF_8);
            default -> hostileText(draft);
        }
    }

    private static void hostileText(Draft draft) {
        String text = draft.oneOf(HOSTILE_TEXT);
        if (draft.json instanceof ObjectNode object && !object.isEmpty()) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            object.put(draft.oneOf(names), text);
        } else if (!draft.query.isEmpty()) {
            draft.query.put(draft.oneOf(List.copyOf(draft.query.keySet())), text);
        } else {
            draft.duties = new ArrayList<>(List.of(draft.oneOf(List.of("' OR 1=1 --", draft.person.cardBarcode()))));
        }
    }

    private static void addToBody(Draft draft) {
        if (draft.json instanceof ObjectNode object) {
            object.set(draft.oneOf(PROPERTIES), JsonNodeFactory.instance.textNode(draft.person.patronNumber()));
        }
    }

    /** Of the wrong kind, or somebody else's. */
    private void replaceInBody(Draft draft) {
        if (!(draft.json instanceof ObjectNode object) || object.isEmpty()) {
            return;
        }
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        String name = draft.oneOf(names);
        if (draft.chance(0.3)) {
            object.remove(name);
        } else if (draft.chance(0.4)) {
            object.put(name, draft.random.nextInt());
        } else if (object.has("cardBarcode") && !draft.operation.id().equals("checkOut")) {
            object.put("cardBarcode", draft.oneOf(city.residents()).cardBarcode());
        }
    }

    /** A search that finds by a withheld column would disclose it. */
    private static void askByWhatIsWithheld(Draft draft) {
        if (!(draft.json instanceof ObjectNode object)) {
            return;
        }
        String text =
                draft.oneOf(List.of(draft.person.patronNumber(), draft.person.cardBarcode(), draft.person.nameKana()));
        if (object.has("name")) {
            object.put("name", text);
        } else if (object.has("cardBarcode") && !draft.operation.id().equals("checkOut")) {
            object.put("cardBarcode", draft.person.patronNumber());
        }
    }

    private static void unknownIds(Draft draft) {
        UUID unknown = new UUID(draft.random.nextLong() & ~0xF000L | 0x4000L, draft.random.nextLong() | Long.MIN_VALUE);
        if (draft.pathValues.containsKey("id")) {
            draft.pathValues.put("id", unknown.toString());
        }
        if (draft.json instanceof ObjectNode object && object.has("patronId")) {
            object.put("patronId", unknown.toString());
        }
        if (draft.json instanceof ObjectNode object && object.has("cardBarcode")) {
            object.put("cardBarcode", "P000000000");
        }
    }

    private static String cursor(Draft draft) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((draft.oneOf(List.of(
                                        "2026-01-01T00:00:00Z",
                                        "1",
                                        draft.person.id().toString())) + "\n" + draft.person.id())
                        .getBytes(StandardCharsets.UTF_8));
    }
}
