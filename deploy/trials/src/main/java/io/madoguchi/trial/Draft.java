package io.madoguchi.trial;

import com.fasterxml.jackson.databind.JsonNode;
import io.madoguchi.local.Service;
import io.madoguchi.school.SchoolCode;
import io.madoguchi.trial.ApiDocument.Operation;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A request in the making: what it is about, and the parts that a mutation may still change. */
final class Draft {
    final RandomGenerator random;
    final Operation operation;
    Identity identity;
    Resident person;
    SchoolCode school;
    String item;
    List<String> duties = new ArrayList<>();

    String method;
    /** Instead of the operation's own, when not null. */
    @Nullable
    String path;

    final Map<String, String> pathValues = new LinkedHashMap<>();
    final Map<String, String> query = new LinkedHashMap<>();
    final Map<String, String> headers = new LinkedHashMap<>();

    @Nullable
    JsonNode json;
    /** Instead of the JSON, when not null. */
    byte @Nullable [] body;

    Draft(RandomGenerator random, Operation operation, Identity identity, Resident person) {
        this.random = random;
        this.operation = operation;
        this.identity = identity;
        this.person = person;
        this.school = person.school();
        this.item = person.items().get(random.nextInt(person.items().size()));
        this.method = operation.method();
    }

    /**
     * What is sent. The template, the sender and the duty are all that is ever printed of it.
     *
     * @param duty as the service receives it: none, one, or several in one text
     */
    record Request(
            Service service,
            String method,
            String template,
            String target,
            Map<String, String> headers,
            List<String> duties,
            byte @Nullable [] body,
            Identity identity) {

        /** A request with one duty, and a JSON body unless that is empty. */
        static Request stating(
                Service service,
                String method,
                String template,
                String target,
                String body,
                Identity identity,
                String duty) {
            return new Request(
                    service,
                    method,
                    template,
                    target,
                    body.isEmpty() ? Map.of() : Map.of("Content-Type", "application/json"),
                    List.of(duty),
                    body.isEmpty() ? null : body.getBytes(StandardCharsets.UTF_8),
                    identity);
        }

        @Nullable
        String duty() {
            return duties.isEmpty() ? null : String.join(",", duties);
        }

        String described() {
            return "%s %s, %s, duty %s".formatted(method, template, identity.name(), known(duty()));
        }

        /** A hostile word in the duty's place is not repeated. */
        private static String known(@Nullable String duty) {
            return duty == null ? "none" : duty.matches("[A-Z_]{1,30}") ? duty : "not a duty";
        }

        @Override
        public String toString() {
            return described();
        }
    }

    Request request() {
        String template = path == null ? operation.path() : "(another path)";
        StringBuilder target = new StringBuilder();
        if (path == null) {
            String filled = operation.path();
            for (Map.Entry<String, String> value : pathValues.entrySet()) {
                filled = filled.replace("{" + value.getKey() + "}", encoded(value.getValue()));
            }
            target.append(filled);
        } else {
            target.append(path);
        }
        String separator = "?";
        for (Map.Entry<String, String> parameter : query.entrySet()) {
            target.append(separator)
                    .append(encoded(parameter.getKey()))
                    .append('=')
                    .append(encoded(parameter.getValue()));
            separator = "&";
        }
        Map<String, String> sent = new LinkedHashMap<>(headers);
        if (json != null || body != null) {
            sent.putIfAbsent("Content-Type", "application/json");
        }
        byte[] bytes =
                body != null ? body : json == null ? null : json.toString().getBytes(StandardCharsets.UTF_8);
        return new Request(
                operation.service(), method, template, target.toString(), sent, List.copyOf(duties), bytes, identity);
    }

    <T> T oneOf(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    boolean chance(double share) {
        return random.nextDouble() < share;
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
